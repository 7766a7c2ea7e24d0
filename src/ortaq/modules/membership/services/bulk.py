"""Many members at once, as a confirmed table brings them; the same rules, whole sets at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.bulk import copy_rows
from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership.card_number import card_number
from ortaq.modules.membership.errors import NotOpenError, WrongDayError
from ortaq.modules.membership.events import MembersEntered, MembersTakenBack
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.services import steps
from ortaq.modules.membership.workflow import IN_FORCE, LIVE, State


@dataclass(frozen=True)
class MemberRow:
    """A person who belongs to a primary since a day (None: the day of entering)."""

    user_id: int
    body_id: int
    since: date | None = None
    is_retired: bool = False


@transaction.atomic
def enter_members(*, actor: User, rows: Sequence[MemberRow]) -> list[int]:
    """Make people members of primaries at once, on the word of the officer who holds their forms.

    Who waits there or is a member already is passed over, so a repeat changes nothing. Who comes
    back keeps the card number. NotOpenError when a body is not an open primary, WrongDayError for
    a day to come. Returns the ids of the new memberships.
    """
    today, now = timezone.localdate(), timezone.now()
    wanted = {(row.user_id, row.body_id): row for row in rows}
    if any(row.since and row.since > today for row in rows):
        raise WrongDayError
    bodies = {body_id for _user, body_id in wanted}
    opened = orgs.open_bodies(level=Body.Level.PRIMARY).filter(pk__in=bodies)
    if len(bodies - set(opened.values_list("pk", flat=True))):
        raise NotOpenError
    # Two who enter the same person at once wait for each other here, as in approve_application.
    users = {
        user.pk: user
        for user in User.objects.select_for_update()
        .filter(pk__in={user for user, _body in wanted})
        .order_by("pk")
    }
    earlier: dict[int, list[Membership]] = defaultdict(list)
    for membership in Membership.objects.filter(user__in=users).order_by("applied_at", "pk"):
        earlier[membership.user_id].append(membership)
        if membership.state in LIVE:
            wanted.pop((membership.user_id, membership.body_id), None)
    cards = _Cards(earlier)
    fresh = [
        Membership(
            user_id=row.user_id,
            body_id=row.body_id,
            state=State.APPROVED,
            card_no=cards.next_for(row.user_id),
            applied_at=now,
            decided_at=now,
            decided_by=actor if actor.pk != row.user_id else None,
            entered_by=actor,
            since=row.since or today,
            **_facts(users[row.user_id], earlier[row.user_id], row),
        )
        for row in wanted.values()
        if row.user_id in users
    ]
    copy_rows(Membership, fresh)
    _record(fresh, "brought", actor=actor)
    if fresh:
        publish(MembersEntered(membership_ids=[row.pk for row in fresh]))
    return [row.pk for row in fresh]


def _facts(user: User, earlier: Sequence[Membership], row: MemberRow) -> dict[str, object]:
    last = earlier[-1] if earlier else None
    if last and (last.is_veteran or last.is_disabled):  # a consent stands behind these
        facts = steps.facts_of(user)
    else:
        retired = bool(last and last.is_retired)
        facts = {"sex": user.sex, "born_on": user.born_on, "is_retired": retired}
    return {**facts, "is_retired": row.is_retired or bool(facts["is_retired"])}


class _Cards:
    """Gives old numbers to those who come back, and new ones from the sequence."""

    def __init__(self, earlier: dict[int, list[Membership]]) -> None:
        self.old: dict[int, list[str]] = {}
        for user_id, rows in earlier.items():
            used = {row.card_no for row in rows if row.state in IN_FORCE}
            ended = sorted((row for row in rows if row.left_on), key=lambda r: (r.left_on, r.pk))
            self.old[user_id] = [
                row.card_no for row in ended if row.card_no and row.card_no not in used
            ]
        self.fresh: list[int] = []

    def next_for(self, user_id: int) -> str:
        """Return the number of the card for a new membership of a person."""
        if old := self.old.get(user_id):
            card = old[-1]
            self.old[user_id] = []
            return card
        if not self.fresh:
            with connection.cursor() as cursor:
                cursor.execute(
                    "select nextval('membership_card_serial') from generate_series(1, 500)"
                )
                self.fresh = [serial for (serial,) in reversed(cursor.fetchall())]
        return card_number(self.fresh.pop())


@transaction.atomic
def take_members_back(*, actor: User | None, ids: Sequence[int]) -> list[int]:
    """Take back memberships that a table has just entered; return those that had to stay.

    A membership stays when a step was taken with it since, or any other row of the house names
    it. Its line in the trail stays in any case.
    """
    rows = list(Membership.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    stay = _used([row.pk for row in rows])
    stay |= {row.pk for row in rows if row.state != State.APPROVED}
    gone = [row for row in rows if row.pk not in stay]
    _record(gone, "taken_back", actor=actor)
    with connection.cursor() as cursor:  # nothing names them: _used has just asked
        cursor.execute(
            "delete from membership_membership where id = any(%s)", [[row.pk for row in gone]]
        )
    if gone:
        publish(MembersTakenBack(membership_ids=[row.pk for row in gone]))
    return sorted(stay)


def _used(ids: Sequence[int]) -> set[int]:
    used: set[int] = set()
    for relation in Membership._meta.related_objects:  # noqa: SLF001 -- Django documents it
        column = relation.field.attname
        rows = relation.related_model._base_manager.filter(**{f"{column}__in": ids})  # noqa: SLF001
        used.update(rows.values_list(column, flat=True).distinct())
    return used


def _record(rows: Sequence[Membership], act: str, *, actor: User | None) -> None:
    by_body: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_body[row.body_id].append(row.pk)
    for body_id, ids in by_body.items():
        audit.record_many(
            action=f"membership.{act}", model=Membership, ids=ids, actor=actor, body_id=body_id
        )
