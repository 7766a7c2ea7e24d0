"""A draft for everybody: nothing is kept, and no guest holds the process that draws pages."""

import zipfile
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ortaq.foundation.files import confined
from ortaq.modules.agreements.checking.sentences import MOST, around
from ortaq.modules.agreements.documents.reader import GUEST, UnreadableError, bounded, read
from ortaq.modules.agreements.models import Agreement, Version
from ortaq.modules.agreements.refusals import REFUSALS
from ortaq.modules.agreements.running import QUICK, catalogue, check_apart, check_lines, norms_on
from ortaq.modules.agreements.views import public

pytestmark = pytest.mark.django_db
URL = "agreements-public:check"
TEXT = "2.1. Испытательный срок — пять месяцев.\n2.3. Отпуск — 30 календарных дней. <b onclick=x>"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()


def docx(inner: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        body = f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'
        archive.writestr("word/document.xml", body)
    return stream.getvalue()


def sent(client, data: bytes, name: str = "a.docx"):
    return client.post(reverse(URL), {"file": SimpleUploadedFile(name, data)})


def test_a_draft_is_checked_for_everybody_and_not_kept(client):
    assert client.get(reverse(URL)).status_code == 200
    page = client.post(reverse(URL), {"text": TEXT})
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert "2.1" in page.content.decode()
    assert "<b onclick" not in page.content.decode()
    assert client.post(reverse(URL), {}).status_code == 422
    assert (Agreement.objects.count(), Version.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ("<w:r>" * 3000 + "</w:r>" * 3000, "empty"),
        ("<w:p>" + "<w:r>" * 9000 + "<w:t>a</w:t>" + "</w:r>" * 9000 + "</w:p>", "damaged"),
        ("<w:p><w:r><w:t>" + "а" * 200_001 + "</w:t></w:r></w:p>", "long_draft"),
        ("<w:p><w:r><w:t>а</w:t></w:r></w:p>" * 4002, "long_draft"),
        ("<w:p/>" * 3_000_000, "long_draft"),  # little to send, much to hold in memory
        ("<w:p>", "damaged"),
    ],
)
def test_a_hostile_docx_is_refused(client, inner, reason):
    page = sent(client, docx(inner))
    assert page.status_code == 422
    assert page.context["refusal"] == REFUSALS[reason]


def test_what_is_too_long_is_refused_before_it_is_read(client):
    page = sent(client, b"a" * (GUEST.bytes + 1))
    assert page.context["form"].errors["file"] == [REFUSALS["long_draft"]]
    cache.clear()
    page = client.post(reverse(URL), {"text": "а" * (GUEST.letters + 1)})
    assert "text" in page.context["form"].errors


def test_a_text_made_to_be_slow_is_stopped(client, monkeypatch):
    little = confined.Limits(QUICK.memory, 1, QUICK.file_bytes, 3)
    monkeypatch.setattr(public, "QUICK", little)
    slow = "Раз в полтора года 5 (пять) рабочих дней до увольнения, отпуск, ночное. " * 2700
    page = client.post(reverse(URL), {"text": slow[: GUEST.letters]})
    assert page.status_code == 422
    assert page.context["refusal"] == REFUSALS["time"]
    assert not public._one_at_a_time.locked()


def test_a_second_guest_is_asked_to_wait_and_a_hasty_one_is_stopped(client):
    with public._one_at_a_time:
        page = client.post(reverse(URL), {"text": TEXT})
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "пять месяцев" in page.content.decode()  # what he pasted is still in its field
    for _time in range(4):
        assert client.post(reverse(URL), {}).status_code == 422
    assert client.post(reverse(URL), {"text": TEXT}).status_code == 429


def test_a_child_says_the_same_and_one_that_died_is_told(monkeypatch, tmp_path):
    here, apart = (
        check_lines(TEXT.splitlines()),
        check_apart(TEXT.splitlines(), norms_on(), limits=QUICK),
    )
    assert norms_on() == catalogue()
    assert (apart.findings, apart.advice, apart.missing) == (
        here.findings, here.advice, here.missing,
    )  # fmt: skip
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")

    def died(*_words, **_limits):
        raise confined.ConfinedError("died")

    monkeypatch.setattr(confined, "run", died)
    for act in (lambda: read(path), lambda: check_apart([], {}, limits=QUICK)):
        with pytest.raises(UnreadableError, match="damaged"):
            act()


def test_a_clause_of_nothing_but_numbers_is_read_so_far():
    assert len(around("5 дней, " * 200)) == MOST
    assert len(around("Отпуск 5 дней. " * 200)) == MOST
    with pytest.raises(UnreadableError, match="long_draft"):
        bounded(["a"] * (GUEST.paragraphs + 2), GUEST)
