"""Bytes of letters: hostile words come out as words; a machine finds the member's data."""

import io
import zipfile

import pytest
from docx import Document

from ortaq.foundation.files import blobs
from ortaq.modules.appeals.workflow import TERMS, ClockKind
from ortaq.modules.letters import pages, tokens
from ortaq.modules.letters.blanks.make import make
from ortaq.modules.letters.composing import plain
from ortaq.modules.letters.tests.factories import World, appeal, approved, world
from ortaq.modules.letters.traces import traces_of
from ortaq.modules.letters.views.diffs import pieces
from ortaq.modules.letters.wording import FRAMES, WORDS
from ortaq.modules.letters.workflow import SORTS, IllegalStepError, Kind, State, Step, after

HOSTILE = (
    "{{ 7*7 }} {% for x in y %} {{ config }} <w:t>hi</w:t> ]]> & <script>alert(1)</script> "
    "{ INCLUDEPICTURE \"http://evil.example/x\" } =cmd|' /C calc'!A0"
)


@pytest.mark.usefixtures("real_pdf")
def test_hostile_words_come_out_literally() -> None:
    sheet = {
        "language": "ru", "head": [HOSTILE], "number": "№ 1/2026", "to_label": "Кому:",
        "to": [HOSTILE], "title": "Требование", "paragraphs": [HOSTILE, "Әбдіқадырова Айгүл"],
        "asks_label": "Просим:", "asks": [HOSTILE], "closing": [], "signature": ["x"], "foot": "",
    }  # fmt: skip
    docx = pages.docx_of(sheet)
    words = [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs]
    assert words.count(HOSTILE) == 4
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        body = archive.read("word/document.xml").decode()
        assert "instrText" not in body  # a field that Word would carry out
        assert "fldSimple" not in body
        assert "evil.example" not in archive.read("word/_rels/document.xml.rels").decode()
    text = pages.text_of_pdf(pages.pdf_pages_of(sheet))
    assert text.count("{{ 7*7 }}") == 4
    assert "<script>alert(1)</script>" in text
    assert "Әбдіқадырова Айгүл" in text
    assert "Әбдіқадырова Айгүл" in pages.text_of_docx(docx)


def test_the_blank_is_the_one_we_make() -> None:
    made = [paragraph.text for paragraph in make().paragraphs]
    assert [paragraph.text for paragraph in Document(str(pages.BLANK)).paragraphs] == made
    assert "{{ title }}" in made


def test_signs_that_nobody_sees_are_taken_out() -> None:
    assert plain("Ай\u200bгүл\u202e \x00x\x0b\r\ny\u2066") == "Айгүл x\ny"


def test_every_letter_has_its_words_and_its_term() -> None:
    """The days that pages name are those of the clock that runs."""
    assert set(WORDS) == {(kind, language) for kind in Kind for language in FRAMES}
    for sort in SORTS.values():
        if sort.reply:
            term = TERMS[sort.rule]
            assert (term.kind, term.workdays) == (ClockKind.FORWARDED, sort.reply.workdays)


def test_steps_lead_where_they_should() -> None:
    assert after(State.READY, Step.CHANGE) is State.DRAFT
    for state, step in ((State.SENT, Step.CHANGE), (State.DRAFT, Step.SEND)):
        with pytest.raises(IllegalStepError):
            after(state, step)


def test_tokens_are_signed() -> None:
    token = tokens.new_token()
    digest = tokens.digest_of(token)
    assert digest
    assert len(digest) == 32
    for forged in (
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        token[1:],
        token + "x",
        "",
        "ә",
    ):
        assert tokens.digest_of(forged) is None


def test_what_changed_is_marked_word_by_word() -> None:
    found = [(one.what, one.text) for one in pieces("Pay by May.", "Pay all by June.")]
    assert ("gone", "May.") in found
    assert ("new", "June.") in found
    assert "".join(text for what, text in found if what != "gone") == "Pay all by June."


@pytest.mark.django_db
def test_traces_of_a_member() -> None:
    w = world()
    person = w.aigul
    person.family_name, person.given_name, person.patronymic = "Әбдіқадырова", "Айгүл", ""
    person.phone, person.email = "+77011234567", "aigul@example.kz"
    for text, found in (
        ("Премия не выплачена.", set()),
        ("Заявление Абдикадыровой рассмотрено", {"name"}),
        ("АБДИКАДЫРОВА", {"name"}),
        ("Abdiqadyrova wrote", {"name"}),
        ("звонить 8 (701) 123-45-67", {"phone"}),
        ("писать Aigul@Example.KZ", {"name", "email"}),
        ("Айгүлге хабарлау", {"name"}),
    ):
        assert traces_of(person, text) == found, text
    by_right = ["Айгүл Серікова"]
    assert traces_of(person, "Подпись: Айгүл\nСерікова", allowed=by_right) == set()
    assert traces_of(person, "Айгүл Серікова, Айгүл", allowed=by_right) == {"name"}


@pytest.mark.django_db
@pytest.mark.usefixtures("real_pdf")
def test_pages_hold_the_number_the_name_and_the_promise() -> None:
    w: World = world()
    letter = approved(appeal(w, taken=True))
    assert letter.pdf
    text = pages.text_of_pdf(blobs.path_of(letter.pdf.sha256).read_bytes())
    assert letter.number in text
    assert w.aigul.full_name in text
    assert "5 рабочих дней" in text  # the private notice
    assert "10 рабочих дней" in text  # the reply
    assert w.aigul.full_name not in letter.pdf.name
