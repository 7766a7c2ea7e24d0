"""Why a file was refused, in words for the person who sent it."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Any] = {
    "empty": _("The file “{name}” is empty. Please choose another file."),
    "too_big": _("The file “{name}” is larger than {limit} MB. Please make it smaller."),
    "too_many": _("At most {limit} files can be attached at once."),
    "type": _(
        "Files like “{name}” cannot be accepted. You can attach photos, PDF, DOCX, XLSX, ODT, "
        "plain text and voice recordings."
    ),
    "old_office": _(
        "“{name}” is in an old office format. Please save it as DOCX, XLSX or PDF and attach it "
        "again."
    ),
    "heic": _("“{name}” is a HEIC photo. Please save it as JPEG and attach it again."),
    "video": _("“{name}” is a video. Please attach photos or a voice recording instead."),
    "macros": _("“{name}” contains macros. Please save it without macros and attach it again."),
    "encrypted": _(
        "“{name}” is protected with a password. Please save it without the password and attach "
        "it again."
    ),
    "broken": _("“{name}” cannot be read; it may be damaged. Please check it and try again."),
    "too_many_pixels": _(
        "The picture “{name}” is too large to open safely. Please make it smaller."
    ),
    "bomb": _("“{name}” unpacks to far more than its size. Please send its contents as PDF."),
    "infected": _("“{name}” contains a virus, so it was not saved. Please check your device."),
    "scanner_down": _(
        "“{name}” could not be checked for viruses just now. Nothing was saved; please try again "
        "later."
    ),
    "no_table": _("“{name}” is not a table. Please save it as XLSX or CSV and send it again."),
    "no_space": _(
        "There is no room to save “{name}” just now. Nothing was saved; please try again later."
    ),
}


class FileRefusedError(Exception):
    """A file was not accepted; ``code`` is a key of REASONS."""

    def __init__(self, code: str, *, name: str = "", limit: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.name = name
        self.limit = limit

    @property
    def reason(self) -> Any:
        """The refusal as a lazy sentence in the reader's language."""
        return format_lazy(REASONS[self.code], name=self.name, limit=self.limit)
