"""The assistant's pages: an answer, a human, a paper, a refusal, the officer's panel."""

import gzip
import io
from datetime import date
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from docx import Document

from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.tests.factories import appeal as submitted
from ortaq.modules.appeals.tests.factories import world
from ortaq.modules.assistant import counting, drafting, selectors, services
from ortaq.modules.assistant.measured import measured
from ortaq.modules.assistant.models import Correction, Refusal
from ortaq.modules.law import selectors as law
from ortaq.modules.law.models import Value
from ortaq.modules.membership.tests.clients import as_

pytestmark = pytest.mark.django_db
WAGES = "Третий месяц не платят зарплату, что мне положено за задержку?"


def test_a_guest_asks_gives_facts_and_goes_to_a_human(client: Client) -> None:
    """Article, steps and label; then the sum; then the thread in the appeal form, once."""
    client.cookies["lang"] = "ru"
    first = client.get("/ask/")
    assert first.status_code == 200
    assert len(gzip.compress(first.content)) < 30_000
    page = client.post("/ask/", {"question": WAGES})
    text = page.content.decode()
    assert page.status_code == 200
    assert all(cited.url for cited in page.context["answer"].citations)
    for cited in page.context["answer"].citations:
        assert client.get(cited.url).status_code == 200
    article = client.get("/law/acts/tk/113/").content.decode()
    assert "/law/norms/tk-113" in article  # our norms stand there without the official text
    assert client.get("/law/acts/tk/").status_code == 200
    assert client.get("/law/acts/tk/nothing/").status_code == 404
    assert client.get("/law/acts/nothing/1/").status_code == 404
    assert "/law/norms/tk-113" in text
    assert "/law/sums/late-wages/" in text
    assert "chip--" in text
    assert "no-store" in page.headers["Cache-Control"]
    assert not client.session.keys()  # nothing of the question is kept
    facts = {"question": WAGES, "amount": "300 000", "due_on": "2026-09-10"}
    assert client.post("/ask/", facts | {"due_on": "0001-01-01"}).status_code == 200
    refused = client.post("/ask/", facts).context["answer"]
    assert refused.sums[0].total == ""  # the base rate is not known, and not guessed
    Value.objects.create(
        key="base_rate",
        amount=Decimal(16),
        since=date(2026, 9, 1),
        source="test",
        signed_at=timezone.now(),
    )
    answer = client.post("/ask/", facts).context["answer"]
    assert answer.sums[0].total
    assert any("1,25" in line for line in answer.sums[0].lines)
    gone = client.post("/ask/human/", {"question": WAGES, "said": page.context["said"]})
    assert gone.url == "/ask/person/"
    assert WAGES in client.get("/ask/person/").content.decode()
    assert WAGES not in client.get("/ask/person/").content.decode()


def test_bad_questions(client: Client) -> None:
    """Empty, endless, hostile, not ours: a page all the same, and a human."""
    assert client.post("/ask/", {"question": ""}).status_code == 422
    long = client.post("/ask/", {"question": "почему не платят " * 1100})
    assert long.status_code == 200
    assert client.post("/ask/", {"question": "x" * 20_001}).status_code == 422
    evil = client.post("/ask/", {"question": "<script>alert(1)</script> зарплата"})
    assert "<script>alert(1)" not in evil.content.decode()
    other = client.post("/ask/", {"question": "Как по законам России уволиться за день?"})
    assert other.context["answer"].abstained
    assert "/ask/human/" in other.content.decode()


@pytest.mark.parametrize("kind", drafting.KINDS)
def test_a_paper_holds_the_words_of_the_person(client: Client, kind: str) -> None:
    """In both languages, as DOCX that opens; controls and empty lines are gone."""
    assert client.get(f"/ask/draft/{kind}/").status_code == 200
    first = client.post(f"/ask/draft/{kind}/", {"question": WAGES, "law": "ст. 113 ТК РК"})
    assert WAGES in first.content.decode()
    for language in ("kk", "ru"):
        data = {
            "language": language,
            "to": "Кому",
            "sender": "Айгүл",
            "employer": "ТОО «Кен»",
            "facts": "Не платят с\u202e сентября.\n\nПросила дважды.",
            "asks": "Взыскать 300 000 ₸\nПеню",
        }
        got = client.post(f"/ask/draft/{kind}/", data)
        words = [row.text for row in Document(io.BytesIO(got.content)).paragraphs]
        assert drafting.FRAMES[kind, language].title in words
        assert {"Не платят с сентября.", "Просила дважды.", "Пеню"} <= set(words)
    assert client.post(f"/ask/draft/{kind}/", {"facts": ""}).status_code == 422


