"""Receiving a sheet, which may be larger than an attachment."""

from django.conf import settings

from ortaq.foundation.files.uploads import CappedUploadHandler


class SheetUploadHandler(CappedUploadHandler):
    """Set by the one view that takes sheets, after it has asked who sends: nobody else may fill
    the disk with half a gigabyte."""

    @property
    def max_count(self) -> int:
        """One sheet at a time."""
        return 1

    @property
    def max_bytes(self) -> int:
        """The limit of one sheet."""
        return int(settings.SHEETS_MAX_BYTES)
