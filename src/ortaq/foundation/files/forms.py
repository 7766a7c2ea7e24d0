"""The field of a form that takes several files."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ortaq.foundation.files import kinds
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.inspection import inspect
from ortaq.foundation.files.uploads import RefusedUpload

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class FilesInput(forms.FileInput):
    """A file picker for several files; says the limits to the browser too."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        limits = {
            "accept": kinds.ACCEPT,
            "data-max-bytes": settings.FILES_MAX_BYTES,
            "data-max-count": settings.FILES_MAX_COUNT,
        }
        super().__init__({**limits, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return every file of that name, not only the last."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several files; ``cleaned_data`` holds a list of uploads, each to be given to ``store``.

    Checks size, count and contents before any service is called; ``store`` checks again, and
    asks the virus scanner.
    """

    widget = FilesInput

    def __init__(self, *, max_count: int | None = None, **kwargs: Any) -> None:
        self.max_count = max_count or settings.FILES_MAX_COUNT
        kwargs.setdefault("label", _("Files"))
        # `ngettext_lazy(…) % …` would be put into words here, before any reader has a language.
        kwargs.setdefault("help_text", lazy(self._limits, str)())
        super().__init__(**kwargs)

    def _limits(self) -> str:
        return ngettext(
            "%(count)d file, up to %(megabytes)d MB. Photos, PDF, DOCX, XLSX, ODT, plain text, "
            "voice recordings.",
            "Up to %(count)d files, %(megabytes)d MB each. Photos, PDF, DOCX, XLSX, ODT, plain "
            "text, voice recordings.",
            self.max_count,
        ) % {"count": self.max_count, "megabytes": settings.FILES_MAX_BYTES // 1024**2}

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        """Return the uploads; collect every refusal, so that people repair all at once."""
        uploads = [upload for upload in (data or []) if upload]
        if not uploads:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        if len(uploads) > self.max_count:
            raise ValidationError(FileRefusedError("too_many", limit=self.max_count).reason)
        errors = [error for upload in uploads if (error := self._refusal(upload))]
        if errors:
            raise ValidationError(errors)
        return uploads

    def _refusal(self, upload: "UploadedFile[Any]") -> ValidationError | None:
        name = upload.name or ""
        try:
            if isinstance(upload, RefusedUpload):
                raise upload.refusal
            inspect(upload, name=name)
        except FileRefusedError as error:
            return ValidationError(error.reason, code=error.code)
        return None
