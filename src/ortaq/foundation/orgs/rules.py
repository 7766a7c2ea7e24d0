"""Who may: kind of mandate x reach. The permissions of the whole ground floor stand here.

Predicates take the user (signed out included) and, where a permission is about something, that
thing: a body, its number, or anything with ``body_id``. Modules build their own with ``here`` and
``within_reach``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rules
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.kinds import (
    GRANTED_BY_CENTRE,
    MANDATES_GRANTED_BY,
    TRAIL_READERS,
    Kind,
)
from ortaq.foundation.orgs.models import Body, Line, Mandate
from ortaq.foundation.orgs.selectors import is_here, mandates_of, parent_on, reaches


def body_id_of(subject: Any) -> int | None:
    """Return the number of the body that a thing belongs to; None when it belongs to none."""
    if isinstance(subject, bool):
        return None
    if isinstance(subject, int):
        return subject
    found = subject.pk if isinstance(subject, Body) else getattr(subject, "body_id", None)
    return found if isinstance(found, int) else None


def _named(test: Callable[..., bool], name: str) -> rules.Predicate:
    predicate: rules.Predicate = rules.predicate(test, name=name)
    return predicate


def here(*kinds: Kind) -> rules.Predicate:
    """Make a predicate: holds such a mandate at the thing's own body."""

    def test(user: User, subject: Any = None) -> bool:
        body_id = body_id_of(subject)
        return body_id is not None and is_here(user, body_id, kinds=kinds)

    return _named(test, f"here:{'|'.join(sorted(kinds))}")


def within_reach(*kinds: Kind) -> rules.Predicate:
    """Make a predicate: such a mandate reaches the thing's body, from here or above."""

    def test(user: User, subject: Any = None) -> bool:
        body_id = body_id_of(subject)
        return body_id is not None and reaches(user, body_id, kinds=kinds)

    return _named(test, f"within_reach:{'|'.join(sorted(kinds))}")


def from_above(*kinds: Kind) -> rules.Predicate:
    """Make a predicate: such a mandate at a body above reaches the thing's body.

    A chair keeps his body's name and address; whether it moves, merges or closes is not his own.
    """

    def test(user: User, subject: Any = None) -> bool:
        body_id = body_id_of(subject)
        return body_id is not None and reaches(user, body_id, kinds=kinds, from_above=True)

    return _named(test, f"from_above:{'|'.join(sorted(kinds))}")


def at_centre(*kinds: Kind) -> rules.Predicate:
    """Make a predicate: holds such a mandate at the national centre."""

    def test(user: User, _subject: Any = None) -> bool:
        held = mandates_of(user, kinds=kinds)
        return any(mandate.body.level == Body.Level.CENTRE for mandate in held)

    return _named(test, f"at_centre:{'|'.join(sorted(kinds))}")


def holds(*kinds: Kind) -> rules.Predicate:
    """Make a predicate: holds such a mandate anywhere."""

    def test(user: User, _subject: Any = None) -> bool:
        return bool(mandates_of(user, kinds=kinds))

    return _named(test, f"holds:{'|'.join(sorted(kinds))}")


@dataclass(frozen=True)
class Move:
    """A wish to hang a body under another parent in one line (None: to take it out)."""

    body: Body
    line: Line
    parent: Body | None


@rules.predicate
def reaches_both_ends(user: User, subject: Any = None) -> bool:
    """Whether the person grants over the body, over where it stands and over where it goes.

    Else a chair could take his primary out of a line, or a region could rob a branch.
    """
    if not isinstance(subject, Move):
        return False
    now = parent_on(subject.body, line=subject.line, day=timezone.localdate())
    ends = [end for end in (subject.body, now, subject.parent) if end]
    return all(reaches(user, end.pk, kinds=MANDATES_GRANTED_BY) for end in ends)


@rules.predicate
def has_desk(user: User, _subject: Any = None) -> bool:
    """Whether the person holds any mandate today."""
    return bool(mandates_of(user))


@rules.predicate
def reads_trails(user: User, _subject: Any = None) -> bool:
    """Whether the person reads the audit trail of at least one body."""
    return bool(mandates_of(user, kinds=TRAIL_READERS))


