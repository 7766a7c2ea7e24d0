"""From a form's uploads to stored files."""

from typing import TYPE_CHECKING

from django.forms import Form

from ortaq.foundation.accounts.models import User
from ortaq.foundation.files import services as files
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.models import StoredFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


def stored(form: Form, owner: User) -> list[StoredFile] | None:
    """Store what was attached; None when a file was refused, which the form then says.

    What was stored before the refusal is referred to by nothing and goes at night.
    """
    uploads: list[UploadedFile[bytes]] = form.cleaned_data["attachments"]
    try:
        return [
            files.store(owner=owner, name=upload.name or "", stream=upload.file)  # type: ignore[arg-type]
            for upload in uploads
        ]
    except FileRefusedError as error:
        form.add_error("attachments", error.reason)
        return None
