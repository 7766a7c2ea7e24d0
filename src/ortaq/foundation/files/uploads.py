"""Receiving uploads: to the disk, counted on the way, before any view has run."""

import io
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from ortaq.foundation.files.errors import FileRefusedError


class RefusedUpload(UploadedFile):  # type: ignore[type-arg]
    """Stands where an upload would, to tell the form why there is none."""

    def __init__(self, refusal: FileRefusedError) -> None:
        super().__init__(io.BytesIO(b"-"), name=refusal.name, size=1)
        self.refusal = refusal


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Stops writing a file at the size limit or on a full disk; the form then says so kindly.

    Anybody may send a request, so the whole body is limited as well.
    """

    refusal: FileRefusedError | None = None

    @property
    def max_count(self) -> int:
        """How many files a form may carry."""
        return int(settings.FILES_MAX_COUNT)

    @property
    def max_bytes(self) -> int:
        """The limit of one file."""
        return int(settings.FILES_MAX_BYTES)

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 -- passed by name
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Refuse a body that no form of ours could make."""
        limit = self.max_bytes * self.max_count
        if content_length > limit + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("The request is larger than all files that a form may carry.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; without room for it, remember that."""
        self.refusal = None
        self.received = 0
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            self._refuse("no_space")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece, unless the file was refused already."""
        self.received += len(raw_data)
        if self.refusal:
            return
        if self.received > self.max_bytes:
            self._refuse("too_big")
            return
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self._refuse("no_space")

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """Return the upload, or its refusal."""
        if self.refusal:
            return RefusedUpload(self.refusal)
        try:
            self.file.flush()
            return super().file_complete(file_size)  # type: ignore[return-value]
        except OSError:
            self._refuse("no_space")
            return RefusedUpload(self.refusal)  # type: ignore[arg-type]

    def _refuse(self, code: str) -> None:
        limit = self.max_bytes // 1024**2
        self.refusal = FileRefusedError(code, name=self.file_name or "", limit=limit)
        file = getattr(self, "file", None)
        if file is not None:
            file.close()  # deletes what was written
            del self.file
