"""Acts: apply, decide, come back, enter a paper form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.naming import words_of_name
from ortaq.foundation.accounts.selectors import find_by_iin
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership.errors import (
    AlreadyThereError,
    NotOpenError,
    OtherNameError,
    OwnCaseError,
    WrongDayError,
)
from ortaq.modules.membership.events import (
    MembershipApplied,
    MembershipApproved,
    MembershipRefused,
)
from ortaq.modules.membership.likeness import are_alike
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.services import steps
from ortaq.modules.membership.services.circumstances import mark_circumstances
from ortaq.modules.membership.workflow import LIVE, State, Step

CONSENT = "processing"  # the wording is in accounts.consents
DESK_URL = "/desk/members/applications/"


@transaction.atomic
def apply_for_membership(*, user: User, body: Body) -> Membership:
    """Ask to join a primary; record the consent that was read; tell its chair.

    Idempotent: while an application waits or a membership holds, a repeat returns it and does
    nothing else, also when two arrive at once.
    """
    membership, is_new = _applied(user, body, entered_by=None)
    if is_new:
        accounts.give_consent(user=user, code=CONSENT)
        steps.note(membership, "applied", actor=user)
        publish(MembershipApplied(membership_id=membership.pk, body_id=body.pk))
        people = steps.deciders(body, user)
        notify(users=people, kind="membership.applied", params={}, url=DESK_URL)
    return membership


def _applied(user: User, body: Body, *, entered_by: User | None) -> tuple[Membership, bool]:
    """Return the live row of a person in a primary, and whether it was made now."""
    if not orgs.open_bodies(level=Body.Level.PRIMARY).filter(pk=body.pk).exists():
        raise NotOpenError
    live = Membership.objects.filter(user=user, body=body, state__in=LIVE)
    if found := live.first():
        return found, False
    try:
        with transaction.atomic():
            made = Membership.objects.create(
                user=user,
                body=body,
                applied_at=timezone.now(),
                state=State.APPLIED,
                entered_by=entered_by,
                **steps.facts_of(user),
            )
    except IntegrityError:  # the other tab was first
        return live.get(), False
    return made, True


@transaction.atomic
def rejoin(*, user: User, membership: Membership) -> Membership:
    """Ask to come back to the primary of a membership that ended; the old card number returns.

    The chair decides anew. Idempotent as ``apply_for_membership``.
    """
    if membership.user_id != user.pk:
        raise OwnCaseError
    return apply_for_membership(user=user, body=membership.body)


@transaction.atomic
def approve_application(
    *, actor: User, membership: Membership, since: date | None = None
) -> Membership:
    """Admit the applicant and give the card number (the old one to who comes back); tell him.

    ``since``: the first day as a member, today unless a paper form says earlier.
    """
    membership = steps.locked(membership)
    steps.by_another(actor, membership)
    day = since or timezone.localdate()
    if day > timezone.localdate():
        raise WrongDayError
    steps.take(membership, Step.APPROVE, by=actor, on=day)
    _decided(membership, actor)
    User.objects.select_for_update().get(pk=membership.user_id)  # one card a number
    membership.card_no = steps.card_of(membership.user)
    membership.since = day
    membership.save()
    steps.note(membership, "approved", actor=actor)
    publish(MembershipApproved(membership_id=membership.pk, body_id=membership.body_id))
    notify(users=[membership.user], kind="membership.approved", params={}, url="/my/card/")
    return membership


@transaction.atomic
def approve_many(*, actor: User, memberships: Sequence[Membership]) -> int:
    """Admit many applicants at once, all or none; return how many.

    Who was decided upon in the meantime is passed over. The caller has asked the right for each.
    """
    waiting = Membership.objects.select_for_update(of=("self",)).filter(
        pk__in=[row.pk for row in memberships], state=State.APPLIED
    )
    rows = list(waiting.order_by("pk"))
    for row in rows:
        approve_application(actor=actor, membership=row)
    return len(rows)


@transaction.atomic
def refuse_application(*, actor: User, membership: Membership, reason: str) -> Membership:
    """Say no, with a reason in words that the applicant reads; tell him."""
    reason = steps.needed(reason)
    membership = steps.locked(membership)
    steps.by_another(actor, membership)
    steps.take(membership, Step.REFUSE, by=actor)
    _decided(membership, actor)
    membership.reason = reason
    membership.save()
    steps.note(membership, "refused", actor=actor)
    publish(MembershipRefused(membership_id=membership.pk, body_id=membership.body_id))
    notify(users=[membership.user], kind="membership.refused", params={}, url=steps.MY_URL)
    return membership


def _decided(membership: Membership, actor: User) -> None:
    membership.decided_at = timezone.now()
    membership.decided_by = actor


@dataclass(frozen=True, kw_only=True)
class PaperForm:
    """An application on paper: whose it is, and what he signed."""

    family_name: str
    given_name: str
    patronymic: str = ""
    iin: str = ""
    sex: str = ""
    born_on: date | None = None
    phone: str = ""
    email: str = ""
    language: str = "kk"
    signed_on: date
    retired: bool = False
    veteran: bool = False
    disabled: bool = False
    agrees_to_circumstances: bool = False


@transaction.atomic
def enter_paper_form(
    *, actor: User, body: Body, paper: PaperForm, person: User | None = None, admit: bool
) -> Membership:
    """Enter an application that was signed on paper; admit at once when ``admit``.

    ``person`` is the record that the officer recognised; else the IIN finds one; else a new one
    is made. The consents are recorded as signed. OtherNameError when the IIN is of somebody else;
    AlreadyThereError when the person is a member
    there; WrongDayError when it was signed in the future; the refusals of ``register_person``.
    """
    if paper.signed_on > timezone.localdate():
        raise WrongDayError
    user = _person_of(actor, paper, person)
    membership, is_new = _applied(user, body, entered_by=actor)
    if not is_new and membership.state != State.APPLIED:
        raise AlreadyThereError
    accounts.give_consent(user=user, code=CONSENT)
    steps.note(membership, "entered", actor=actor)
    if is_new:
        publish(MembershipApplied(membership_id=membership.pk, body_id=body.pk))
    _mark(actor, user, paper)
    if admit:
        return approve_application(actor=actor, membership=membership, since=paper.signed_on)
    if is_new:
        people = steps.deciders(body, user)
        notify(users=people, kind="membership.applied", params={}, url=DESK_URL)
    return membership


def _person_of(actor: User, form: PaperForm, person: User | None) -> User:
    """Return whose form it is: the one recognised, the one of the IIN, or a new one."""
    of_iin = find_by_iin(form.iin) if form.iin else None
    if of_iin and not are_alike(_words(of_iin), _words(form)):
        raise OtherNameError
    user = person or of_iin
    if user is None:
        return _registered(actor, form)
    if user.pk == actor.pk:
        raise OwnCaseError
    if form.iin:
        accounts.set_iin(actor=actor, user=user, iin=form.iin)
    return user


def _words(named: User | PaperForm) -> list[str]:
    return words_of_name(named.family_name, named.given_name, named.patronymic)


def _mark(actor: User, user: User, form: PaperForm) -> None:
    if form.agrees_to_circumstances:
        accounts.give_consent(user=user, code=steps.CIRCUMSTANCES)
    if form.retired or form.veteran or form.disabled:
        mark_circumstances(
            actor=actor,
            user=user,
            retired=form.retired,
            veteran=form.veteran,
            disabled=form.disabled,
        )


def _registered(actor: User, form: PaperForm) -> User:
    return accounts.register_person(
        actor=actor,
        family_name=form.family_name,
        given_name=form.given_name,
        patronymic=form.patronymic,
        sex=form.sex,
        born_on=form.born_on,
        email=form.email or None,
        phone=form.phone or None,
        language=form.language,
        iin=form.iin,
    )
