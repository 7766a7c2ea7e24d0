"""Acts on employers, sites, head-counts and jobs, and what imports do with many rows."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs import services as orgs_services
from ortaq.foundation.orgs.factories import LONG_AGO, person, today
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.workplaces import selectors, services
from ortaq.modules.workplaces.models import Attachment, Employer, HeadCount, Job, Side, Site
from ortaq.modules.workplaces.services import bulk
from ortaq.modules.workplaces.tests.factories import (
    MILL_BIN,
    MINE_BIN,
    employer,
    job,
    site,
    world,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return world()


def test_an_employer_is_found_by_bin_however_it_is_typed(w):
    assert selectors.employer_by_bin("9401 4000 0018") == w.company
    assert selectors.employer_by_bin(MILL_BIN) is None
    assert selectors.employer_by_bin("940140000019") is None
    assert (w.company.section, w.company.bin) == ("B", MINE_BIN)


def test_a_wrong_bin_and_a_taken_one_are_refused_by_name(w):
    with pytest.raises(services.WrongBinError):
        employer("Завод", "940140000019")
    with pytest.raises(services.BinTakenError, match="Костенко"):
        employer("Завод", MINE_BIN)
    assert Employer.objects.filter(name__ru="Завод").count() == 0


def test_an_employer_without_a_bin_is_allowed_more_than_once():
    assert employer("ИП Ахметов").pk != employer("ИП Садыков").pk


def test_a_name_is_needed():
    with pytest.raises(services.NamelessError):
        services.add_employer(actor=None, name={"kk": " "})


@pytest.mark.parametrize(
    "query", ["костенко ствол", "Kostenko", "главный", "КОСТЕНКА", MINE_BIN, "Kostenka"]
)
def test_a_site_is_found_by_its_own_words_its_employers_and_with_a_wrong_letter(w, query):
    assert w.shaft in selectors.site_search(query, 5)


@pytest.mark.parametrize("query", ["", "   ", "ъъ", "верблюд", "костенко верблюд"])
def test_nothing_is_found_by_words_that_are_not_there(w, query):
    assert selectors.site_search(query, 5) == []


def test_a_renamed_employer_gives_its_sites_the_new_words(w):
    services.change_employer(
        actor=w.erlan, employer=w.company, name={"kk": "Қарағанды көмірі"}, bin_text=MINE_BIN
    )
    assert [s.pk for s in selectors.site_search("караганды столовая", 5)] == [w.canteen.pk]
    assert selectors.site_search("костенко", 5) == []


def test_head_counts_are_the_latest_of_each_site_and_add_up_by_body(w):
    second = site("Второй ствол", w.company, body=w.union.mine)
    for at, day, people in (
        (w.shaft, date(2025, 1, 1), 900), (w.shaft, date(2026, 1, 1), 1000),
        (second, date(2025, 6, 1), 50), (w.canteen, date(2026, 2, 1), 7),
    ):  # fmt: skip
        services.set_head_count(actor=w.saule, site=at, on=day, people=people, source="1-Т")
    assert selectors.head_count_of_bodies() == {w.union.mine.pk: 1050, w.union.mill.pk: 7}
    before = selectors.head_count_of_bodies(day=date(2025, 7, 1))
    assert before == {w.union.mine.pk: 950}
    assert selectors.head_counts_of_employer(w.company) == [
        (date(2025, 1, 1), 900), (date(2025, 6, 1), 950), (date(2026, 1, 1), 1050),
        (date(2026, 2, 1), 1057),
    ]  # fmt: skip


def test_a_count_of_one_day_is_replaced_and_one_of_tomorrow_refused(w):
    services.set_head_count(actor=None, site=w.shaft, on=today(), people=5)
    services.set_head_count(actor=None, site=w.shaft, on=today(), people=6)
    assert [row.people for row in selectors.head_counts_of(w.shaft)] == [6]
    with pytest.raises(services.WrongDayError):
        services.set_head_count(actor=None, site=w.shaft, on=today() + timedelta(days=1), people=5)


def test_a_site_has_one_body_at_a_time(w):
    with pytest.raises(services.SiteTakenError, match="Mine"):
        services.attach_site(actor=w.erlan, body=w.union.mill, site=w.shaft, since=today())
    services.attach_site(actor=w.erlan, body=w.union.mine, site=w.shaft, since=today())
    assert Attachment.objects.filter(site=w.shaft).count() == 1
    services.detach_site(actor=w.erlan, site=w.shaft, on=today())
    services.attach_site(actor=w.erlan, body=w.union.mill, site=w.shaft, since=today())
    assert selectors.body_of(w.shaft) == w.union.mill
    assert selectors.body_of(w.shaft, day=today() - timedelta(days=1)) == w.union.mine
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(body=w.union.port, site=w.shaft, since=today())


def test_only_an_open_primary_works_at_a_site(w):
    free = site("Склад")
    with pytest.raises(services.NotAPrimaryError):
        services.attach_site(actor=w.erlan, body=w.union.karaganda, site=free, since=today())
    orgs_services.close_body(actor=None, body=w.union.port, on=today())
    with pytest.raises(services.NotAPrimaryError):
        services.attach_site(actor=w.erlan, body=w.union.port, site=free, since=today())


def test_a_closed_site_takes_no_jobs_and_ends_those_it_had(w):
    services.close_site(actor=w.saule, site=w.shaft, on=today())
    assert selectors.body_of(w.shaft) is None
    assert {j.until for j in Job.objects.filter(site=w.shaft)} == {today()}
    with pytest.raises(services.SiteClosedError):
        job(w.marat, w.shaft)
    assert selectors.site_search("главный ствол", 5) == []


def test_a_person_has_one_job_a_site_and_may_have_two_sites(w):
    services.set_job(actor=w.aigul, user=w.aigul, site=w.shaft, position="крановщик")
    services.set_job(actor=w.aigul, user=w.aigul, site=w.canteen, position="повар")
    assert [(j.site, j.position) for j in selectors.jobs_of(w.aigul)] == [
        (w.shaft, "крановщик"), (w.canteen, "повар"),
    ]  # fmt: skip
    assert Entry.objects.filter(action="workplaces.own_job_set", actor=w.aigul).count() == 2


def test_days_that_cannot_be_are_refused(w):
    with pytest.raises(services.WrongDayError):
        job(w.marat, w.shaft, since=today() + timedelta(days=1))
    own = job(w.marat, w.shaft)
    for until in (LONG_AGO - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises(services.WrongDayError):
            services.end_job(actor=w.marat, job=own, until=until)


def test_a_person_is_told_of_a_mark_that_somebody_else_set(w):
    services.mark_side(
        actor=w.saule, job=job(w.marat, w.shaft), side=Side.HR, ground="staff list of May"
    )
    told = Message.objects.get(person=w.marat, kind="workplaces.side_marked")
    assert "Главный" not in str(told.params)
    made = selectors.jobs_of(w.marat)[0]
    assert (made.marked_by, made.mark_ground) == (w.saule, "staff list of May")


def test_sides_are_counted_without_names(w):
    job(w.marat, w.shaft, Side.HR)
    assert selectors.sides_at(w.shaft) == {Side.WORKER: 1, Side.MANAGER: 1, Side.HR: 1}
    assert {j.user for j in selectors.employer_side_at(w.shaft)} == {w.marat, w.rustem}


# Facts of the vertical


def test_a_closed_body_leaves_its_sites(w):
    Mandate.objects.filter(body=w.union.mill).update(state=Mandate.State.ENDED, until=today())
    orgs_services.close_body(actor=None, body=w.union.mill, on=today())
    run_jobs()
    assert selectors.body_of(w.canteen) is None
    assert selectors.body_of(w.shaft) == w.union.mine


def test_merged_bodies_hand_their_sites_over_once(w):
    boss = person("Boss")
    job(boss, w.canteen, Side.MANAGER)
    into = w.union.mine.pk
    assert services.hand_sites_over(from_ids=[w.union.mill.pk], into_id=into, on=today()) == 1
    assert services.hand_sites_over(from_ids=[w.union.mill.pk], into_id=into, on=today()) == 0
    assert {s.pk for s in selectors.sites_of(w.union.mine)} == {w.shaft.pk, w.canteen.pk}
    assert selectors.is_employer_side(boss, w.union.mine)


# Imports


def test_employers_are_added_and_corrected_by_bin_and_an_empty_cell_takes_nothing(w):
    rows = [
        bulk.EmployerRow(MINE_BIN, {"ru": "Шахта"}, oked=""),
        bulk.EmployerRow(MILL_BIN, {"kk": "Зауыт", "ru": "Завод"}, oked="24101"),
    ]
    made = bulk.upsert_employers(actor=None, rows=rows)
    w.company.refresh_from_db()
    assert (w.company.oked, str(w.company.name["ru"])) == ("05101", "Шахта")
    assert [(m.before is None, m.changed) for m in made.values()] == [(True, True), (False, True)]
    assert [s.pk for s in selectors.site_search("шахта столовая", 5)] == [w.canteen.pk]
    again = bulk.upsert_employers(actor=None, rows=rows)
    assert [m.changed for m in again.values()] == [False, False]
    sites = bulk.main_sites(employer_ids=[made[MILL_BIN].employer_id, w.company.pk])
    assert sites[w.company.pk] == w.shaft.pk
    assert str(Site.objects.get(pk=sites[made[MILL_BIN].employer_id]).name["kk"]) == "Зауыт"
    stayed = bulk.undo_employers(made=list(made.values()))
    assert stayed == [made[MILL_BIN].employer_id]
    w.company.refresh_from_db()
    assert w.company.name["ru"] == "Шахта имени Костенко"


def test_jobs_are_written_once_and_taken_back(w):
    rows = [
        bulk.JobRow(w.aigul.pk, w.shaft.pk, position="машинист"),
        bulk.JobRow(w.marat.pk, w.shaft.pk, side="hr", ground="sheet of May"),
        bulk.JobRow(w.rustem.pk, w.shaft.pk),
    ]
    made = bulk.set_jobs(actor=w.gulnara, rows=rows)
    assert (len(made.made), len(made.changed), made.held_back) == (1, 1, [])
    assert selectors.is_employer_side(w.marat, w.union.mine)
    assert selectors.is_employer_side(w.rustem, w.union.mine)  # a sheet takes no mark away
    again = bulk.set_jobs(actor=w.gulnara, rows=rows)
    assert (again.made, again.changed) == ([], {})
    bulk.undo_jobs(made=made.made, changed=made.changed)
    assert selectors.jobs_of(w.marat) == []
    assert [j.position for j in selectors.jobs_of(w.aigul)] == [""]


def test_a_sheet_takes_nobody_out_of_an_office_above_the_importer(w):
    rows = [bulk.JobRow(w.daniyar.pk, w.shaft.pk, side="manager")]
    made = bulk.set_jobs(actor=w.saule, rows=rows)
    assert made.held_back == [w.daniyar.pk]
    assert [j.side for j in selectors.jobs_of(w.daniyar)] == [Side.WORKER]
    assert Mandate.objects.get(user=w.daniyar).state == Mandate.State.HELD


def test_head_counts_of_many_sites_in_one_statement(w, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        bulk.set_head_counts(rows={w.shaft.pk: 10, w.canteen.pk: 2}, on=today(), source="sheet")
    bulk.set_head_counts(rows={w.shaft.pk: 11}, on=today())
    assert HeadCount.objects.get(site=w.shaft).people == 11
