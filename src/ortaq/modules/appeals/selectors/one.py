"""One appeal with what belongs to it."""

from uuid import UUID

from django.db.models import Prefetch

from ortaq.modules.appeals import receipts
from ortaq.modules.appeals.models import Appeal, Attachment, Move, Reply

CARRIED = "appeals.carried"  # a session's key: words that another room hands to the form
FULL = ("author", "holder", "body", "desk")


def appeal(number: str) -> Appeal | None:
    """Return an appeal by its number, or None."""
    if not receipts.is_number(number):
        return None
    return Appeal.objects.select_related(*FULL).filter(number=number).first()


def by_public_id(public_id: UUID) -> Appeal | None:
    """Return an appeal by the id that its receipt is made from, or None."""
    return Appeal.objects.filter(public_id=public_id).first()


def attachment(number: str, pk: int) -> Attachment | None:
    """Return a file of an appeal, or None."""
    if not receipts.is_number(number):
        return None
    rows = Attachment.objects.select_related("appeal", "file")
    return rows.filter(pk=pk, appeal__number=number).first()


def replies_of(appeal: Appeal) -> list[Reply]:
    """Return the words to the author with officers, outcomes and files, the oldest first."""
    files = Prefetch("attachments", Attachment.objects.select_related("file").order_by("pk"))
    rows = Reply.objects.filter(appeal=appeal).select_related("officer", "outcome")
    return list(rows.prefetch_related(files).order_by("at", "pk"))


def files_of(appeal: Appeal) -> list[Attachment]:
    """Return the files that the author sent with the appeal."""
    rows = Attachment.objects.filter(appeal=appeal, reply__isnull=True)
    return list(rows.select_related("file").order_by("pk"))


def moves_of(appeal: Appeal) -> list[Move]:
    """Return what happened, the oldest first."""
    return list(
        Move.objects.filter(appeal=appeal).select_related("who", "to").order_by("at", "pk")
    )


def is_agreed(appeal: Appeal) -> bool:
    """Whether the member has confirmed what an officer wrote down for him."""
    return Move.objects.filter(appeal=appeal, kind=Move.Kind.AGREED).exists()
