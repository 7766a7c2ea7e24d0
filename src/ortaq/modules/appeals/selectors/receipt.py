"""What a receipt shows to who has it: the state; to a guest, who has no other door, the answer."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals import receipts
from ortaq.modules.appeals.models import ENDING_LABELS, STATUS_LABELS, Appeal, Reply
from ortaq.modules.appeals.rules import WORKERS
from ortaq.modules.appeals.selectors.outcomes import last_outcome
from ortaq.modules.appeals.workflow import Ending, Status


@dataclass(frozen=True)
class Said:
    """Words of an officer to a guest."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Standing:
    """What a receipt shows: the state, the clock, who has it by post; nothing of the author.

    A post and no name: a receipt is lent, lost and photographed. ``answers`` are for guests alone.
    """

    number: str
    status: Status
    due_on: date
    answered_on: date | None
    first_word_on: date | None = None
    post: str = ""
    outcome: object = ""
    answers: list[Said] = field(default_factory=list)
    is_guests: bool = False

    @property
    def label(self) -> object:
        """The status in the reader's language."""
        return STATUS_LABELS[self.status]


def standing_of(number: str, code: str) -> Standing | None:
    """Return where the appeal of a receipt stands; None when number and code do not belong.

    Takes the same time whether the number exists or not: nothing else is read before the code
    has been compared.
    """
    row = Appeal.objects.filter(number=number).first() if receipts.is_number(number) else None
    digest = bytes(row.receipt_digest) if row else bytes(32)
    if not receipts.matches(code, digest) or row is None:
        return None
    outcome = last_outcome(row)
    is_guests = Appeal.objects.filter(
        pk=row.pk, guest__isnull=False, guest__claimed_at__isnull=True
    ).exists()
    return Standing(
        number=row.number,
        status=Status(row.status),
        due_on=row.due_on,
        answered_on=_day(row.answered_at),
        first_word_on=_day(row.first_word_at),
        post=_post(row),
        outcome=ENDING_LABELS[Ending(outcome.kind)] if outcome else "",
        answers=_answers(row) if is_guests else [],
        is_guests=is_guests,
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _post(appeal: Appeal) -> str:
    """Return what the holder is at his desk: a lawyer, the chair."""
    if appeal.holder is None:
        return ""
    held = orgs.mandates_of(appeal.holder, kinds=WORKERS)
    return next((str(m.get_kind_display()) for m in held if m.body_id == appeal.desk_id), "")


def _answers(appeal: Appeal) -> list[Said]:
    rows = Reply.objects.filter(appeal=appeal).order_by("at", "pk")
    return [Said(at, text) for at, text in rows.values_list("at", "text")]