@rules.predicate
def is_holder(user: User, subject: Any = None) -> bool:
    """Whether the mandate is the person's own."""
    return isinstance(subject, Mandate) and subject.user_id == user.pk


@rules.predicate
def grants_such(user: User, subject: Any = None) -> bool:
    """Whether the kind of this mandate is the person's to grant: some are the centre's alone.

    An administrator keeps the installation, so only an administrator makes another, and nobody
    below him may: that would be granting above one's own reach.
    """
    if not isinstance(subject, Mandate):
        return True  # a body: whether any mandate at all may be proposed there
    kind = Kind(subject.kind)
    if kind in GRANTED_BY_CENTRE:
        return bool(_centre_grants(user))
    if kind is Kind.ADMINISTRATOR:
        return bool(_centre_grants(user)) or reaches(
            user, subject.body_id, kinds=[Kind.ADMINISTRATOR]
        )
    return True


@rules.predicate
def is_second_person(user: User, subject: Any = None) -> bool:
    """Whether the person has had no part in this mandate yet."""
    if not isinstance(subject, Mandate):
        return False
    first = (
        subject.end_proposed_by_id
        if subject.state == Mandate.State.ENDING
        else subject.proposed_by_id
    )
    return user.pk not in {first, subject.user_id}


@rules.predicate
def is_proposer(user: User, subject: Any = None) -> bool:
    """Whether the person proposed what is waiting, and so may withdraw it."""
    if not isinstance(subject, Mandate):
        return False
    waiting = {
        Mandate.State.PROPOSED: subject.proposed_by_id,
        Mandate.State.ENDING: subject.end_proposed_by_id,
    }
    first = waiting.get(Mandate.State(subject.state))
    return first is not None and first == user.pk


@rules.predicate
def is_about_nothing(_user: User, subject: Any = None) -> bool:
    """Whether the question names no thing: then it is about the whole house."""
    return subject is None


_centre_grants = at_centre(*MANDATES_GRANTED_BY)
is_administrator = at_centre(Kind.ADMINISTRATOR)
is_grantor = within_reach(*MANDATES_GRANTED_BY)
may_confirm = is_grantor & grants_such & is_second_person

WATCHERS = (Kind.AUDITOR, Kind.ADMINISTRATOR)

# The whole audit trail is the centre's; a body's part of it is its auditors' and those above.
rules.add_perm(
    "audit.read",
    (is_about_nothing & at_centre(*TRAIL_READERS)) | within_reach(*TRAIL_READERS),
)
rules.add_perm("audit.open", reads_trails)  # the page; ports.readable_bodies says what it shows
rules.add_perm("events.view_jobs", is_administrator)
rules.add_perm("events.rerun_job", is_administrator)
rules.add_perm("accounts.correct_person", at_centre(Kind.ADMINISTRATOR, Kind.OFFICER))
rules.add_perm("accounts.keep_breaches", at_centre(Kind.ADMINISTRATOR, Kind.OFFICER, Kind.CHAIR))

rules.add_perm("orgs.desk", has_desk)
rules.add_perm("orgs.view_body", has_desk)  # who holds which post is public inside the union
rules.add_perm("orgs.view_history", within_reach(*Kind) | at_centre(Kind.AUDITOR))
rules.add_perm("orgs.change_body", is_grantor)
rules.add_perm("orgs.reshape_body", from_above(*MANDATES_GRANTED_BY))
rules.add_perm("orgs.keep_elections", is_grantor)
rules.add_perm("orgs.move_body", reaches_both_ends)
rules.add_perm(
    "orgs.grant", holds(*MANDATES_GRANTED_BY)
)  # the pages; what is granted is asked anew
rules.add_perm("orgs.propose_mandate", is_grantor & grants_such & ~is_holder)
rules.add_perm("orgs.propose_end", is_holder | (is_grantor & grants_such))
rules.add_perm("orgs.confirm_mandate", may_confirm)
rules.add_perm("orgs.refuse_mandate", is_proposer | may_confirm)


def may_confirm_in_reach(user: User, mandate: Mandate) -> bool:
    """Whether a person may confirm a mandate that is known to be within his reach: no query."""
    return bool(grants_such.test(user, mandate) and is_second_person.test(user, mandate))
