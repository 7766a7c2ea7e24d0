"""The table of steps, walked whole; the term; the routes."""

import itertools
from datetime import date

import pytest

from ortaq.foundation.orgs.kinds import Kind
from ortaq.lib.workdays import KZ
from ortaq.modules.appeals.workflow import (
    HOLDERS,
    ROUTES,
    RULES,
    TERM,
    IllegalStepError,
    Status,
    Step,
    Topic,
    after,
    due_on,
)

S, W, A, C = Status.SUBMITTED, Status.IN_WORK, Status.ANSWERED, Status.CLOSED
WALK = {
    (S, Step.TAKE): W,
    (S, Step.HAND_OVER): S,
    (W, Step.HAND_OVER): W,
    (S, Step.RETURN): S,
    (W, Step.RETURN): S,
    (W, Step.ANSWER): A,
    (A, Step.CONFIRM): C,
    (W, Step.WRITE): W,
    (S, Step.WITHDRAW): C,
    (W, Step.WITHDRAW): C,
    (A, Step.REOPEN): W,
    (C, Step.REOPEN): W,
    (A, Step.RESUBMIT): S,
    (C, Step.RESUBMIT): S,
    (A, Step.CLOSE): C,
    (S, Step.MERGE): C,
    (W, Step.MERGE): C,
}


@pytest.mark.parametrize(("status", "step"), list(itertools.product(Status, Step)))
def test_every_step_leads_where_the_table_says(status: Status, step: Step) -> None:
    if (status, step) in WALK:
        assert after(status, step) == WALK[status, step]
    else:
        with pytest.raises(IllegalStepError):
            after(status, step)


def test_every_step_stands_on_something() -> None:
    assert set(RULES) == set(Step)
    assert all(rule.ground for rule in RULES.values())


def test_the_term_is_fifteen_working_days_over_the_holidays_of_december() -> None:
    # Monday 7 December 2026; the 16th is Independence Day; 1 and 2 January are holidays, the 2nd
    # a Saturday that moves to Monday the 4th, so the fifteenth working day is 29 December.
    assert due_on(date(2026, 12, 7), KZ) == date(2026, 12, 29)
    assert (TERM.workdays, TERM.checked_by_lawyer) == (15, False)


def test_every_topic_has_a_road_and_every_kind_on_it_is_a_mandate() -> None:
    assert set(ROUTES) == set(Topic)
    assert {Kind(kind) for kind in HOLDERS} == {
        Kind.CHAIR, Kind.DEPUTY, Kind.LAWYER, Kind.INSPECTOR, Kind.OFFICER,
    }  # fmt: skip


def test_a_complaint_about_the_union_never_stops_at_the_primary_complained_of() -> None:
    assert {topic for topic, route in ROUTES.items() if route.above} == {
        Topic.PRESSURE,
        Topic.UNION,
    }
