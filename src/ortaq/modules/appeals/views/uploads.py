"""From a form's uploads to stored files."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.forms import Form

from ortaq.foundation.accounts.models import User
from ortaq.foundation.files import services as files
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.models import StoredFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

FIELDS = ("voice", "photos", "attachments")


class UploadRefusedError(Exception):
    """A file of a form is refused; ``field`` says which box it came from."""

    def __init__(self, field: str, error: FileRefusedError) -> None:
        super().__init__(field)
        self.field, self.reason = field, error.reason


def storing(form: Form, owner: User, *, nameless: bool = False) -> Iterator[StoredFile]:
    """Store what was attached, one by one as the caller asks; UploadRefusedError for a bad one.

    ``nameless``: a file's own name may say whose it is, so it is called by its number.
    """
    uploads: list[tuple[str, UploadedFile[bytes]]] = [
        (field, upload) for field in FIELDS for upload in form.cleaned_data.get(field) or []
    ]
    for number, (field, upload) in enumerate(uploads, 1):
        name = upload.name or ""
        if nameless:
            name = f"{number}{PurePath(name).suffix}"
        try:
            yield files.store(owner=owner, name=name, stream=upload.file)  # type: ignore[arg-type]
        except FileRefusedError as error:
            raise UploadRefusedError(field, error) from error


def stored(form: Form, owner: User, *, nameless: bool = False) -> list[StoredFile] | None:
    """Store what was attached; None when a file was refused, which the form then says.

    What was stored before the refusal is referred to by nothing and goes at night.
    """
    try:
        return list(storing(form, owner, nameless=nameless))
    except UploadRefusedError as refused:
        form.add_error(refused.field, refused.reason)
        return None