def test_a_paper_as_pdf(client: Client) -> None:
    """The same words as a PDF."""
    data = {"language": "kk", "to": "К", "sender": "А", "employer": "Е", "facts": "Ф", "asks": "С"}
    got = client.post("/ask/draft/claim/", data | {"as": "pdf"})
    assert got.content.startswith(b"%PDF")


def test_the_assistant_carries_its_own_page_and_can_be_refused(client: Client) -> None:
    """Nobody measured: says so. A member turns it off, and officers see no panel on his appeal."""
    page = client.get("/ask/about/").content.decode()
    assert "notice--warn" in page or measured()
    own = submitted(world())
    person = as_(own.author)
    services.confirm_triage(
        actor=own.author, appeal=own, topic="leave", urgent=False, collective=False, route="lawyer"
    )
    assert person.post("/ask/about/refuse/").status_code == 302
    assert selectors.has_refused(own.author)
    assert not Correction.objects.exists()
    with pytest.raises(services.RefusedError):
        services.confirm_triage(
            actor=own.holder, appeal=own, topic="leave", urgent=False, collective=False,
            route="lawyer",
        )  # fmt: skip
    assert as_(own.holder).post(f"/desk/assistant/{own.number}/sort/", {}).status_code == 404
    assert not Correction.objects.exists()
    person.post("/ask/about/refuse/", {"on": "1"})
    assert not Refusal.objects.exists()


def test_the_panel_beside_an_open_appeal() -> None:
    """The officer sees norms and a suggestion, confirms it; nobody else may."""
    own = submitted(world())
    Appeal.objects.filter(pk=own.pk).update(text=WAGES)
    own.refresh_from_db()
    desk = as_(own.holder)
    address = f"/desk/appeals/{own.number}/"
    text = desk.get(address).content.decode()
    assert 'id="assistant"' in text
    assert "/law/norms/tk-113" in text
    said = {"topic": "wages_arrears", "route": "lawyer", "urgent": "on"}
    assert desk.post(f"/desk/assistant/{own.number}/sort/", said).status_code == 302
    assert Correction.objects.get().topic == "wages_arrears"
    stranger = as_(own.author)
    assert stranger.post(f"/desk/assistant/{own.number}/sort/", said).status_code in {403, 404}
    services.refuse_assistant(user=own.author)
    assert "/law/norms/tk-113" not in desk.get(address).content.decode()


def test_a_thread_is_not_carried_without_end(client: Client, settings: LazySettings) -> None:
    """Too many at once: a page in words, and the question is still there."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"human": "1/m/ip"}
    assert client.post("/ask/human/", {"question": WAGES}).status_code == 302
    page = client.post("/ask/human/", {"question": WAGES})
    assert page.status_code == 429
    assert WAGES in page.content.decode()


def test_a_value_says_its_source_and_no_empty_mark(client: Client) -> None:
    """A value is no norm: no chip of trust stands under it."""
    page = client.post("/ask/", {"question": "Какой размер МРП в 2026 году?"})
    assert page.context["answer"].code == "value"
    assert "chip--watch" not in page.content.decode()


@pytest.mark.parametrize("when", ["в 1999 году", "в следующем году", "в 31 году", "2 года назад"])
def test_a_value_of_another_day_is_not_todays(when: str) -> None:
    """Signed today: it says nothing of any other year."""
    day = date(2026, 11, 1)
    Value.objects.create(
        key="base_rate", amount=16, since=day, until=date(2026, 12, 31), source="test",
        signed_at=timezone.now(),
    )  # fmt: skip
    assert selectors.answer("Какая базовая ставка?", lang="ru").code == "value"
    asked = selectors.answer(f"Какая базовая ставка {when}?", lang="ru")
    assert asked.code == "unknown_value"


def test_a_sum_on_an_unverified_norm_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has checked the norm: the sum is not presented as law."""
    answer = selectors.answer(WAGES, lang="ru")
    facts = {"amount": "300 000", "due_on": "2026-11-01"}
    Value.objects.create(
        key="base_rate", amount=16, since=date(2026, 1, 1), source="t", signed_at=timezone.now()
    )
    monkeypatch.setattr(law, "trust", lambda norm: law.Trust.UNVERIFIED)
    assert "е проверено" in counting.counted(answer, facts).sums[-1].lines[-1]
    monkeypatch.setattr(law, "trust", lambda norm: law.Trust.SIGNED)
    assert "е проверено" not in counting.counted(answer, facts).sums[-1].lines[-1]
