"""Figures of the union: counted at night, whole or hidden, and nothing small can be worked out."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.orgs.factories import body
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.models import Appeal, Outcome, Reply, Report, Tally
from ortaq.modules.appeals.services.reports import page_of
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.appeals.workflow import Status
from ortaq.modules.membership.tests.clients import as_
from ortaq.modules.membership.tests.factories import member

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ASKED = datetime(2026, 11, 5, 11, 30, tzinfo=UTC)  # Thursday, 16:30 in Almaty
WORD = datetime(2026, 11, 9, 5, 0, tzinfo=UTC)  # Monday, 10:00: an hour and a half, nine, one


@pytest.fixture
def w() -> World:
    return world()


def ended(template: Appeal, n: int, **outcome: object) -> None:
    """Make ended copies of an appeal; ``outcome`` empty: nobody stated one."""
    for _copy in range(n):
        number = f"2026-{900000 + Appeal.objects.count()}"
        one = Appeal.objects.get(pk=template.pk)
        one.pk, one.number = None, number
        one.public_id = one.idempotency_key = uuid4()
        one.status, one.submitted_at, one.first_word_at = Status.CLOSED, ASKED, WORD
        one.answered_at = one.closed_at = ASKED + timedelta(days=6)
        one.save()
        reply = Reply.objects.create(
            appeal=one, officer=template.holder, text="x", at=one.closed_at, stars=5
        )
        if outcome:
            defaults = {"verdict": "yes", "kind": "remedied", "remedies": ["money"]}
            Outcome.objects.create(
                appeal=one, reply=reply, stated_by=template.holder, stated_at=one.closed_at,
                **(defaults | outcome),
            )  # fmt: skip


def test_a_year_is_counted_by_both_lines_and_small_numbers_take_others_with_them(
    w: World,
) -> None:
    first = appeal(w)
    depot = body("Depot", branch=w.union.metal, territory=w.union.karaganda)
    member(w.bota, depot)
    other = services.submit_appeal(
        author=w.bota, body=depot, text="x", idempotency_key=first.public_id
    )
    Appeal.objects.update(submitted_at=ASKED)
    ended(first, 20, tenge=1_000)
    ended(first, 10, verdict="silence", remedies=["explained"], tenge=0)
    ended(first, 8)
    ended(other, 9, tenge=10)
    ended(other, 2, kind="refused", article="LC", remedies=[], tenge=0)
    assert services.count_figures(now=NOW) == services.count_figures(now=NOW) > 0
    shown = {str(row.body): row for row in selectors.published(2026)}
    centre, miners, metal = shown["Centre"], shown["Miners"], shown["Metal"]
    assert next(str(row.body) for row in selectors.published(2026)) == "Centre"
    assert (miners["ended"], miners["tenge"], miners["unstated"]) == (38, 20_000, 8)
    assert (miners["confirmed"], miners["silence"], miners.confirmed_percent) == (20, 10, 67)
    assert (miners.first_word_hours, miners["days"]) == (11.5, 6)
    # Two refusals in metal: hidden there, and not to be had as centre minus miners, nor as ended
    # minus the other endings, nor from the quarter.
    assert metal["refused"] is None
    assert None in (centre["refused"], miners["refused"])
    assert centre["ended"] is None or metal["ended"] is None or metal["remedied"] is None
    quarters = {row.quarter: row for row in selectors.published_of(metal.body, 2026).values()}
    assert quarters[4]["refused"] is None
    assert (quarters[1]["ended"], quarters[1]["days"]) == (0, None)
    assert selectors.periods() == [2026, 2025]


def test_the_moment_is_kept_and_a_rerun_replaces(w: World) -> None:
    ended(appeal(w), 7, tenge=5)
    services.count_figures(now=NOW)
    before = Tally.objects.count()
    later = NOW + timedelta(days=1)
    services.count_figures(now=later)
    assert Tally.objects.count() == before
    assert set(Tally.objects.values_list("counted_at", flat=True)) == {later}
    assert timezone.localdate(later).year == 2026


def test_pages_tables_and_reports_show_the_same_numbers_to_whom_they_are_for(
    w: World,
) -> None:
    ended(appeal(w), 20, tenge=1_000)
    services.count_figures(now=NOW)
    page = Client().get("/figures/appeals/", headers={"accept-language": "en"})
    assert re.search(r"20\D{0,8}000 ₸", page.content.decode())
    table = b"".join(Client().get("/figures/appeals/table.csv?year=2026"))
    assert table.decode("utf-8-sig").splitlines()[1].startswith("Centre;21;20;20;")
    chair, url = as_(w.nurlan), "/desk/appeals/figures/"
    assert chair.get(url).status_code == 200
    assert as_(w.aigul).get(url).status_code == 403
    sent = {"body": w.union.centre.pk, "year": 2026, "language": "kk"}
    assert (
        chair.post("/desk/appeals/reports/", sent | {"body": w.union.miners.pk}).status_code == 422
    )
    assert chair.post("/desk/appeals/reports/", sent).status_code == 302
    run_jobs()
    report = Report.objects.get()
    assert report.file.media_type == "application/pdf"
    address = f"/desk/appeals/reports/{report.public_id}/"
    given = chair.get(address)
    assert b"".join(given).startswith(b"%PDF-1.7")
    for name in ("aigul", "marat", "saule"):
        assert as_(getattr(w, name)).get(address).status_code in (403, 404)
    primary = services.ask_report(leader=w.saule, body=w.union.mine, year=2026, language="ru")
    text = page_of(primary)
    assert re.search(r"20\D{0,8}000", text)
