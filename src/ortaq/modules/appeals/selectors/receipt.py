"""What a receipt shows to who has it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ortaq.modules.appeals import receipts
from ortaq.modules.appeals.models import STATUS_LABELS, Appeal
from ortaq.modules.appeals.workflow import Status


@dataclass(frozen=True)
class Standing:
    """What a receipt shows: the state and the clock, and nothing about anybody."""

    number: str
    status: Status
    due_on: date
    answered_on: date | None

    @property
    def label(self) -> object:
        """The status in the reader's language."""
        return STATUS_LABELS[self.status]


def standing_of(number: str, code: str) -> Standing | None:
    """Return where the appeal of a receipt stands; None when number and code do not belong.

    Takes the same time whether the number exists or not.
    """
    row = Appeal.objects.filter(number=number).first() if receipts.is_number(number) else None
    digest = bytes(row.receipt_digest) if row else bytes(32)
    if not receipts.matches(code, digest) or row is None:
        return None
    answered = timezone.localdate(row.answered_at) if row.answered_at else None
    return Standing(row.number, Status(row.status), row.due_on, answered)
