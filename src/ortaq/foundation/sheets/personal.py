"""What this room keeps of people: who sent which sheet, and for a day or a week its rows."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.foundation.sheets import services
from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.sheets.workflow import UNDO_WITHIN


def export(user: User) -> list[dict[str, Any]]:
    """Return the sheets that a person sent; their rows are other people's data."""
    sent = Batch.objects.filter(uploaded_by=user).order_by("uploaded_at")
    return [
        {
            "file": batch.file_name,
            "sent_at": batch.uploaded_at.isoformat(),
            "rows": batch.rows,
            "state": batch.state,
        }
        for batch in sent
    ]


def erase(_user: User) -> list[Words]:
    """Nothing goes: who answers for what was entered stays, without the name."""
    return []


def purge_staged(before: datetime) -> int:
    """Wipe the rows of sheets that ended before a moment."""
    return services.wipe(now=before + UNDO_WITHIN)


register(
    PersonalData(
        name="sheets",
        label=_("Sheets"),
        why=_("To know who entered lists of members and of bodies, and when."),
        export=export,
        erase=erase,
        rows=[
            "sheets.Batch.uploaded_by",
            "sheets.Batch.confirmed_by",
            "sheets.Batch.undone_by",
        ],
        retention=[
            Retention(
                "sheets.staged",
                _("Rows of sheets that were entered, and the sheets themselves"),
                0,
                _("For a day a sheet can be taken back; after that nobody needs a second copy."),
                purge_staged,
                days=1,
            ),
            Retention(
                "sheets.sent",
                _("Who sent which sheet, and how many rows it had"),
                None,
                _("The history of the register must say where its entries come from."),
                lambda _before: 0,
            ),
        ],
        labels={
            "file": _("Name of the file"),
            "sent_at": _("Sent"),
            "rows": _("Rows"),
            "state": _("State"),
        },
    )
)
