"""The engineers' desk: dead letters and the audit trail, by mandate and reach."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from ortaq.foundation.audit.selectors import timeline_of
from ortaq.foundation.audit.services import record, sequence
from ortaq.foundation.events import jobs, selectors
from ortaq.foundation.events.models import Failure
from ortaq.foundation.orgs import factories
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals.models import Appeal

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> factories.Union:
    return factories.union()


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.ACCOUNTS_MFA_REQUIRED = "tests.journeys.test_desk_of_the_house.nobody"


def nobody(_user: object) -> bool:
    return False


@pytest.fixture
def english(client):
    client.cookies["lang"] = "en"
    return client


def holder(name: str, body, kind: Kind):
    person = factories.person(name, family_name=f"{name}ova")
    factories.mandate(person, body, kind)
    return person


def dead(**args) -> int:
    job_id = jobs.defer("events.deliver", **args)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status='doing' where id=%s", [job_id])
        cursor.execute("select procrastinate_finish_job_v1(%s, 'failed', false)", [job_id])
    return job_id


def a_dead_delivery() -> int:
    job_id = dead(event="x.Y", receiver="x.hear", payload={"appeal_id": 5, "text": "my salary"})
    Failure.objects.create(job_id=job_id, at="2026-11-23T05:00Z", error="KeyError", place="x.py:1")
    return job_id


def addresses(page) -> set[str]:
    return {row["subject"] for row in csv.DictReader(io.StringIO(read(page)))}


def read(page) -> str:
    return b"".join(page.streaming_content).decode().removeprefix("\ufeff")


def test_jobs_are_for_administrators_only(english, union):
    a_dead_delivery()
    for who, code in (
        (holder("Saule", union.centre, Kind.CHAIR), 403),
        (holder("Local", union.mine, Kind.ADMINISTRATOR), 403),
        (factories.person("Marat"), 403),
        (holder("Erlan", union.centre, Kind.ADMINISTRATOR), 200),
    ):
        english.force_login(who)
        assert (who, english.get(reverse("events:jobs")).status_code) == (who, code)
        posted = english.post(reverse("events:rerun-all"), {"name": "x"}).status_code
        assert (who, posted) == (who, 302 if code == 200 else 403)
    english.logout()
    assert english.get(reverse("events:jobs")).status_code == 302
    assert selectors.dead_count() == 1


def test_a_dead_letter_is_shown_without_personal_text_and_run_again(english, union):
    erlan = holder("Erlan", union.centre, Kind.ADMINISTRATOR)
    job_id = a_dead_delivery()
    english.force_login(erlan)
    page = english.get(reverse("events:jobs")).content.decode()
    assert "x.hear" in page
    assert "appeal_id" in page
    assert "salary" not in page
    assert "KeyError" in page
    english.post(reverse("events:act"), {"act": "rerun"})
    assert selectors.dead_count() == 1  # nothing was chosen
    answer = english.post(reverse("events:act"), {"act": "rerun", "job": [job_id]}, follow=True)
    assert "1 job runs again." in answer.content.decode()
    assert selectors.dead_count() == 0
    again = a_dead_delivery()
    english.post(reverse("events:act"), {"act": "discard", "job": [again]})
    assert selectors.dead_count() == 0
    page = read(english.get(reverse("audit:csv") + "?action=events.job_rerun"))
    assert f"ran job {job_id} (events.deliver) again" in page


def test_running_again_needs_a_csrf_token(union):
    erlan = holder("Erlan", union.centre, Kind.ADMINISTRATOR)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(erlan)
    assert strict.post(reverse("events:rerun-all")).status_code == 403


def test_an_auditor_reads_the_trail_of_the_bodies_within_reach(english, union):
    for body in (union.mine, union.port, union.centre):
        record(action="orgs.body_opened", subject=body, actor=None, body_id=body.pk)
    mine, port, centre = (f"orgs.body:{b.pk}" for b in (union.mine, union.port, union.centre))
    link = reverse("audit:csv") + "?action=orgs.body_opened&since=2026-01-01"
    for who, expected in (
        (holder("Aktau", union.aktau, Kind.AUDITOR), {port}),
        (holder("Miners", union.miners, Kind.AUDITOR), {mine, port}),
        (holder("Centre", union.centre, Kind.AUDITOR), {mine, port, centre}),
    ):
        english.force_login(who)
        assert addresses(english.get(link)) & {mine, port, centre} == expected
        shown = english.get(reverse("audit:trail")).content.decode()
        assert (mine in shown) is (mine in expected)
        foreign = english.get(reverse("audit:csv") + f"?body={union.mine.pk}")
        assert (mine in addresses(foreign)) is (mine in expected)
    for who in (holder("Daniyar", union.centre, Kind.LAWYER), factories.person("Marat")):
        english.force_login(who)
        for name in ("trail", "csv", "heads"):
            assert english.get(reverse(f"audit:{name}")).status_code == 403


def test_the_heads_are_for_those_who_read_everything(english, union):
    english.force_login(holder("Aktau", union.aktau, Kind.AUDITOR))
    assert english.get(reverse("audit:heads")).status_code == 403
    english.force_login(holder("Centre", union.centre, Kind.AUDITOR))
    assert read(english.get(reverse("audit:heads"))).startswith("day,seq,hash")


def test_the_trail_is_found_by_actor_subject_and_day(english, union):
    saule = holder("Saule", union.centre, Kind.AUDITOR)
    daniyar = factories.person("Daniyar", family_name="Омаров")
    record(action="appeals.answered", subject=union.mine, actor=daniyar, params={"number": "K-7"})
    record(action="appeals.answered", subject=union.port, actor=saule, params={"number": "K-8"})
    english.force_login(saule)

    def lines(query: str) -> list[str]:
        page = read(english.get(f"{reverse('audit:csv')}?action=appeals.answered&{query}"))
        return [row["sentence"] for row in csv.DictReader(io.StringIO(page))]

    assert lines("") == ["answered appeal K-8", "answered appeal K-7"]
    assert lines("actor=Омар") == ["answered appeal K-7"]
    assert lines(f"subject=orgs.body:{union.port.pk}") == ["answered appeal K-8"]
    assert lines("until=2020-01-01") == []
    assert lines("since=nonsense") == []
    assert lines("subject=%27;drop%20table") == []


def test_the_trail_names_its_things_in_words(english, union):
    saule = holder("Saule", union.centre, Kind.AUDITOR)
    aigul = factories.person("Aigul", family_name="Серікқызы")
    record(
        action="accounts.consent_given",
        subject=aigul,
        actor=aigul,
        params={"purpose": "processing", "version": "2026-11"},
    )
    record(
        action="orgs.body_closed",
        subject=union.mill,
        actor=saule,
        body_id=union.mill.pk,
        params={"body": {"en": "Mill"}, "on": "2026-11-23"},
    )
    record(action="appeals.closed", subject=Appeal(pk=77), actor=None, params={"number": "K-7"})
    english.force_login(saule)

    page = english.get(reverse("audit:trail"), {"kind": "accounts.user"})
    text = page.content.decode()
    assert f">Person No. {aigul.pk}</a>" in text
    assert "Серікқызы" not in text  # her own matter: the trail tells no reader whose
    assert "gave consent “Keeping my data for union work”, wording of November 2026" in text
    assert "Keeping my data" not in str(page.context["form"]["action"])
    assert "K-7" not in text
    text = english.get(reverse("audit:trail"), {"kind": "orgs.body"}).content.decode()
    assert "closed the body “Mill” from 23 November 2026" in text
    assert f">{union.mill}</a>" in text
    link = f"accounts.user:{aigul.pk}"
    assert f"Acts about one thing: Person No. {aigul.pk}" in (
        english.get(reverse("audit:trail"), {"subject": link}).content.decode()
    )
    everything = english.get(reverse("audit:trail")).content.decode()
    assert ">Appeal No. 77</a>" in everything  # it is gone, or an older release wrote it
    assert not re.search(r">[a-z]+\.[a-z]+:[0-9]+<", everything)


def test_an_unknown_action_and_a_missing_number_still_read(english, union):
    saule = holder("Saule", union.centre, Kind.AUDITOR)
    record(action="gone.act", subject=union.mill, actor=saule)
    record(action="appeals.answered", subject=union.mill, actor=None)
    steps = timeline_of(union.mill)
    assert [step.action for step in steps][-2:] == ["gone.act", "appeals.answered"]
    assert steps[-2].title == "gone.act"
    assert "…" in steps[-1].title
    assert steps[-2].who == "Sauleova Saule"


def test_a_formula_in_a_name_does_not_run_in_a_spreadsheet(english, union):
    saule = holder("Saule", union.centre, Kind.AUDITOR)
    bad = factories.person("+1", family_name='=HYPERLINK("x")')
    record(action="appeals.answered", subject=union.mine, actor=bad, params={"number": 1})
    english.force_login(saule)
    page = read(english.get(reverse("audit:csv") + "?action=appeals.answered"))
    assert "'=HYPERLINK" in page


def test_the_trail_page_costs_the_same_for_few_and_many(
    english, union, django_assert_max_num_queries
):
    saule = holder("Saule", union.centre, Kind.AUDITOR)
    for number in range(120):
        record(
            action="appeals.answered", subject=union.mine, actor=saule, params={"number": number}
        )
    sequence()
    english.force_login(saule)
    with django_assert_max_num_queries(14):
        page = english.get(reverse("audit:trail"))
    assert page.content.decode().count("<time") == 50
    assert "after=" in page.content.decode()
