"""Calculators on pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from ortaq.lib.norms import sums
from ortaq.modules.law import selectors
from ortaq.modules.law.models import Value
from ortaq.modules.law.sums import words
from ortaq.modules.law.sums.catalogue import CALCULATORS, rules, shown_sum

pytestmark = pytest.mark.django_db

FILLED = {
    "late-wages": {"owed": "300 000", "due_on": "2026-09-10", "paid_on": "2026-10-10", "rate": 16},
    "extra-hours": {"salary": "336000", "month": "2026-11-02", "overtime": "4", "night": "2"},
    "unused-leave": {
        "started_on": "2026-03-01",
        "ended_on": "2026-08-31",
        "leave": "24",
        "used": "0",
        "daily_wage": "10000",
    },
    "severance": {"ground": "downturn", "monthly_wage": "300000"},
    "notice": {"kind": "resignation", "given_on": "2026-01-30"},
    "dispute": {
        "kind": "reinstatement",
        "learned_on": "2026-09-01",
        "filed_on": "2026-09-15",
        "decided_on": "2026-10-09",
        "paused": "3",
    },
    "collective-dispute": {"met_on": "2026-11-06", "received_on": "2026-11-11"},
    "damage": {"damage": "500000", "monthly_wage": "300000"},
    "forced-absence": {"months": "9", "monthly_wage": "300000"},
    "injury": {"costs": "2000000", "paid_on": "2026-05-01"},
}


@pytest.mark.parametrize("slug", CALCULATORS)
def test_each_calculator_shows_lines_with_articles(client: Client, slug: str) -> None:
    """The form opens, an empty one is sent back, a filled one is worked out with links."""
    address = f"/law/sums/{slug}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 422
    page = client.post(address, FILLED[slug])
    text = page.content.decode()
    assert page.status_code == 200, page.context["form"].errors
    assert "/law/norms/tk-" in text
    assert "chip--" in text
    assert "no-store" in page.headers["Cache-Control"]
    assert len(text) < 30_000


def test_sums_of_the_pages(client: Client) -> None:
    """The very sums that were worked out by hand stand on the pages."""
    late = client.post("/law/sums/late-wages/", FILLED["late-wages"]).context["result"]
    assert late.total.replace("\N{NO-BREAK SPACE}", "")[:4] == "4931"
    strike = client.post("/law/sums/collective-dispute/", FILLED["collective-dispute"])
    assert len(strike.context["result"].lines) == 9
    assert client.get("/law/sums/").status_code == 200
    assert client.get("/law/sums/nothing/").status_code == 404


def test_an_unknown_base_rate_is_refused_until_somebody_signs_it(client: Client) -> None:
    """Nothing is guessed; the person may write the rate, or an administrator signs it."""
    data = FILLED["late-wages"] | {"rate": ""}
    page = client.post("/law/sums/late-wages/", data)
    assert page.status_code == 422
    assert page.context["form"].errors["rate"]
    for since, amount in ((date(2026, 9, 1), 18), (date(2026, 9, 26), 16)):
        Value.objects.create(
            key="base_rate",
            amount=Decimal(amount),
            since=since,
            source="test",
            signed_at=timezone.now(),
        )
    assert selectors.value("base_rate", date(2026, 9, 25)) == 18
    result = client.post("/law/sums/late-wages/", data).context["result"]
    assert result.total.replace("\N{NO-BREAK SPACE}", "")[:4] == "4931"
    assert any("5" in line.words and "239" in line.words for line in result.cautions)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_code_has_words(lang: str) -> None:
    """Whatever a calculator says, pages can say in three languages; none is left in English."""
    with override(lang):
        for slug, calculator in CALCULATORS.items():
            form = calculator.form(FILLED[slug])
            result = form.result(rules())
            assert result, (slug, form.errors)
            shown = shown_sum(result)
            assert all(line.words and "{" not in line.words for line in shown.lines)
        said = {str(one) for one in words.WORDS.values()}
    with override("en"):
        english = {str(one) for one in words.WORDS.values()}
    assert lang == "en" or not {one for one in said & english if "=" not in one}
    assert words.amount(Decimal("1234567.5")).endswith("50")
    assert sums.Line("sum_all", {"sum": Decimal(5)}).norm == ""
