"""What both faces of a thread share: its last words, a word sent, its files stored."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest

from ortaq.foundation.accounts.models import User
from ortaq.foundation.files import services as files
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.ui.paging import Page, paginate
from ortaq.modules.dialogue import selectors, services
from ortaq.modules.dialogue.forms import UPLOADS, WordForm
from ortaq.modules.dialogue.models import Message, Thread
from ortaq.modules.dialogue.workflow import LAST

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@dataclass(frozen=True)
class Shown:
    """A word as its reader sees it."""

    message: Message
    is_own: bool
    is_read: bool  # said only when both ends want it


def words(request: HttpRequest, reader: User, thread: Thread) -> tuple[Page[Message], list[Shown]]:
    """Return the newest words of a thread, the oldest of them first, and the way to older ones."""
    rows = selectors.messages_for(reader, thread)
    page = paginate(rows, request, per_page=LAST, order=("-id",))
    is_member = reader.pk == thread.member_id
    other = thread.officer if is_member else thread.member
    seen = thread.officer_read if is_member else thread.member_read
    both = selectors.receipts_between(reader, other)
    shown = [
        Shown(
            message,
            is_own=message.author_id == reader.pk,
            is_read=both and message.author_id == reader.pk and message.pk <= seen,
        )
        for message in reversed(page.items)
    ]
    return page, shown


def said(request: HttpRequest, author: User, thread: Thread) -> WordForm | None:
    """Say what a form holds; the form comes back when something is wrong with it."""
    form = WordForm(request.POST, request.FILES)
    if not form.is_valid() or (kept := _stored(form, author)) is None:
        return form
    try:
        services.say(
            author=author,
            thread=thread,
            text=form.cleaned_data["text"],
            key=form.cleaned_data["key"],
            files=kept,
        )
    except services.TalkError as error:
        messages.error(request, str(error))
        return form
    return None


def _stored(form: WordForm, owner: User) -> list[StoredFile] | None:
    kept: list[StoredFile] = []
    for field in UPLOADS:
        uploads: list[UploadedFile[Any]] = form.cleaned_data.get(field) or []
        for upload in uploads:
            try:
                kept.append(files.store(owner=owner, name=upload.name or "", stream=upload.file))  # type: ignore[arg-type]
            except FileRefusedError as error:
                form.add_error(field, error.reason)
                return None
    return kept
