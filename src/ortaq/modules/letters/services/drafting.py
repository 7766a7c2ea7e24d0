"""The officer writes: draft, change, make the pages, withdraw."""

import io
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.files import services as files
from ortaq.foundation.files.inspection import inspect
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.orgs.models import Body
from ortaq.modules.letters import pages
from ortaq.modules.letters.composing import as_json, compose, plain
from ortaq.modules.letters.errors import EmptyTextError, TracesError
from ortaq.modules.letters.models import Letter, Numbering
from ortaq.modules.letters.services.acts import (
    locked,
    must_hold,
    must_write,
    note,
    step,
    tell_author,
)
from ortaq.modules.letters.traces import traces_of
from ortaq.modules.letters.workflow import SORTS, Kind, Side, State, Step

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What an officer writes; the set words around it are data."""

    to_name: str
    facts: str
    asks: str
    language: str = "kk"
    to_post: str = ""
    to_address: str = ""
    to_email: str = ""
    ground: str = ""
    names_member: bool = True


@transaction.atomic
def draft_letter(*, officer: User, appeal: "Appeal", kind: Kind, draft: Draft) -> Letter:
    """Begin a letter about an appeal. Only its holder may; nobody outside sees it yet."""
    must_write(officer, appeal)
    letter = Letter(
        appeal=appeal, body=appeal.desk, officer=officer, kind=kind.value, made_at=timezone.now()
    )
    _fill(letter, draft)
    letter.full_clean(exclude=["sheet"])
    letter.save()
    note(letter, "drafted", who=officer)
    return letter


@transaction.atomic
def change_letter(*, officer: User, letter: Letter, draft: Draft) -> Letter:
    """Change the words of a letter that has not left; its pages and the member's word are void."""
    letter = locked(letter)
    must_write(officer, letter.appeal)
    step(letter, Step.CHANGE)
    letter.officer = officer
    _fill(letter, draft)
    letter.pdf = letter.docx = None
    letter.sheet, letter.digest, letter.prepared_at = {}, "", None
    letter.approved_digest, letter.approved_at, letter.refusal = "", None, ""
    letter.full_clean(exclude=["sheet"])
    letter.save()
    note(letter, "changed", who=officer)
    return letter


@transaction.atomic
def prepare_letter(*, officer: User, letter: Letter) -> Letter:
    """Make the exact pages, under a number of the register; ask the member where his word is due.

    TracesError when pages that are not to name the member do. Takes seconds: PDF is made here, so
    that the officer is told at once when it cannot be. A number once given stays with its letter.
    """
    letter = locked(letter)
    must_write(officer, letter.appeal)
    step(letter, Step.PREPARE)
    if not letter.facts or not letter.to_name:
        raise EmptyTextError
    today = timezone.localdate()
    if letter.seq is None:
        letter.year, letter.seq = today.year, _next_number(letter.body, today.year)
    letter.sheet = as_json(compose(letter, on=today))
    pdf, docx = pages.pdf_pages_of(letter.sheet), pages.docx_of(letter.sheet)
    if not letter.names_member and letter.side != Side.MEMBER:
        _refuse_traces(letter, pdf, docx)
    letter.pdf = _kept(officer, letter, pdf, "pdf")
    letter.docx = _kept(officer, letter, docx, "docx")
    letter.digest, letter.prepared_at = letter.pdf.sha256, timezone.now()
    if not letter.needs_word:
        letter.state = State.READY.value
    letter.save()
    note(letter, "prepared", who=officer)
    if letter.needs_word:
        tell_author(letter, "approval_asked")
    return letter


@transaction.atomic
def withdraw_letter(*, officer: User, letter: Letter) -> Letter:
    """Give a letter up that has not left; its number stays in the register, marked so."""
    letter = locked(letter)
    must_hold(officer, letter.appeal)
    step(letter, Step.WITHDRAW)
    letter.save(update_fields=["state"])
    note(letter, "withdrawn", who=officer)
    return letter


def _fill(letter: Letter, draft: Draft) -> None:
    for name, value in asdict(draft).items():
        setattr(letter, name, plain(value) if isinstance(value, str) else value)
    if SORTS[Kind(letter.kind)].side is Side.MEMBER or letter.kind == Kind.POWER:
        letter.names_member = True  # his own letter, and a power that names nobody is none


def _next_number(body: Body, year: int) -> int:
    """Return the next number of a body's register; those who want one at once wait in turn."""
    Numbering.objects.get_or_create(body=body, year=year)
    Numbering.objects.filter(body=body, year=year).update(last=F("last") + 1)
    return Numbering.objects.get(body=body, year=year).last


def _refuse_traces(letter: Letter, pdf: bytes, docx: bytes) -> None:
    text = f"{pages.text_of_pdf(pdf)}\n{pages.text_of_docx(docx)}"
    known = [letter.officer.short_name, str(letter.body), letter.to_post]
    if found := traces_of(letter.appeal.author, text, allowed=known):
        raise TracesError(found)


def _kept(officer: User, letter: Letter, data: bytes, kind: str) -> StoredFile:
    """Keep pages as a file that tells of others than its keeper, named by its number alone."""
    admission = files.Admission(inspect, settings.FILES_MAX_BYTES, of_sender=False)
    name = f"letter-{letter.year}-{letter.seq}.{kind}"
    return files.store(owner=officer, name=name, stream=io.BytesIO(data), admission=admission)
