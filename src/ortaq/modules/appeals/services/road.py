"""A person looks at the road that the table suggested, and types what a voice message says."""

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.errors import NotSuitableError
from ortaq.modules.appeals.models import Appeal, Attachment, Move
from ortaq.modules.appeals.routing import route_appeal, successors
from ortaq.modules.appeals.rules import is_at_desk
from ortaq.modules.appeals.services.clock import start_clocks
from ortaq.modules.appeals.services.moves import locked, note, step
from ortaq.modules.appeals.workflow import IllegalStepError, Step, Topic, Urgency


@transaction.atomic
def confirm_route(
    *, officer: User, appeal: Appeal, topic: str, urgency: str, reason: str = ""
) -> Appeal:
    """Confirm or correct what an open appeal is about and how urgent it is.

    When the present officer may not hold the corrected topic, it goes to who may, and the reason
    stays in the timeline. Danger to life is never lowered without a reason. NotSuitableError for
    who does not work on it, or lowers danger silently; IllegalStepError when it is not open.
    """
    appeal = locked(appeal)
    if not is_at_desk.test(officer, appeal):
        raise NotSuitableError
    if not appeal.is_open:
        raise IllegalStepError("only an open appeal has a road")
    was = Urgency(appeal.urgency)
    if was is Urgency.DANGER and urgency != was and not reason.strip():
        raise NotSuitableError
    turned = appeal.topic != topic
    appeal.topic, appeal.urgency = Topic(topic).value, Urgency(urgency).value
    appeal.route_confirmed_at = timezone.now()
    moved = turned and _find_anew(appeal)
    appeal.save()
    start_clocks(appeal)
    note(appeal, Move.Kind.ROUTED, who=officer, to=appeal.holder if moved else None, words=reason)
    if moved and appeal.holder:
        notify(
            users=[appeal.holder],
            kind="appeals.assigned",
            params={"number": appeal.number},
            url=f"/desk/appeals/{appeal.number}/",
        )
    return appeal


def _find_anew(appeal: Appeal) -> bool:
    """Give the appeal to who may hold its topic, unless its present officer still may."""
    holder, appeal.holder = appeal.holder, None
    if holder and any(post.officer.pk == holder.pk for post in successors(appeal)):
        appeal.holder = holder
        return False
    step(appeal, Step.RETURN)
    appeal.holder, appeal.desk, appeal.reasons = route_appeal(appeal)
    return True


@transaction.atomic
def transcribe(*, officer: User, attachment: Attachment, words: str) -> Attachment:
    """Keep the words of a voice message, typed by a person; its author reads them too."""
    appeal = locked(attachment.appeal)
    if not is_at_desk.test(officer, appeal) or not attachment.is_voice:
        raise NotSuitableError
    attachment.transcript = words.strip()
    attachment.transcribed_by = officer
    attachment.save(update_fields=["transcript", "transcribed_by"])
    audit.record(
        action="appeals.transcribed",
        subject=appeal,
        actor=officer,
        body_id=appeal.desk_id,
        params={"number": appeal.number},
    )
    return attachment
