"""Movement over a period adds up, whatever people do: compared with counting day by day."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ortaq.foundation.orgs.factories import Union, person, today, union
from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership import selectors
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import LeaveReason, State

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
_cards = count(2 * 10**9)


@dataclass(frozen=True)
class Stay:
    """One row: where, from when, until when and why it ended."""

    place: int
    since: date
    left_on: date | None
    why: str  # "", "transfer" or a reason


def write(stays: list[Stay], bodies: list[Body], user) -> list[Membership]:
    """Write one person's stays in order; after a transfer the next one continues it."""
    made: list[Membership] = []
    for stay in stays:
        moved = bool(made) and made[-1].state == State.TRANSFERRED
        state = State.APPROVED
        if stay.left_on:
            state = State.TRANSFERRED if stay.why == "transfer" else State.LEFT
        made.append(
            Membership.objects.create(
                user=user,
                body=bodies[stay.place],
                state=state,
                card_no=str(next(_cards)),
                applied_at=timezone.now(),
                since=stay.since,
                left_on=stay.left_on,
                leave_reason=stay.why if state == State.LEFT else "",
                came_from=made[-1] if moved else None,
            )
        )
    return made


days = st.integers(0, 45)
step = st.tuples(st.integers(0, 2), days, st.sampled_from(["transfer", "own", "work", "died"]))


@st.composite
def life(draw) -> list[Stay]:
    """A person's stays one after another between January and November; the last may go on."""
    day = date(2026, 1, 15) + timedelta(days=draw(days))
    steps = draw(st.lists(step, min_size=1, max_size=4))
    stays = []
    for place, length, why in steps:
        stays.append(Stay(place, day, day + timedelta(days=length), why))
        day += timedelta(days=length + (0 if why == "transfer" else draw(days)))
    last = stays[-1]
    if draw(st.booleans()) or last.why == "transfer":
        stays[-1] = Stay(last.place, last.since, None, "")
    return stays


def on(stays: list[Stay], places: set[int], day: date) -> int:
    return sum(
        stay.place in places and stay.since <= day and (stay.left_on is None or day < stay.left_on)
        for stay in stays
    )


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lives=st.lists(life(), min_size=1, max_size=5))
def test_the_balance_is_what_counting_day_by_day_gives(db, lives):
    Membership.objects.all().delete()
    u = remembered()
    bodies = [u.mine, u.mill, u.port]
    for stays in lives:
        write(stays, bodies, person("Aigul"))
    everyone = [stay for stays in lives for stay in stays]
    places = {u.mine: {0}, u.mill: {1}, u.miners: {0, 2}, u.karaganda: {0, 1}, u.centre: {0, 1, 2}}

    found = selectors.movements_of([here.pk for here in places], first=FIRST, last=LAST)

    for here, inside in places.items():
        row = found[here.pk]
        assert row.opening == on(everyone, inside, FIRST - timedelta(days=1))
        assert row.closing == on(everyone, inside, LAST)
        assert row.opening + row.joined + row.came - row.left_all - row.went == row.closing
        assert (row.joined, row.came, row.went) == counted(lives, inside)
    assert found[u.centre.pk].came == found[u.centre.pk].went == 0


def counted(lives: list[list[Stay]], inside: set[int]) -> tuple[int, int, int]:
    """Count joining and transfers over the border of ``inside``, person by person."""
    joined = came = went = 0
    for stays in lives:
        before: Stay | None = None
        for stay in stays:
            moved = before is not None and before.why == "transfer"
            within = FIRST <= stay.since <= LAST
            if moved and within and before:
                came += stay.place in inside and before.place not in inside
                went += before.place in inside and stay.place not in inside
            elif within:
                joined += stay.place in inside
            before = stay
    return joined, came, went


def remembered() -> Union:
    """Return the small union, made once a test: hypothesis runs many examples in one."""
    found = {str(body.name): body for body in Body.objects.all()}
    if not found:
        return union()
    names = ("Centre", "Miners", "Metal", "Karaganda", "Aktau", "Mine", "Mill", "Port")
    return Union(*(found[name] for name in names))


def test_reasons_of_leaving_stand_apart():
    u = union()
    for why in ("own", "own", "excluded", "double"):
        write([Stay(0, date(2025, 1, 1), date(2026, 3, 5), why)], [u.mine], person("Bota"))
    write([Stay(0, date(2025, 1, 1), date(2026, 2, 5), "died")], [u.mine], person("Bota"))

    row = selectors.movement(u.centre, first=FIRST, last=LAST)

    assert row.left == {LeaveReason.OWN: 2, LeaveReason.EXCLUDED: 1, LeaveReason.DOUBLE: 1}
    assert (row.opening, row.left_all, row.closing, row.change, row.growth) == (
        4,
        4,
        0,
        -4,
        -100.0,
    )


def test_a_transfer_inside_is_neither_coming_nor_going():
    u = union()
    write(
        [
            Stay(0, date(2025, 1, 1), date(2026, 3, 10), "transfer"),
            Stay(1, date(2026, 3, 10), None, ""),
        ],
        [u.mine, u.mill],
        person("Aigul"),
    )

    found = selectors.movements_of(
        [u.mine.pk, u.mill.pk, u.karaganda.pk, u.metal.pk], first=FIRST, last=LAST
    )

    assert (found[u.mine.pk].went, found[u.mill.pk].came, found[u.metal.pk].came) == (1, 1, 1)
    region = found[u.karaganda.pk]
    assert (region.came, region.went, region.inside, region.change) == (0, 0, 1, 0)


def test_members_by_month_walk_back_from_today():
    u = union()
    write([Stay(0, date(2025, 1, 1), None, "")], [u.mine], person("Aigul"))
    write([Stay(0, date(2025, 12, 31), date(2026, 2, 28), "own")], [u.mine], person("Bota"))

    row = selectors.members_by_month(u.mine, now=1, today=date(2026, 3, 10), months=4)

    assert row == [
        (date(2025, 11, 30), 1),
        (date(2025, 12, 31), 2),
        (date(2026, 1, 31), 2),
        (date(2026, 2, 28), 1),
        (date(2026, 3, 10), 1),
    ]


def test_a_body_without_members_has_a_movement_of_nothing():
    u = union()

    row = selectors.movement(u.port, first=FIRST, last=today())

    assert (row.opening, row.closing, row.left, row.growth) == (0, 0, {}, None)
    assert selectors.movements_of([], first=FIRST, last=LAST) == {}
