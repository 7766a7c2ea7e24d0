"""Acts: pause and resume, leave, exclude, end what is over."""

from datetime import date

from django.db import transaction

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.modules.membership.errors import OwnCaseError
from ortaq.modules.membership.events import MembershipLeft, MembershipResumed, MembershipSuspended
from ortaq.modules.membership.models import Membership, Transfer
from ortaq.modules.membership.services import steps
from ortaq.modules.membership.workflow import LeaveReason, Step


@transaction.atomic
def suspend(*, actor: User, membership: Membership, ground: str, on: date | None = None) -> None:
    """Pause a membership (long leave, service, studies); the person reads the ground.

    A paused member keeps the card and may ask for help; he is not in good standing.
    """
    ground = steps.needed(ground)
    membership = steps.locked(membership)
    steps.by_another(actor, membership)
    day = steps.day_of(membership, on)
    steps.take(membership, Step.SUSPEND, by=actor, on=day, ground=ground)
    membership.save(update_fields=["state"])
    steps.note(membership, "suspended", actor=actor)
    publish(MembershipSuspended(membership_id=membership.pk, body_id=membership.body_id))
    notify(users=[membership.user], kind="membership.suspended", params={}, url=steps.MY_URL)


@transaction.atomic
def resume(*, actor: User, membership: Membership, on: date | None = None) -> None:
    """End a pause."""
    membership = steps.locked(membership)
    steps.by_another(actor, membership)
    day = steps.day_of(membership, on)
    steps.take(membership, Step.RESUME, by=actor, on=day)
    membership.save(update_fields=["state"])
    steps.note(membership, "resumed", actor=actor)
    publish(MembershipResumed(membership_id=membership.pk, body_id=membership.body_id))
    notify(users=[membership.user], kind="membership.resumed", params={}, url=steps.MY_URL)


@transaction.atomic
def leave(*, user: User, membership: Membership) -> Membership:
    """Take an application back, or leave the primary, at once: nobody has to agree.

    The number of the card rests until the person comes back.
    """
    membership = steps.locked(membership)
    if membership.user_id != user.pk:
        raise OwnCaseError
    if membership.is_application:
        steps.take(membership, Step.WITHDRAW, by=user)
        membership.save()
        steps.note(membership, "withdrawn", actor=user)
        return membership
    return _end(membership, Step.LEAVE, LeaveReason.OWN, by=user, on=None, ground="", act="left")


@transaction.atomic
def exclude(
    *, actor: User, membership: Membership, decision: str, on: date | None = None
) -> Membership:
    """End a membership by a decision of the meeting or committee; it has a number and a day."""
    decision = steps.needed(decision)
    membership = steps.locked(membership)
    steps.by_another(actor, membership)
    membership = _end(
        membership,
        Step.EXCLUDE,
        LeaveReason.EXCLUDED,
        by=actor,
        on=on,
        ground=decision,
        act="excluded",
    )
    notify(users=[membership.user], kind="membership.excluded", params={}, url=steps.MY_URL)
    return membership


@transaction.atomic
def end_membership(
    *,
    actor: User,
    membership: Membership,
    reason: LeaveReason,
    ground: str = "",
    on: date | None = None,
) -> Membership:
    """Write down that a membership is over: no longer works there, died, asked on paper."""
    if reason in {LeaveReason.EXCLUDED, LeaveReason.ERASED, LeaveReason.DOUBLE}:
        raise ValueError(f"{reason} has its own act")
    membership = steps.locked(membership)
    steps.by_another(actor, membership)
    membership = _end(
        membership, Step.LEAVE, reason, by=actor, on=on, ground=ground.strip(), act="ended"
    )
    if reason != LeaveReason.DIED:
        notify(users=[membership.user], kind="membership.ended", params={}, url=steps.MY_URL)
    return membership


def _end(
    membership: Membership,
    step: Step,
    reason: LeaveReason,
    *,
    by: User,
    on: date | None,
    ground: str,
    act: str,
) -> Membership:
    day = steps.day_of(membership, on)
    steps.take(membership, step, by=by, on=day, ground=ground)
    membership.left_on = day
    membership.leave_reason = reason.value
    membership.save()
    asked = Transfer.objects.filter(membership=membership, state=Transfer.State.ASKED)
    asked.update(state=Transfer.State.WITHDRAWN)
    steps.note(membership, act, actor=by)
    publish(MembershipLeft(membership_id=membership.pk, body_id=membership.body_id))
    return membership
