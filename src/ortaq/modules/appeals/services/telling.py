"""Telling the holder what came to him: one by one, and many as one."""

from datetime import timedelta

from django.utils import timezone

from ortaq.foundation.notify.models import Message
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.models import Appeal, Move
from ortaq.modules.appeals.workflow import Urgency

SINGLY = 5  # so many new appeals an hour are told one by one; a flood is told once an hour
HOUR = timedelta(hours=1)


def tell_holder(*, appeal_id: int) -> int:
    """Tell who holds a new appeal that it has come; return how many were told. Idempotent.

    Danger to life has words and a count of its own, so that no flood hides it. Ten thousand
    appeals in an hour are six messages; the queue shows every one of them. Who got it in the
    meantime from another officer has been told by that act.
    """
    appeal = Appeal.objects.select_related("holder").get(pk=appeal_id)
    first = Move.objects.filter(appeal=appeal, kind=Move.Kind.SUBMITTED, to=appeal.holder)
    if not appeal.holder or not first.exists():
        return 0
    now = timezone.now()
    kind = "appeals.danger" if appeal.urgency == Urgency.DANGER else "appeals.assigned"
    lately = Message.objects.filter(person=appeal.holder).order_by("-pk")[: 4 * SINGLY]
    told = [row for row in lately if row.kind == kind and row.created_at > now - HOUR]
    if len(told) < SINGLY:
        return notify(
            users=[appeal.holder],
            kind=kind,
            params={"number": appeal.number},
            url=f"/desk/appeals/{appeal.number}/",
            key=f"{kind}:{appeal.pk}",
        )
    return notify(
        users=[appeal.holder],
        kind=f"{kind}_many",
        url="/desk/appeals/",
        key=f"{kind}_many:{now:%Y%m%d%H}",
    )
