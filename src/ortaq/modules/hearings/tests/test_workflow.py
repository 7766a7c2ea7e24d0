"""Terms against days counted by hand, and the steps of a hearing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ortaq.lib.workdays.kz import KZ
from ortaq.modules.appeals.workflow import Topic
from ortaq.modules.hearings.workflow import (
    RULES,
    IllegalStepError,
    ImpossibleDateError,
    Pause,
    State,
    Step,
    after,
    check_event,
    limits_for,
    overlaps,
    term_of,
    warning_of,
)

TODAY = date(2026, 11, 23)
MONTH, TWO_MONTHS, QUARTER = (
    "reinstatement_commission", "reinstatement_court", "reinstatement_direct_former",
)  # fmt: skip
YEAR, THREE_YEARS = "other_disputes", "wages"

# Counted by hand on a wall calendar of 2024 to 2029; holidays as lib/workdays has them.
VECTORS = [
    # rule, event, last day, which lines say why
    (MONTH, date(2026, 11, 2), date(2026, 12, 2), "corresponding"),  # Wednesday
    (MONTH, date(2026, 10, 14), date(2026, 11, 16), "corresponding moved"),  # 14 Nov: Saturday
    (MONTH, date(2026, 1, 31), date(2026, 3, 2), "month_end moved"),  # 28 Feb: Saturday
    (MONTH, date(2025, 1, 31), date(2025, 2, 28), "month_end"),  # Friday
    (MONTH, date(2026, 11, 16), date(2026, 12, 17), "corresponding moved"),  # Independence Day
    (MONTH, date(2025, 12, 1), date(2026, 1, 5), "corresponding moved"),  # 1 to 4 Jan: off
    (MONTH, date(2026, 2, 21), date(2026, 3, 26), "corresponding moved"),  # Nauryz and its days
    (TWO_MONTHS, date(2026, 12, 31), date(2027, 3, 1), "month_end moved"),  # 28 Feb: Sunday
    (QUARTER, date(2026, 8, 31), date(2026, 11, 30), "month_end"),  # Monday
    (YEAR, date(2024, 2, 29), date(2025, 2, 28), "month_end"),  # Friday
    (YEAR, date(2025, 11, 24), date(2026, 11, 24), "corresponding"),  # Tuesday
    (THREE_YEARS, date(2024, 2, 29), date(2027, 3, 1), "month_end moved"),  # 28 Feb: Sunday
    (THREE_YEARS, date(2026, 11, 10), date(2029, 11, 12), "corresponding moved guessed"),
]


@pytest.mark.parametrize(("key", "event", "due", "why"), VECTORS)
def test_terms_end_on_the_days_counted_by_hand(key, event, due, why):
    term = term_of(RULES[key], event, calendar=KZ, today=TODAY)

    assert term.due_on == due
    assert [line.code for line in term.lines] == ["event", "starts", *why.split()]
    assert term.lines[1].day == event + timedelta(days=1)
    assert KZ.is_workday(term.due_on)


def test_a_standstill_moves_the_last_day_by_its_days():
    limit, event = RULES[MONTH], date(2026, 9, 1)  # without it: 1 October
    ten = Pause(date(2026, 9, 10), date(2026, 9, 19))
    still = Pause(date(2026, 9, 25))

    def due(*pauses):
        return term_of(limit, event, calendar=KZ, today=date(2026, 10, 5), pauses=pauses)

    assert due().due_on == date(2026, 10, 1)
    assert due(ten).due_on == date(2026, 10, 12)  # the 11th is a Sunday
    assert due(still).stands
    assert due(still).due_on == date(2026, 10, 12)  # 25 September to 5 October: eleven days
    assert due(Pause(date(2026, 10, 3))).due_on == date(2026, 10, 1)  # over before it began
    assert due(Pause(date(2026, 8, 1), date(2026, 9, 4))).due_on == date(2026, 10, 5)  # 2 to 4


def test_impossible_days_are_refused():
    check_event(TODAY, today=TODAY)
    check_event(date(2006, 1, 1), today=TODAY)
    for day, code in ((date(2026, 11, 24), "future"), (date(1976, 11, 23), "too_old")):
        with pytest.raises(ImpossibleDateError) as error:
            check_event(day, today=TODAY)
        assert error.value.code == code


def test_every_topic_knows_its_terms_and_every_term_its_words():
    keys = {
        (topic, road): [one.key for one in limits_for(topic.value, has_commission=road)]
        for topic in Topic
        for road in (True, False)
    }
    assert keys[Topic.DISMISSAL, True] == [MONTH, TWO_MONTHS]
    assert keys[Topic.DISMISSAL, False] == ["reinstatement_direct", QUARTER]
    assert keys[Topic.PAY, True] == keys[Topic.PAY, False] == [YEAR, THREE_YEARS]
    assert keys[Topic.UNION, True] == []
    for limit in RULES.values():
        for words in (limit.article, limit.statement, limit.start, limit.note):
            assert set(words) == {"kk", "ru", "en"}, limit.key
            assert all(words.values()), limit.key
        assert limit.topics <= {topic.value for topic in Topic}
        assert "160" in limit.article["en"]
        assert not limit.checked_by_lawyer


def test_warnings_come_at_their_days_and_once_it_is_over():
    due = TODAY + timedelta(days=40)
    got = [warning_of(due, today=due - timedelta(days=n)) for n in (31, 30, 15, 14, 7, 5, 3, 2, 1)]
    assert got == [None, 30, 30, 14, 7, 7, 3, 3, 1]
    assert (warning_of(due, today=due), warning_of(due, today=due + timedelta(days=1))) == (1, 0)


def test_only_a_planned_hearing_moves_and_none_is_held_before_its_hour():
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    past, ahead = now - timedelta(hours=1), now + timedelta(hours=1)
    assert after(Step.HOLD, State.PLANNED, starts_at=past, now=now) is State.HELD
    assert after(Step.POSTPONE, State.PLANNED, starts_at=ahead, now=now) is State.POSTPONED
    for step, state, at in (
        (Step.HOLD, State.PLANNED, ahead),
        (Step.POSTPONE, State.HELD, past),
        (Step.CANCEL, State.CANCELLED, ahead),
    ):
        with pytest.raises(IllegalStepError):
            after(step, state, starts_at=at, now=now)
    assert overlaps((now, 60), (now + timedelta(minutes=59), 30))
    assert not overlaps((now, 60), (now + timedelta(minutes=60), 30))
