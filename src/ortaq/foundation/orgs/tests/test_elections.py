"""The calendar of elections: planning, holding, calling off, and the file of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.orgs import selectors, services
from ortaq.foundation.orgs.calendar_file import Day, calendar_file
from ortaq.foundation.orgs.factories import mandate, person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Election

DAY = timedelta(days=1)


@pytest.fixture
def saule(union):
    chair = person("Saule")
    mandate(chair, union.mine, Kind.CHAIR)
    return chair


def plan(union, saule, days=0, **more) -> Election:
    return services.plan_election(
        actor=saule, body=union.mine, kind="election", on=today() + days * DAY, **more
    )


def test_a_meeting_is_planned_moved_held_and_stays_on_record(union, saule):
    meeting = plan(union, saule, 3, place="Hall, 16:00")
    with pytest.raises(services.NotYetError):
        services.hold_election(actor=saule, election=meeting, result="elected", minutes="No. 1")
    services.replan_election(actor=saule, election=meeting, on=today())
    services.hold_election(
        actor=saule, election=meeting, result="elected", minutes="No. 1", entitled=40, present=31
    )
    meeting.refresh_from_db()
    assert (meeting.state, meeting.result, meeting.present) == ("held", "elected", 31)
    with pytest.raises(services.MeetingOverError):
        services.call_off_election(actor=saule, election=meeting)
    acts = Entry.objects.filter(action__startswith="orgs.election").order_by("pk")
    assert [entry.action for entry in acts] == [
        "orgs.election_planned", "orgs.election_replanned", "orgs.election_held",
    ]  # fmt: skip
    assert {entry.body_id for entry in acts} == {union.mine.pk}


def test_wrong_meetings_are_refused(union, saule):
    meeting = plan(union, saule)
    with pytest.raises(services.MeetingExistsError):
        plan(union, saule)
    with pytest.raises(services.ClosedBodyError):
        plan(union, saule, -9999)
    with pytest.raises(services.NoGroundError):
        services.hold_election(actor=saule, election=meeting, result="heard", minutes=" ")
    with pytest.raises(services.TooManyPresentError):
        services.hold_election(
            actor=saule, election=meeting, result="heard", minutes="No. 1", entitled=3, present=4
        )
    other = plan(union, saule, 1)
    with pytest.raises(services.MeetingExistsError):
        services.replan_election(actor=saule, election=other, on=today())
    services.call_off_election(actor=saule, election=meeting)
    plan(union, saule)  # the day is free again
    with pytest.raises(IntegrityError), transaction.atomic():
        Election.objects.filter(pk=other.pk).update(state="held")


def test_the_year_counts_what_is_within_reach_and_nothing_else(
    union, saule, django_assert_num_queries
):
    officer = person("Karlygash")
    mandate(officer, union.karaganda, Kind.OFFICER)
    first = selectors.next_month(today().replace(day=1))
    mandate(person("Erlan"), union.mine, Kind.LAWYER, until=first + 4 * DAY)
    mandate(person("Other"), union.port, Kind.LAWYER, until=first + 4 * DAY)
    mandate(person("Gone"), union.mine, Kind.DEPUTY, until=first, state="refused")
    services.plan_election(actor=saule, body=union.mine, kind="report", on=first)
    off = services.plan_election(actor=saule, body=union.mill, kind="report", on=first)
    services.call_off_election(actor=saule, election=off)
    selectors.mandates_of(officer)
    with django_assert_num_queries(2):
        months = selectors.calendar_of(officer, start=today())
    assert len(months) == 12
    assert [(month.terms, month.meetings) for month in months[:3]] == [(0, 0), (1, 1), (0, 0)]
    assert months[1].first == first
    assert selectors.keeps_elections(saule, [union.mine.pk, union.mill.pk]) == {union.mine.pk}


@pytest.mark.parametrize(
    ("day", "after"),
    [(date(2026, 12, 31), date(2027, 1, 1)), (date(2026, 11, 1), date(2026, 12, 1))],
)
def test_the_month_after(day, after):
    assert selectors.next_month(day) == after


def test_a_calendar_file_says_days_in_the_words_of_the_standard():
    made = calendar_file(
        [
            Day("term-1@example.test", date(2026, 12, 31), "Төраға; «Кеніш», №5", detail="a\nb"),
            Day("term-2@example.test", date(2028, 2, 29), "x" * 200, url="https://example.test/"),
        ],
        name="Сайлау",
        stamp=datetime(2026, 11, 23, 9, 5, 1, tzinfo=UTC),
    )
    lines = made.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "SUMMARY:Төраға\\; «Кеніш»\\, №5" in lines
    assert "DESCRIPTION:a\\nb" in lines
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines  # the day after, by the standard
    assert "DTSTAMP:20261123T090501Z" in lines


@given(st.text(max_size=300))
def test_no_title_breaks_out_of_its_line(title):
    made = calendar_file(
        [Day("one@example.test", date(2026, 1, 1), title)],
        name="n",
        stamp=datetime(2026, 1, 1, tzinfo=UTC),
    )
    raw = made.split(b"\r\n")
    assert all(len(line) <= 75 for line in raw)
    unfolded = made.decode().replace("\r\n ", "")
    names = [line.partition(":")[0] for line in unfolded.split("\r\n") if line]
    assert names.count("BEGIN") == 2
    assert names.count("SUMMARY") == 1
    assert len(names) == 14
