"""From a form's uploads to stored files."""

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


def stored(form: Form, owner: User, *, nameless: bool = False) -> list[StoredFile] | None:
    """Store what was attached; None when a file was refused, which the form then says.

    ``nameless``: a file's own name may say whose it is, so it is called by its number. What was
    stored before the refusal is referred to by nothing and goes at night.
    """
    kept: list[StoredFile] = []
    for field in FIELDS:
        uploads: list[UploadedFile[bytes]] = form.cleaned_data.get(field) or []
        for upload in uploads:
            name = upload.name or ""
            if nameless:
                name = f"{len(kept) + 1}{PurePath(name).suffix}"
            try:
                kept.append(files.store(owner=owner, name=name, stream=upload.file))  # type: ignore[arg-type]
            except FileRefusedError as error:
                form.add_error(field, error.reason)
                return None
    return kept
