"""One answer to all of a collective case: to each in his own thread, for each to confirm."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.modules.appeals.errors import (
    CaseBusyError,
    NotHolderError,
    NotOfCaseError,
    NotSuitableError,
)
from ortaq.modules.appeals.events import CaseAnswered
from ortaq.modules.appeals.models import Appeal, Case, CaseReply
from ortaq.modules.appeals.rules import is_at_case
from ortaq.modules.appeals.services.answering import answer_appeal
from ortaq.modules.appeals.services.moves import said
from ortaq.modules.appeals.services.work import take_appeal
from ortaq.modules.appeals.workflow import (
    OPEN,
    Ending,
    IllegalStepError,
    Remedy,
    Stated,
    Status,
)

BATCH = 100  # threads a job answers before it makes room for another


@transaction.atomic
def answer_case(*, officer: User, case: Case, text: str, outcome: Stated) -> CaseReply:
    """Answer every open appeal of a case that the officer has; a job carries it into the threads.

    What lies with another officer stays open, and his; so when the holder of a case has left,
    who got its appeals answers them. NotHolderError unless the officer is at the desk of the case;
    NotOfCaseError when he has none open; CaseBusyError while the last answer is on its way.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not is_at_case.test(officer, case):
        raise NotHolderError
    if CaseReply.objects.filter(case=case, carried_at=None).exists():
        raise CaseBusyError
    if not _open(case, officer).exists():
        raise NotOfCaseError
    outcome = outcome.checked()
    reply = CaseReply.objects.create(
        case=case,
        officer=officer,
        text=said(text),
        kind=outcome.kind.value,
        remedies=[remedy.value for remedy in outcome.remedies],
        tenge=outcome.tenge,
        article=outcome.article.strip(),
        at=timezone.now(),
    )
    audit.record(
        action="appeals.case_answered",
        subject=case,
        actor=officer,
        body_id=case.desk_id,
        params={"number": case.number},
    )
    publish(CaseAnswered(case_reply_id=reply.pk))
    return reply


def carry_case_reply(*, case_reply_id: int) -> int:
    """Carry an answer into the next threads, each in its own transaction; return into how many.

    Idempotent: an answered thread is open no more. Publishes itself again until all are answered.
    """
    reply = CaseReply.objects.select_related("case", "officer").get(pk=case_reply_id)
    if reply.carried_at:
        return 0
    rows = list(_open(reply.case, reply.officer).order_by("pk")[:BATCH])
    done = sum(_carry(reply, row) for row in rows)
    with transaction.atomic():
        if done and len(rows) == BATCH:
            publish(CaseAnswered(case_reply_id=reply.pk))
        else:
            CaseReply.objects.filter(pk=reply.pk).update(carried_at=timezone.now())
    return done


def _carry(reply: CaseReply, appeal: Appeal) -> bool:
    """Answer one thread; what the officer may not answer stays open, and his list shows it."""
    stated = Stated(
        kind=Ending(reply.kind),
        remedies=tuple(Remedy(one) for one in reply.remedies),
        tenge=reply.tenge,
        article=reply.article,
    )
    try:
        with transaction.atomic():
            if appeal.status == Status.SUBMITTED:
                appeal = take_appeal(officer=reply.officer, appeal=appeal)
            answer_appeal(
                officer=reply.officer,
                appeal=appeal,
                text=reply.text,
                outcome=stated,
                late_reason=_why_late(reply, appeal),
            )
    except (IllegalStepError, NotHolderError, NotSuitableError):
        return False
    return True


def _why_late(reply: CaseReply, appeal: Appeal) -> str:
    """Say to the author why an overdue thread waited: for the whole case."""
    with override(appeal.author.language):
        return _("It was worked together with collective case {number}.").format(
            number=reply.case.number
        )


def _open(case: Case, officer: User) -> QuerySet[Appeal]:
    return Appeal.objects.filter(case=case, holder=officer, status__in=OPEN)
