"""The clocks of an appeal: what is owed until when, who is warned, how far up it is shown."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.lib.workdays import KZ
from ortaq.modules.appeals import services
from ortaq.modules.appeals.models import Appeal, CalendarEntry, Move, Told
from ortaq.modules.appeals.selectors import calendar, clocks_of, needing_help
from ortaq.modules.appeals.services.clock import start_clocks, stop_clock
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.appeals.workflow import (
    TERMS,
    ClockKind,
    Length,
    Status,
    Unit,
    end_of,
    is_guess,
    start_of,
)

ALMATY = ZoneInfo("Asia/Almaty")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=ALMATY)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def w() -> World:
    return world()


@pytest.fixture
def clock_at(monkeypatch: pytest.MonkeyPatch):
    """Set the time of the house: services read it in one place."""

    def set_time(moment: datetime) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return set_time


# How terms are counted, without a database


def test_every_term_says_its_ground_and_that_no_lawyer_has_checked_it() -> None:
    for key, term in TERMS.items():
        assert term.ground, key
        assert term.checked_by_lawyer is False, key
        assert (term.warn is None) is (term.kind is ClockKind.FORWARDED), key
    assert [TERMS[key].length.n for key in ("answer", "answer_simple", "danger_word")] == [
        15,
        5,
        2,
    ]
    assert TERMS["commission"].article.startswith("Labour Code RK")


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2026-11-23 10:00", "2026-11-24 10:00"),  # a working day is nine hours
        ("2026-11-23 08:00", "2026-11-23 18:00"),
        ("2026-11-20 17:00", "2026-11-23 17:00"),  # Friday to Monday
        ("2026-11-21 22:00", "2026-11-23 18:00"),  # Saturday night: the whole of Monday
        ("2026-12-15 12:00", "2026-12-17 12:00"),  # the 16th is Independence Day
        ("2026-11-23 18:00", "2026-11-24 18:00"),
    ],
)
def test_the_first_word_is_owed_within_one_working_day(since: str, until: str) -> None:
    moment = datetime.fromisoformat(since).replace(tzinfo=ALMATY)
    due = end_of(TERMS["first_word"].length, moment, KZ)
    assert due == datetime.fromisoformat(until).replace(tzinfo=ALMATY)
    warned = start_of(Length(3, Unit.WORKING_HOURS), due, KZ)
    assert end_of(Length(3, Unit.WORKING_HOURS), warned, KZ) == due


def test_danger_knows_neither_night_nor_the_change_of_the_clock() -> None:
    """On 1 March 2024 Almaty went from UTC+6 to UTC+5: two hours stay two hours."""
    night = datetime(2024, 2, 29, 23, 30, tzinfo=ALMATY)
    due = end_of(TERMS["danger_word"].length, night, KZ)
    assert due.timestamp() - night.timestamp() == 2 * 3600
    assert (due.date(), due.hour, due.minute) == (date(2024, 3, 1), 0, 30)
    day = datetime(2024, 2, 29, 17, tzinfo=ALMATY)
    due = end_of(TERMS["first_word"].length, day, KZ)
    assert (due.day, due.hour) == (1, 17)  # working hours stand on the wall
    assert due.timestamp() - day.timestamp() == 25 * 3600
    last = end_of(TERMS["answer_simple"].length, day, KZ)
    assert (last.date(), last.hour, last.second) == (date(2024, 3, 7), 23, 59)


def test_a_year_without_a_table_is_counted_by_weekends_and_called_a_guess() -> None:
    since = datetime(2027, 12, 27, 10, tzinfo=ALMATY)
    due = end_of(TERMS["answer"].length, since, KZ)
    assert due.date() == date(2028, 1, 17)
    assert is_guess(since, due, KZ)
    assert not is_guess(since, since, KZ)


# Clocks of an appeal


@pytest.mark.django_db
def test_an_appeal_starts_two_clocks_and_corrected_urgency_counts_them_anew(
    w: World, clock_at
) -> None:
    now = clock_at(MONDAY)
    got = appeal(w)
    word, answer = clocks_of(got)
    assert (word.rule, word.due_at) == ("first_word", now + timedelta(days=1))
    assert (answer.rule, timezone.localdate(answer.due_at)) == ("answer", got.due_on)
    assert timezone.localtime(answer.next_at).hour == 9  # warned in the morning, two days before
    clock_at(now + timedelta(hours=1))
    got.urgency = "danger"
    got.save()
    start_clocks(got)
    start_clocks(got)
    word, answer = clocks_of(got)
    assert (word.rule, word.due_at) == ("danger_word", now + timedelta(hours=2))
    got.refresh_from_db()
    assert (answer.rule, got.due_on) == ("answer_danger", date(2026, 11, 30))
    stop_clock(got, ClockKind.FIRST_WORD, at=now)
    got.refresh_from_db()
    assert ([clock.kind for clock in clocks_of(got)], got.first_word_at) == (["answer"], now)


@pytest.mark.django_db
def test_a_term_passes_up_step_by_step_once_each_and_nobody_in_conflict_is_told(
    w: World, clock_at
) -> None:
    """Primary, then branch and region, then the centre, a working day between."""
    saule, zhanna, yerkin = w.saule, person("Zhanna"), person("Yerkin")
    mandate(zhanna, w.union.miners, Kind.CHAIR)
    mandate(yerkin, w.union.karaganda, Kind.CHAIR)
    now = clock_at(MONDAY)
    got = appeal(w, topic="help")  # the chair of the primary has it
    assert got.holder == saule
    deputy = person("Deputy")
    mandate(deputy, w.union.mine, Kind.DEPUTY)
    assert services.escalate_due(now=now) == 0
    assert services.escalate_due(now=clock_at(now + timedelta(hours=24) - 3 * 60 * A_MINUTE)) == 1
    assert services.escalate_due(now=timezone.now()) == 0  # told once
    run_jobs()
    assert told() == [("due_soon", "Saule")]
    due = clocks_of(got)[0].due_at
    steps = [
        (due, Told.PRIMARY, {("overdue", "Saule"), ("needs_help", "Deputy")}),
        (
            due + timedelta(days=1),
            Told.MIDDLE,
            {("needs_help", "Zhanna"), ("needs_help", "Yerkin")},
        ),
        (due + timedelta(days=2), Told.CENTRE, {("needs_help", "Nurlan")}),
    ]
    for moment, level, expected in steps:
        before = set(told())
        at = clock_at(moment)
        assert services.escalate_due(now=at) == 1
        assert services.escalate_due(now=at + A_MINUTE) == 0
        run_jobs()
        assert set(told()) - before == expected
        assert clocks_of(got)[0].told == level
    assert services.escalate_due(now=clock_at(due + timedelta(days=6))) == 0
    moves = Move.objects.filter(appeal=got, kind=Move.Kind.ESCALATED).order_by("at")
    assert [move.words for move in moves] == ["1", "2", "3"]
    assert Entry.objects.filter(action="appeals.escalated").count() == 3
    for leader, sees in ((deputy, 1), (zhanna, 1), (yerkin, 1), (w.nurlan, 1), (saule, 0)):
        assert needing_help(leader).count() == sees
    for stranger in (w.aigul, w.marat, w.erlan, w.daniyar, w.zhanar):
        assert not stranger.has_perm("appeals.help_with", got)
        assert not needing_help(stranger).exists()


def told() -> list[tuple[str, str]]:
    kinds = ["appeals.due_soon", "appeals.overdue", "appeals.needs_help", "appeals.clocks"]
    rows = Message.objects.filter(kind__in=kinds).select_related("person")
    return sorted((row.kind.removeprefix("appeals."), row.person.given_name) for row in rows)


@pytest.mark.django_db
def test_a_bypassed_primary_never_learns_that_a_term_passed(w: World, clock_at) -> None:
    now = clock_at(MONDAY)
    zhanna = person("Zhanna")
    mandate(zhanna, w.union.miners, Kind.CHAIR)
    got = appeal(w)
    Appeal.objects.filter(pk=got.pk).update(bypass=True)
    services.escalate_due(now=clock_at(now + timedelta(days=2)))
    run_jobs()
    assert needing_help(zhanna).count() == 1
    assert ("needs_help", "Zhanna") in told()
    assert not needing_help(w.saule).exists()


@pytest.mark.django_db
def test_the_sweep_asks_as_often_for_a_hundred_as_for_one(w: World, clock_at) -> None:
    now = clock_at(MONDAY)
    counts = []
    for many in (1, 12):
        for _n in range(many):
            appeal(w, author=w.bota)
        at = clock_at(now + timedelta(days=3 * many))
        with CaptureQueriesContext(connection) as seen:
            assert services.escalate_due(now=at)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_clock_of_an_appeal_that_is_no_longer_open_is_stopped_by_the_sweep(
    w: World, clock_at
) -> None:
    now = clock_at(MONDAY)
    got = appeal(w, taken=True)
    Appeal.objects.filter(pk=got.pk).update(status=Status.CLOSED)
    services.escalate_due(now=clock_at(now + timedelta(days=60)))
    assert clocks_of(got) == []
    assert not Move.objects.filter(kind=Move.Kind.ESCALATED).exists()


# Before it rings


@pytest.mark.django_db
def test_an_officer_asks_for_help_and_the_leader_helps_or_takes_it_over(
    w: World, clock_at
) -> None:
    clock_at(MONDAY)
    zhanna = person("Zhanna")
    mandate(zhanna, w.union.miners, Kind.CHAIR)
    got = appeal(w, taken=True)
    with pytest.raises(services.NotShownError):
        services.offer_help(leader=zhanna, appeal=got, words="I call the plant.")
    assert services.ask_help(officer=w.daniyar, appeal=got, words="I need figures.") == [zhanna]
    assert zhanna.has_perm("appeals.help_with", got)
    assert not zhanna.has_perm("appeals.help_with", appeal(w))
    services.offer_help(leader=zhanna, appeal=got, words="I call the plant.")
    assert Message.objects.filter(kind="appeals.help_offered", person=w.daniyar).exists()
    services.take_over(leader=zhanna, appeal=got, reason="Daniyar has too many.")
    got.refresh_from_db()
    assert (got.holder, got.status) == (zhanna, Status.IN_WORK)
    kinds = list(got.moves.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["submitted", "taken", "asked_help", "helped", "handed_over"]


@pytest.mark.django_db
def test_a_delay_is_explained_once_and_the_member_is_told(w: World, clock_at) -> None:
    now = clock_at(MONDAY)
    got = appeal(w, taken=True)
    due = got.due_on
    with pytest.raises(ValueError, match="limit"):
        services.explain_delay(officer=w.daniyar, appeal=got, words="A year", days=200)
    clock = services.explain_delay(
        officer=w.daniyar, appeal=got, words="The court sits later.", days=5
    )
    got.refresh_from_db()
    assert got.due_on == KZ.add(due, 5) == timezone.localdate(clock.due_at)
    assert Message.objects.filter(kind="appeals.explained", person=w.aigul).exists()
    with pytest.raises(services.AlreadyExtendedError):
        services.explain_delay(officer=w.daniyar, appeal=got, words="Again", days=1)
    assert not services.is_late(appeal=got, now=now)


@pytest.mark.django_db
def test_an_overdue_appeal_is_never_answered_silently(w: World, clock_at) -> None:
    now = clock_at(MONDAY)
    got = appeal(w, taken=True)
    services.say_why_late(appeal=got, who=w.daniyar, words="")  # in time: nothing to say
    clock_at(now + timedelta(days=60))
    with pytest.raises(services.LateWithoutReasonError):
        services.answer_appeal(officer=w.daniyar, appeal=got, text="Paid.")
    services.answer_appeal(
        officer=w.daniyar, appeal=got, text="Paid.", late_reason="The plant answered late."
    )
    assert got.moves.filter(kind="explained", words="The plant answered late.").exists()
    assert clocks_of(got) == []


@pytest.mark.django_db
def test_others_owe_a_reply_by_their_own_term_and_the_holder_hears_when_it_passed(
    w: World, clock_at
) -> None:
    now = clock_at(MONDAY)
    got = appeal(w, taken=True)
    due = got.due_on
    clocks = [
        services.start_forwarded(
            actor=w.daniyar, appeal=got, rule=rule, to_whom=whom, started_on=now.date()
        )
        for rule, whom in (("prosecutor", "Prosecutor of Karaganda"), ("employer", "Mine LLP"))
    ]
    assert timezone.localdate(clocks[0].due_at) == KZ.add(now.date(), 15)
    with pytest.raises(ValueError, match="not a term"):
        services.start_forwarded(
            actor=w.daniyar, appeal=got, rule="answer", to_whom="X", started_on=now.date()
        )
    services.stop_forwarded(appeal=got, clock=clocks[0])
    services.stop_forwarded(appeal=got, clock=clocks[0])
    assert got.moves.filter(kind="replied").count() == 1
    stop_clock(got, ClockKind.FIRST_WORD, at=now)
    services.escalate_due(now=clock_at(clocks[1].due_at + A_MINUTE))
    run_jobs()
    assert Message.objects.filter(kind="appeals.theirs_late", person=w.daniyar).count() == 1
    got.refresh_from_db()
    assert got.due_on == due


# The calendar


@pytest.mark.django_db
def test_the_ministrys_order_moves_the_days_and_a_missing_year_becomes_known(
    w: World, clock_at
) -> None:
    clock_at(datetime(2027, 12, 20, 10, tzinfo=ALMATY))
    got = appeal(w)
    clock = next(c for c in clocks_of(got) if c.kind == "answer")
    assert clock.provisional
    guess = got.due_on
    assert services.recount_all(provisional_only=True) == 0
    services.enter_order(
        actor=w.nurlan,
        year=2028,
        days_off=[date(2028, 1, 6)],
        workdays=[date(2028, 1, 15)],
        source="Order of the Minister of Labour, read on adilet.zan.kz",
        whole=True,
    )
    assert calendar().is_workday(date(2028, 1, 15))
    assert not calendar().is_workday(date(2028, 1, 6))
    run_jobs()
    got.refresh_from_db()
    clock.refresh_from_db()
    assert not clock.provisional
    # New Year is Saturday and Sunday: Monday and Tuesday are off for it, the 6th by order, the
    # 7th is Christmas; the Saturday of the 15th is worked.
    assert (guess, got.due_on) == (date(2028, 1, 10), date(2028, 1, 14))
    assert Message.objects.filter(kind="appeals.day_moved", person=w.aigul).count() == 1
    assert CalendarEntry.objects.filter(entered_by=w.nurlan).count() == 3
    with pytest.raises(ValueError, match="source"):
        services.enter_order(
            actor=w.nurlan, year=2028, days_off=[], workdays=[], source=" ", whole=False
        )
    services.take_back_line(actor=w.nurlan, entry=CalendarEntry.objects.get(kind="work"))
    assert not calendar().is_workday(date(2028, 1, 15))
