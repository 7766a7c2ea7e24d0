"""Acts: move to another primary with the years and the card number."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership.errors import (
    AlreadyAskedError,
    AlreadyThereError,
    NotAskedError,
    NotOpenError,
    OwnCaseError,
)
from ortaq.modules.membership.events import MembershipTransferred
from ortaq.modules.membership.models import Membership, Transfer
from ortaq.modules.membership.services import steps
from ortaq.modules.membership.workflow import IN_FORCE, IllegalStepError, State, Step

DESK_URL = "/desk/members/transfers/"


@transaction.atomic
def transfer_member(
    *, actor: User, membership: Membership, body: Body, on: date, ground: str
) -> Membership:
    """Move a membership to another primary from a day on; return the new one.

    The old row ends as transferred on that day, the new one begins: same card, same state, the
    circumstances with it. An application that waits there is answered by this. A pause goes on.
    """
    ground = steps.needed(ground)
    membership = steps.locked(membership)
    steps.by_another(actor, membership)
    _may_receive(membership, body)
    day = steps.day_of(membership, on)
    state = membership.state
    steps.take(membership, Step.TRANSFER, by=actor, on=day, ground=ground)
    membership.left_on = day
    membership.save()
    Membership.objects.filter(user=membership.user_id, body=body, state=State.APPLIED).update(
        state=State.WITHDRAWN
    )
    new = Membership.objects.create(
        user=membership.user,
        body=body,
        state=state,
        card_no=membership.card_no,
        applied_at=membership.applied_at,
        decided_at=timezone.now(),
        decided_by=actor,
        since=day,
        came_from=membership,
        sex=membership.sex,
        born_on=membership.born_on,
        is_veteran=membership.is_veteran,
        is_disabled=membership.is_disabled,
        is_retired=membership.is_retired,
    )
    Transfer.objects.filter(membership=membership, state=Transfer.State.ASKED).update(
        state=Transfer.State.DONE, closed_at=timezone.now()
    )
    steps.note(membership, "transferred", actor=actor)
    steps.note(new, "taken_in", actor=actor)
    publish(
        MembershipTransferred(
            membership_id=membership.pk,
            body_id=membership.body_id,
            new_membership_id=new.pk,
            new_body_id=body.pk,
        )
    )
    notify(users=[new.user], kind="membership.transferred", params={}, url=steps.MY_URL)
    return new


@transaction.atomic
def transfer_many(
    *, actor: User, memberships: Sequence[Membership], body: Body, on: date, ground: str
) -> int:
    """Move many memberships to another primary, all or none; return how many."""
    for membership in sorted(memberships, key=lambda row: row.pk):
        transfer_member(actor=actor, membership=membership, body=body, on=on, ground=ground)
    return len(memberships)


def _may_receive(membership: Membership, body: Body) -> None:
    if not orgs.open_bodies(level=Body.Level.PRIMARY).filter(pk=body.pk).exists():
        raise NotOpenError
    there = Membership.objects.filter(user=membership.user_id, body=body, state__in=IN_FORCE)
    if there.exists():
        raise AlreadyThereError


@transaction.atomic
def ask_transfer(*, actor: User, membership: Membership, body: Body, ground: str) -> Transfer:
    """Ask to move a membership to another primary; tell the chairs of both.

    The member asks, or his officer for him. AlreadyAskedError while another wish waits.
    """
    ground = steps.needed(ground)
    membership = steps.locked(membership)
    if membership.state not in IN_FORCE:
        raise IllegalStepError(membership.state)
    _may_receive(membership, body)
    try:
        with transaction.atomic():
            wish = Transfer.objects.create(
                membership=membership,
                to_body=body,
                ground=ground,
                asked_by=actor,
                asked_at=timezone.now(),
            )
    except IntegrityError as error:
        raise AlreadyAskedError from error
    steps.note(membership, "transfer_asked", actor=actor)
    person = membership.user
    chairs = [*steps.deciders(membership.body, person), *steps.deciders(body, person)]
    chairs = [chair for chair in chairs if chair.pk != actor.pk]
    notify(users=chairs, kind="membership.transfer_asked", params={}, url=DESK_URL)
    return wish


@transaction.atomic
def ask_transfers(
    *, actor: User, memberships: Sequence[Membership], body: Body, ground: str
) -> int:
    """Ask for many moves at once and agree for the body that is left; return how many.

    Who asked already is passed over. The caller has asked the right to let each go.
    """
    waiting = Transfer.objects.filter(membership__in=memberships, state=Transfer.State.ASKED)
    asked = set(waiting.values_list("membership_id", flat=True))
    rows = [row for row in sorted(memberships, key=lambda row: row.pk) if row.pk not in asked]
    for row in rows:
        wish = ask_transfer(actor=actor, membership=row, body=body, ground=ground)
        agree_transfer(actor=actor, transfer=wish, lets_go=True)
    return len(rows)


@transaction.atomic
def agree_transfer(
    *, actor: User, transfer: Transfer, lets_go: bool = False, takes_in: bool = False
) -> Membership | None:
    """Agree for the body that is left, for the one that is joined, or for both.

    The second agreement moves the member today and returns the new membership; before it, None.
    Idempotent for one side. The caller has asked the right for each side.
    """
    wish = _open(transfer)
    if wish.membership.user_id == actor.pk:
        raise OwnCaseError
    if lets_go:
        wish.let_go_by = wish.let_go_by or actor
    if takes_in:
        wish.taken_in_by = wish.taken_in_by or actor
    wish.save(update_fields=["let_go_by", "taken_in_by"])
    if not (wish.let_go_by and wish.taken_in_by):
        steps.note(wish.membership, "transfer_agreed", actor=actor)
        return None
    return transfer_member(
        actor=actor,
        membership=wish.membership,
        body=wish.to_body,
        on=timezone.localdate(),
        ground=wish.ground,
    )


@transaction.atomic
def refuse_transfer(*, actor: User, transfer: Transfer, answer: str) -> None:
    """Say no for either body, with a reason that the member reads."""
    answer = steps.needed(answer)
    wish = _open(transfer)
    steps.by_another(actor, wish.membership)
    wish.state, wish.answer, wish.closed_at = Transfer.State.REFUSED, answer, timezone.now()
    wish.save(update_fields=["state", "answer", "closed_at"])
    steps.note(wish.membership, "transfer_refused", actor=actor)
    notify(
        users=[wish.membership.user],
        kind="membership.transfer_refused",
        params={},
        url=steps.MY_URL,
    )


@transaction.atomic
def withdraw_transfer(*, user: User, transfer: Transfer) -> None:
    """Take one's own wish back."""
    wish = _open(transfer)
    if user.pk not in {wish.membership.user_id, wish.asked_by_id}:
        raise OwnCaseError
    wish.state, wish.closed_at = Transfer.State.WITHDRAWN, timezone.now()
    wish.save(update_fields=["state", "closed_at"])
    steps.note(wish.membership, "transfer_withdrawn", actor=user)


def _open(transfer: Transfer) -> Transfer:
    rows = Transfer.objects.select_for_update(of=("self",)).select_related(
        "membership__user", "membership__body", "to_body"
    )
    wish = rows.get(pk=transfer.pk)
    if wish.state != Transfer.State.ASKED:
        raise NotAskedError
    return wish
