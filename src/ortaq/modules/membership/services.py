"""Acts: apply, decide, take back, leave."""

from typing import cast

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership import workflow
from ortaq.modules.membership.card_number import card_number
from ortaq.modules.membership.events import (
    MembershipApplied,
    MembershipApproved,
    MembershipLeft,
    MembershipRefused,
)
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.rules import CHAIRS
from ortaq.modules.membership.workflow import LIVE, State, Step

CONSENT = "processing"  # the wording is in accounts.consents
DESK_URL = "/desk/members/applications/"
MY_URL = "/my/card/"


class NotOpenError(Exception):
    """The body is not an open primary organisation, so nobody can join it."""


class OwnCaseError(Exception):
    """Nobody decides his own application."""


class ReasonMissingError(Exception):
    """A refusal gives its reason in words."""


@transaction.atomic
def apply_for_membership(*, user: User, body: Body) -> Membership:
    """Ask to join a primary; record the consent that was read; tell its chair.

    Idempotent: while an application waits or a membership holds, a repeat returns it and does
    nothing else, also when two arrive at once.
    """
    if not orgs.open_bodies(level=Body.Level.PRIMARY).filter(pk=body.pk).exists():
        raise NotOpenError(body.pk)
    live = Membership.objects.filter(user=user, body=body, state__in=LIVE)
    if found := live.first():
        return found
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                user=user, body=body, applied_at=timezone.now(), state=State.APPLIED
            )
    except IntegrityError:  # the other tab was first
        return live.get()
    accounts.give_consent(user=user, code=CONSENT)
    _record(membership, "applied", actor=user)
    publish(MembershipApplied(membership_id=membership.pk, body_id=body.pk))
    notify(users=_deciders(body, user), kind="membership.applied", params={}, url=DESK_URL)
    return membership


@transaction.atomic
def approve_application(*, actor: User, membership: Membership) -> Membership:
    """Admit the applicant and give the card number; tell him."""
    membership = _step(actor, membership, Step.APPROVE)
    membership.card_no = card_number(_next_serial())
    membership.since = timezone.localdate()
    membership.save()
    _record(membership, "approved", actor=actor)
    publish(MembershipApproved(membership_id=membership.pk, body_id=membership.body_id))
    notify(users=[membership.user], kind="membership.approved", params={}, url=MY_URL)
    return membership


@transaction.atomic
def refuse_application(*, actor: User, membership: Membership, reason: str) -> Membership:
    """Say no, with a reason in words that the applicant reads; tell him."""
    if not reason.strip():
        raise ReasonMissingError
    membership = _step(actor, membership, Step.REFUSE)
    membership.reason = reason.strip()
    membership.save()
    _record(membership, "refused", actor=actor)
    publish(MembershipRefused(membership_id=membership.pk, body_id=membership.body_id))
    notify(users=[membership.user], kind="membership.refused", params={}, url=MY_URL)
    return membership


@transaction.atomic
def leave(*, user: User, membership: Membership) -> Membership:
    """Take an application back, or leave the primary; the card number is not given again."""
    membership = _locked(membership)
    if membership.user_id != user.pk:
        raise OwnCaseError
    step = Step.WITHDRAW if membership.is_application else Step.LEAVE
    membership.state = workflow.after(State(membership.state), step)
    if step is Step.LEAVE:
        membership.left_on = timezone.localdate()
    membership.save()
    _record(membership, "left" if step is Step.LEAVE else "withdrawn", actor=user)
    if step is Step.LEAVE:
        publish(MembershipLeft(membership_id=membership.pk, body_id=membership.body_id))
    return membership


def _deciders(body: Body, applicant: User) -> list[User]:
    """Return the nearest chairs who are not the applicant: here, else upward."""
    for place in (body, *orgs.ancestors(body)):
        posts = orgs.people_in_posts(place).filter(kind__in=CHAIRS)
        if found := [post.user for post in posts if post.user_id != applicant.pk]:
            return list(dict.fromkeys(found))
    return []


def _locked(membership: Membership) -> Membership:
    """Return the row as it is now, held until the transaction ends."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user", "body")
    return rows.get(pk=membership.pk)


def _step(actor: User, membership: Membership, step: Step) -> Membership:
    """Move an application on a decision. Nobody decides for himself."""
    membership = _locked(membership)
    if membership.user_id == actor.pk:
        raise OwnCaseError
    membership.state = workflow.after(State(membership.state), step)
    membership.decided_at = timezone.now()
    membership.decided_by = actor
    return membership


def _next_serial() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('membership_card_serial')")
        return cast("int", cursor.fetchone()[0])


def _record(membership: Membership, act: str, *, actor: User) -> None:
    audit.record(
        action=f"membership.{act}", subject=membership, actor=actor, body_id=membership.body_id
    )
