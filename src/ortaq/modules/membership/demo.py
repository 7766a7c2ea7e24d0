"""Invented memberships, by COPY: a stage, not acts, so neither audit nor events are written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate, chain
from random import Random
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from ortaq.modules.membership.card_number import card_number
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import State

# Of a thousand people: who waits, was refused, left, belongs to a second primary too.
WAITING, REFUSED, LEFT, TWICE = 12, 6, 25, 20
THOUSAND = 1000
CHUNK = 20_000  # memberships between two words of progress
SETTLED = 40  # days: whoever is decided upon applied at least so long ago
COLUMNS = (
    "user_id", "body_id", "state", "card_no", "applied_at", "decided_at", "decided_by_id",
    "reason", "since", "left_on",
)  # fmt: skip
REASONS = (
    "Сіз басқа кәсіпорында жұмыс істейсіз: сол жердегі бастауыш ұйымға жазылыңыз.",
    "Вы работаете на другом предприятии: подайте заявление в его первичную организацию.",
)


class Primary(NamedTuple):
    """A primary to be filled: its chair, who has admitted its members, and its first day."""

    chair: int
    opened_on: date


@transaction.atomic
def fill(
    *,
    people: Sequence[int],
    primaries: Mapping[int, Primary],
    rng: Random,
    here: Mapping[int, Sequence[int]] | None = None,
    waiting: Mapping[int, Sequence[int]] | None = None,
    tell: Callable[[int], None] | None = None,
) -> int:
    """Give invented people their memberships; return how many.

    ``here`` names members of a certain primary, ``waiting`` those whose application waits there.
    ``tell`` hears how many there are, after every twenty thousand. Checks nothing: call it once.
    """
    bodies = list(primaries)
    shares = list(accumulate(rng.paretovariate(1.6) for _body in bodies))
    first = _reserve(int(len(people) * (1 + TWICE / THOUSAND)) + 1000)
    count = 0
    with connection.cursor() as cursor:
        sql = f"COPY membership_membership ({', '.join(COLUMNS)}) FROM STDIN"
        with cursor.copy(sql) as copy:
            for row in chain(
                _applied(waiting or {}, rng),
                _rows(people, bodies, shares, primaries, here or {}, _all_of(waiting), rng),
            ):
                copy.write_row((*row[:3], _card(row, first + count), *row[3:]))
                count += 1
                if tell and count % CHUNK == 0:
                    tell(count)
        cursor.execute("ANALYZE membership_membership")
    return count


def _card(row: tuple[Any, ...], serial: int) -> str | None:
    return card_number(serial) if row[2] in (State.APPROVED, State.LEFT) else None


def _rows(
    people: Sequence[int],
    bodies: Sequence[int],
    shares: Sequence[float],
    primaries: Mapping[int, Primary],
    here: Mapping[int, Sequence[int]],
    placed: set[int],
    rng: Random,
) -> Iterator[tuple[Any, ...]]:
    """Yield rows without card numbers, of everybody who is not ``placed`` yet."""
    now = timezone.now()
    for body, ids in here.items():
        for person in ids:
            placed.add(person)
            yield _membership(person, body, State.APPROVED, primaries[body], now, rng)
    for body, primary in primaries.items():
        if primary.chair not in placed:
            placed.add(primary.chair)
            yield _membership(primary.chair, body, State.APPROVED, primary, now, rng)
    for person in people:
        if person in placed:
            continue
        body, *second = rng.choices(bodies, cum_weights=shares, k=2)
        state = _state(rng)
        yield _membership(person, body, state, primaries[body], now, rng)
        if second[0] != body and rng.randrange(THOUSAND) < TWICE:
            yield _membership(person, second[0], State.APPROVED, primaries[second[0]], now, rng)


def _applied(waiting: Mapping[int, Sequence[int]], rng: Random) -> Iterator[tuple[Any, ...]]:
    now = timezone.now()
    for body, ids in waiting.items():
        for person in ids:
            yield _membership(person, body, State.APPLIED, None, now, rng)


def _all_of(waiting: Mapping[int, Sequence[int]] | None) -> set[int]:
    return {person for ids in (waiting or {}).values() for person in ids}


def _state(rng: Random) -> State:
    draw = rng.randrange(THOUSAND)
    for state, share in ((State.APPLIED, WAITING), (State.REFUSED, REFUSED), (State.LEFT, LEFT)):
        if draw < share:
            return state
        draw -= share
    return State.APPROVED


def _membership(
    person: int, body: int, state: State, primary: Primary | None, now: datetime, rng: Random
) -> tuple[Any, ...]:
    if primary is None or state is State.APPLIED:
        applied = now - timedelta(hours=rng.randint(2, 200))
        return (person, body, state.value, applied, None, None, "", None, None)
    age = max((now.date() - primary.opened_on).days - 1, SETTLED)
    applied = now - timedelta(days=rng.randint(SETTLED, age), minutes=rng.randrange(1440))
    decided = applied + timedelta(days=rng.randint(1, 9))
    left = (decided + timedelta(days=rng.randint(5, 30))).date() if state is State.LEFT else None
    reason = rng.choice(REASONS) if state is State.REFUSED else ""
    by = primary.chair if primary.chair != person else None
    since = decided.date() if state in (State.APPROVED, State.LEFT) else None
    return (person, body, state.value, applied, decided, by, reason, since, left)


def _reserve(count: int) -> int:
    """Take a run of serial numbers at once; return the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('membership_card_serial')")
        first = int(cursor.fetchone()[0])
        cursor.execute("SELECT setval('membership_card_serial', %s)", [first + count])
    return first


def is_filled() -> bool:
    """Whether anybody belongs anywhere yet."""
    return Membership.objects.exists()
