"""The member's word on the exact pages."""

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.modules.letters.errors import EmptyTextError, NotAuthorError, PagesChangedError
from ortaq.modules.letters.models import Letter
from ortaq.modules.letters.services.acts import locked, note, step, tell_holder
from ortaq.modules.letters.workflow import Step


@transaction.atomic
def approve_letter(*, author: User, letter: Letter, digest: str) -> Letter:
    """Let these very pages leave: ``digest`` is of those he saw. Twice is as good as once.

    PagesChangedError when the pages are others by now: he is to read them first.
    """
    letter = _his(author, letter)
    if not letter.digest or digest != letter.digest:
        raise PagesChangedError
    if letter.is_approved:
        return letter
    step(letter, Step.APPROVE)
    letter.approved_digest, letter.approved_at = letter.digest, timezone.now()
    letter.save(update_fields=["state", "approved_digest", "approved_at"])
    note(letter, "approved", who=author)
    tell_holder(letter, "approved")
    return letter


@transaction.atomic
def refuse_letter(*, author: User, letter: Letter, words: str) -> Letter:
    """Say no to the pages, and why; also after a yes, for as long as they have not left."""
    letter = _his(author, letter)
    words = words.strip()
    if not words:
        raise EmptyTextError
    step(letter, Step.REFUSE)
    letter.refusal, letter.approved_digest, letter.approved_at = words, "", None
    letter.save(update_fields=["state", "refusal", "approved_digest", "approved_at"])
    note(letter, "refused", who=author)
    tell_holder(letter, "refused")
    return letter


def _his(author: User, letter: Letter) -> Letter:
    letter = locked(letter)
    if letter.appeal.author_id != author.pk:
        raise NotAuthorError
    return letter
