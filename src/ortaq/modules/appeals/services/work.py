"""The officer's acts: take, hand over. His words are in ``answering``."""

from django.db import transaction

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals.errors import NotSuitableError, OwnAppealError
from ortaq.modules.appeals.events import AppealHandedOver, AppealTaken
from ortaq.modules.appeals.models import Appeal, Move
from ortaq.modules.appeals.routing import kinds_of, successors
from ortaq.modules.appeals.rules import is_kept_away
from ortaq.modules.appeals.services.moves import locked, note, place, said, step
from ortaq.modules.appeals.standing_in import stands_in
from ortaq.modules.appeals.workflow import Step


@transaction.atomic
def take_appeal(*, officer: User, appeal: Appeal) -> Appeal:
    """Say "I have it": the appeal goes into work in the officer's own name.

    A colleague at the same desk may take what lies with another; the author sees the new name.
    """
    appeal = locked(appeal)
    if appeal.author_id == officer.pk:
        raise OwnAppealError
    if is_kept_away.test(officer, appeal):
        raise NotSuitableError
    here = orgs.is_here(officer, appeal.desk_id, kinds=kinds_of(appeal))
    deputises = stands_in(officer, appeal)
    if appeal.holder_id != officer.pk and not (here or deputises):
        raise NotSuitableError
    step(appeal, Step.TAKE)
    if not deputises:  # what he takes in another's stead is the other's again afterwards
        place(appeal, officer, appeal.desk)
    appeal.save()
    note(appeal, Move.Kind.TAKEN, who=officer, to=appeal.holder)
    publish(AppealTaken(appeal_id=appeal.pk))
    return appeal


@transaction.atomic
def hand_over_appeal(*, actor: User, appeal: Appeal, officer: User, reason: str) -> Appeal:
    """Give an open appeal to another suitable officer upward, and say why; the clock runs on.

    NotSuitableError unless the officer stands above the appeal's body with a fitting mandate.
    """
    appeal = locked(appeal)
    if appeal.author_id == actor.pk:
        raise OwnAppealError
    reason = said(reason)
    post = next((p for p in successors(appeal) if p.officer.pk == officer.pk), None)
    if post is None:
        raise NotSuitableError
    step(appeal, Step.HAND_OVER)
    place(appeal, post.officer, post.mandate.body)
    appeal.save()
    note(appeal, Move.Kind.HANDED_OVER, who=actor, to=officer, words=reason)
    publish(AppealHandedOver(appeal_id=appeal.pk))
    _tell(appeal, [officer], "appeals.assigned", f"/desk/appeals/{appeal.number}/")
    _tell(appeal, [appeal.author], "appeals.handed_over", f"/my/appeals/{appeal.number}/")
    return appeal


def _tell(appeal: Appeal, users: list[User], kind: str, url: str) -> None:
    notify(users=users, kind=kind, params={"number": appeal.number}, url=url)
