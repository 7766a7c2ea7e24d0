"""The pages of figures as people meet them: numbers, who may, tables that go out."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from ortaq.foundation.orgs.factories import body as open_new
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.tests.clients import as_
from ortaq.modules.membership.tests.factories import World, member, world
from ortaq.modules.membership.workflow import LeaveReason
from ortaq.portals.desk.periods import Period, PeriodForm, period_of
from ortaq.portals.desk.wording import REASONS

pytestmark = pytest.mark.django_db
PAGES = ("", "movement/", "comparison/", "table.csv", "table.xlsx")


@pytest.fixture
def w() -> World:
    return world()


@pytest.mark.parametrize("page", PAGES)
def test_who_reads_figures(w: World, page: str) -> None:
    """Aigul the member, Saule the chair here, Timur the chair elsewhere, the lawyers, the
    inspector, the centre, Marat the stranger."""
    timur = person("Timur")
    mandate(timur, w.union.mill, Kind.CHAIR)
    readers = {
        "aigul": 404, "saule": 200, "timur": 404, "daniyar": 200, "erlan": 404,
        "kairat": 200, "nurlan": 200, "zhanar": 200, "marat": 404,
    }  # fmt: skip
    people = {**vars(w), "timur": timur}

    url = f"/desk/figures/{w.union.mine.pk}/{page}"

    assert {name: status(people[name], url) for name in readers} == readers
    assert as_(w.daniyar).get(f"/desk/figures/999999/{page}").status_code == 404


def status(user, url: str) -> int:
    response = as_(user).get(url)
    if response.streaming:
        response.getvalue()  # read to its end: a workbook stands on the disk until then
    return response.status_code


def test_a_lone_body_opens_at_once_and_several_are_listed(w: World) -> None:
    alone = as_(w.saule).get("/desk/figures/")
    mandate(w.saule, w.union.port, Kind.AUDITOR)

    listed = as_(w.saule).get("/desk/figures/").content.decode()

    assert alone["Location"] == f"/desk/figures/{w.union.mine.pk}/"
    assert f"/desk/figures/{w.union.port.pk}/" in listed
    assert as_(w.aigul).get("/desk/figures/").status_code == 403


def test_the_page_of_figures_says_the_numbers(w: World) -> None:
    Membership.objects.filter(user=w.aigul).update(sex="f", born_on=date(2000, 1, 1))
    Membership.objects.filter(user=w.bota).update(sex="m", is_disabled=True)

    response = as_(w.saule).get(f"/desk/figures/{w.union.mine.pk}/")

    groups = {group.label: (group.n, group.share) for group in response.context["groups"]}
    assert groups == {
        "Women": (1, 33.3),
        "Men": (1, 33.3),
        "Sex not known": (1, 33.3),
        "Youth (up to 35)": (1, 33.3),
        "Pensioners": (0, 0.0),
        "Veterans": (0, 0.0),
        "Persons with a disability": (1, 33.3),
    }
    assert "3 members more than a year ago" in response.content.decode()


def test_from_above_the_small_number_is_a_dash_everywhere(w: World) -> None:
    Membership.objects.filter(user=w.bota).update(is_disabled=True)
    url = f"/desk/figures/{w.union.mine.pk}/"

    page = as_(w.daniyar).get(url)

    assert page.context["own"].disabled is None
    rows = list(read_csv(as_(w.daniyar).get(f"{url}table.csv")))
    assert rows[1][8] == "not shown"
    assert list(read_csv(as_(w.saule).get(f"{url}table.csv")))[1][8] == "1"


def read_csv(response) -> csv.reader:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return csv.reader(io.StringIO(text), delimiter=";")


def test_the_centre_sees_both_lines_side_by_side(w: World) -> None:
    page = as_(w.nurlan).get(f"/desk/figures/{w.union.centre.pk}/")
    territory = as_(w.nurlan).get(f"/desk/figures/{w.union.centre.pk}/?line=territory")

    assert [(str(body), row.members) for body, row in page.context["rows"]] == [
        ("Metal", 0),
        ("Miners", 3),
    ]
    assert [str(body) for body, _row in territory.context["rows"]] == ["Aktau", "Karaganda"]


def test_tables_go_out_with_all_below(w: World) -> None:
    url = f"/desk/figures/{w.union.centre.pk}/table"

    near = list(read_csv(as_(w.nurlan).get(f"{url}.csv")))
    everything = as_(w.nurlan).get(f"{url}.xlsx?below=all")

    assert [row[0] for row in near] == [
        "Body", "Centre", "Metal", "Miners", "Aktau", "Karaganda",
    ]  # fmt: skip
    book = CalamineWorkbook.from_filelike(io.BytesIO(everything.getvalue()))
    rows = book.get_sheet_by_index(0).to_python()
    assert len(rows) == 9
    assert rows[1][:3] == ["Centre", "National centre", 3.0]
    assert as_(w.nurlan).get(f"{url}.pdf").status_code == 404
    assert as_(w.nurlan).get(f"{url}.csv?below=some").status_code == 404


def test_movement_shows_a_balance_that_adds_up(w: World) -> None:
    today = timezone.localdate()
    Membership.objects.filter(user=w.bota).update(
        state="left", left_on=today, leave_reason="work", since=date(2024, 5, 1)
    )

    page = as_(w.saule).get(f"/desk/figures/{w.union.mine.pk}/movement/?period=months")

    steps = [(step.label, step.n) for step in page.context["balance"]]
    assert steps == [
        ("On the eve of the first day", 1),
        ("Joined", 2),
        ("Came by transfer", 0),
        ("Left with the workplace", -1),
        ("Went by transfer", 0),
        ("At the end of the last day", 2),
    ]
    assert "1 member more" in page.content.decode()


def test_a_period_that_makes_no_sense_says_so_and_shows_a_year(w: World) -> None:
    url = f"/desk/figures/{w.union.mine.pk}/movement/?period=own&first=2026-05-02&last=2026-05-01"

    page = as_(w.saule).get(url)

    assert page.status_code == 422
    assert "The last day is before the first one." in page.content.decode()
    assert (
        as_(w.saule).get(f"/desk/figures/{w.union.mine.pk}/movement/?period=x").status_code == 422
    )


def test_named_periods() -> None:
    today = date(2026, 11, 23)

    assert period_of("year", today) == Period(date(2026, 1, 1), today)
    assert period_of("quarter", today) == Period(date(2026, 7, 1), date(2026, 9, 30))
    assert period_of("quarter", date(2026, 2, 3)) == Period(date(2025, 10, 1), date(2025, 12, 31))
    assert period_of("month", date(2026, 1, 31)) == Period(date(2025, 12, 1), date(2025, 12, 31))
    assert period_of("months", today) == Period(date(2025, 11, 24), today)
    assert period_of("months", date(2028, 2, 29)).first == date(2027, 3, 1)
    own = PeriodForm(
        {"period": "own", "first": "2026-01-05", "last": "2026-02-01"}, today=today
    ).chosen()
    assert own == Period(date(2026, 1, 5), date(2026, 2, 1))


def test_comparison_names_nobody(w: World) -> None:
    for n in range(12):
        sister = open_new(f"Secret {n}", branch=w.union.miners, territory=w.union.aktau)
        member(person("Somebody"), sister)
    Membership.objects.update(sex="f")

    page = as_(w.saule).get(f"/desk/figures/{w.union.mine.pk}/comparison/")

    text = page.content.decode()
    assert (
        "Compared with 12 primaries of the same branch union and size (1 to 29 members)." in text
    )
    assert "Secret" not in text
    assert [strip.spread.measure for strip in page.context["spreads"]] == ["women", "youth"]


def test_more_bodies_below_are_not_more_questions(w: World) -> None:
    def questions() -> int:
        client = as_(w.nurlan)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(f"/desk/figures/{w.union.miners.pk}/").status_code == 200
            client.get(f"/desk/figures/{w.union.miners.pk}/movement/")
        return len(asked)

    questions()
    few = questions()
    for n in range(30):
        open_new(f"Pit {n}", branch=w.union.miners, territory=w.union.aktau)

    assert questions() <= few
    assert few < 60  # two pages


def test_the_page_of_a_body_carries_its_figures_and_workplaces(w: World) -> None:
    url = f"/desk/bodies/{w.union.mine.pk}/"

    near = as_(w.saule).get(url).content.decode()

    assert f"/desk/figures/{w.union.mine.pk}/movement/" in near
    assert f"/desk/members/body/{w.union.mine.pk}/" in near
    assert "No workplace is tied to it yet" in near
    above = as_(w.daniyar).get(url).content.decode()
    assert f"/desk/figures/{w.union.mine.pk}/" in above
    assert f"/desk/members/body/{w.union.mine.pk}/" not in above
    assert "/desk/figures/" + str(w.union.mine.pk) not in as_(w.erlan).get(url).content.decode()


def test_every_reason_of_leaving_has_words_in_three_languages() -> None:
    assert set(REASONS) == set(LeaveReason)
    for words in REASONS.values():
        spoken = set()
        for language in ("kk", "ru", "en"):
            with translation.override(language):
                spoken.add(str(words))
        assert len(spoken) == 3


@pytest.mark.parametrize(
    ("page", "status_code"),
    [
        ("?line=x&after=%00%FF", 200),
        ("?after=WyJcdTAwMDAiLDFd", 200),
        ("movement/?period=own", 422),
        ("movement/?period=own&first=0001-01-01&last=2026-01-01", 422),
        ("movement/?period=own&first=1990-01-01&last=2999-01-01", 422),
        ("movement/?period=%00&first=%00", 422),
        ("table.csvv", 404),
    ],
)
def test_hostile_queries_break_nothing(w: World, page: str, status_code: int) -> None:
    saule = as_(w.saule)

    assert saule.get(f"/desk/figures/{w.union.mine.pk}/{page}").status_code == status_code
    assert saule.get(f"/desk/figures/{10**30}/").status_code == 404
    assert saule.post(f"/desk/figures/{w.union.mine.pk}/").status_code == 405


def test_movement_goes_out_as_a_table_that_adds_up(w: World) -> None:
    url = f"/desk/figures/{w.union.karaganda.pk}/movement"
    page = as_(w.nurlan).get(f"{url}/?period=year")

    head, *rows = read_csv(as_(w.nurlan).get(f"{url}.csv?period=year"))

    assert f"{url}.xlsx?period=year" in page.content.decode()
    assert head[0] == "Body"
    assert rows[0][0] == "Karaganda"
    for row in rows:
        opening, joined, came, *left, went, closing = map(int, row[4:])
        assert opening + joined + came - sum(left) - went == closing
    own = page.context["own"]
    assert [int(rows[0][4]), int(rows[0][-1])] == [own.opening, own.closing]
    assert as_(w.nurlan).get(f"{url}.csv?below=some").status_code == 404
    assert as_(w.aigul).get(f"{url}.csv").status_code == 404
