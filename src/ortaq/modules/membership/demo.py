"""Invented memberships, by COPY: a stage, not acts, so neither audit nor events are written.

Two years of movement are in them: who joined, who left and why, who came from another primary.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts.demo import Crowd
from ortaq.modules.membership.card_number import card_number
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import LeaveReason, State

LATELY = 730  # days: the movement of two years is told
# Of a thousand members: who joined lately, came from another primary, is paused, has a second one.
JOINED, MOVED, PAUSED, TWICE = 120, 20, 5, 3
# Of a thousand others: who waits and who was refused; the rest left.
WAITING, REFUSED = 50, 30
WHY = (LeaveReason.OWN,) * 6 + (LeaveReason.WORK,) * 12 + (LeaveReason.DIED, LeaveReason.EXCLUDED)
THOUSAND = 1000
CHUNK = 20_000  # memberships between two words of progress
PENSION, SENIOR = 62, 50  # years of age
COLUMNS = (
    "id", "user_id", "body_id", "state", "card_no", "applied_at", "decided_at", "decided_by_id",
    "reason", "since", "left_on", "leave_reason", "came_from_id", "sex", "born_on", "is_veteran",
    "is_disabled", "is_retired",
)  # fmt: skip
REASONS = (
    "Сіз басқа кәсіпорында жұмыс істейсіз: сол жердегі бастауыш ұйымға жазылыңыз.",
    "Вы работаете на другом предприятии: подайте заявление в его первичную организацию.",
)
Row = tuple[Any, ...]


class Person(NamedTuple):
    """A person, and what a membership copies of him."""

    id: int
    sex: str
    born_on: date | None


class Life(NamedTuple):
    """What became of one membership."""

    state: State
    since: date | None = None
    left_on: date | None = None
    why: str = ""
    came_from: int | None = None
    card_no: str | None = None


class Primary(NamedTuple):
    """A primary to be filled with people of the crowd.

    They are numbered from ``first`` on: ``members`` first, then ``others``, who wait, were refused
    or left. ``here`` are members besides; ``waiting`` of the others wait for certain.
    """

    body: int
    chair: int
    opened_on: date
    first: int
    members: int
    others: int
    here: tuple[Person, ...] = ()
    waiting: int = 0


@transaction.atomic
def fill(
    *,
    crowd: Crowd,
    primaries: Sequence[Primary],
    rng: Random,
    tell: Callable[[int], None] | None = None,
) -> int:
    """Give invented people their memberships; return how many rows. Call it once.

    ``tell`` hears how many there are, after every twenty thousand. Checks nothing.
    """
    done = 0
    stage = _Stage(crowd, primaries, rng)
    with connection.cursor() as cursor:
        sql = f"COPY membership_membership ({', '.join(COLUMNS)}) FROM STDIN"
        with cursor.copy(sql) as copy:
            for primary in primaries:
                for row in stage.rows_of(primary):
                    copy.write_row(row)
                    done += 1
                    if tell and done % CHUNK == 0:
                        tell(done)
        cursor.execute(
            "SELECT setval('membership_card_serial', %s), "
            "setval(pg_get_serial_sequence('membership_membership', 'id'), %s)",
            [next(stage.serials), next(stage.ids)],
        )
    return done


class _Stage:
    """Makes rows; remembers only numbers, so that millions pass through."""

    def __init__(self, crowd: Crowd, primaries: Sequence[Primary], rng: Random) -> None:
        self.crowd, self.primaries, self.rng = crowd, primaries, rng
        self.now = timezone.now()
        self.today = timezone.localdate()
        self.ids = count(_next_of("pg_get_serial_sequence('membership_membership', 'id')"))
        self.serials = count(_next_of("'membership_card_serial'"))

    def rows_of(self, primary: Primary) -> Iterator[Row]:
        """Yield the rows of one primary's people, and what they had and have elsewhere."""
        for person in primary.here:
            life = Life(State.APPROVED, self._joined(person, primary))
            yield self._row(person, primary, life)
        last = primary.first + primary.members
        for number in range(primary.first, last):
            yield from self._of_a_member(self._person(number), primary)
        for place, number in enumerate(range(last, last + primary.others)):
            yield self._of_another(self._person(number), primary, waits=place < primary.waiting)

    def _person(self, number: int) -> Person:
        return Person(number, self.crowd.sex_of(number), self.crowd.born_on(number))

    def _of_a_member(self, person: Person, primary: Primary) -> Iterator[Row]:
        rng, draw = self.rng, self.rng.random() * THOUSAND
        state = State.SUSPENDED if rng.random() * THOUSAND < PAUSED else State.APPROVED
        since = self._joined(person, primary)
        if draw < MOVED and person.id != primary.chair:
            before = self.primaries[int(rng.random() * len(self.primaries))]
            if before.body != primary.body and before.opened_on < since:
                earlier = self._earlier(person, before, since)
                yield earlier
                life = Life(state, since, came_from=earlier[0], card_no=earlier[4])
                yield self._row(person, primary, life)
                return
        yield self._row(person, primary, Life(state, since))
        if draw > THOUSAND - TWICE:
            second = self.primaries[int(rng.random() * len(self.primaries))]
            if second.body != primary.body:
                life = Life(State.APPROVED, self._joined(person, second))
                yield self._row(person, second, life)

    def _earlier(self, person: Person, before: Primary, on: date) -> Row:
        """Return the membership from which a transfer came."""
        since = max(before.opened_on, on - timedelta(days=self.rng.randint(200, 4000)))
        return self._row(person, before, Life(State.TRANSFERRED, since, left_on=on))

    def _of_another(self, person: Person, primary: Primary, *, waits: bool) -> Row:
        rng, draw = self.rng, self.rng.random() * THOUSAND
        if waits or draw < WAITING:
            return self._row(person, primary, Life(State.APPLIED))
        if draw < WAITING + REFUSED:
            return self._row(person, primary, Life(State.REFUSED))
        left = max(self.today - timedelta(days=rng.randint(1, LATELY)), primary.opened_on)
        since = max(left - timedelta(days=30 + int(rng.expovariate(1 / 1500))), primary.opened_on)
        return self._row(person, primary, Life(State.LEFT, since, left, rng.choice(WHY).value))

    def _joined(self, person: Person, primary: Primary) -> date:
        """Return a first day as a member: one of eight lately; never before the primary's own."""
        rng = self.rng
        if rng.random() * THOUSAND < JOINED + MOVED:
            days = rng.randint(1, LATELY)
        else:
            days = LATELY + int(rng.expovariate(1 / 2500))
        born = person.born_on or primary.opened_on
        adult = born.toordinal() + 18 * 366
        first = max(self.today.toordinal() - days, primary.opened_on.toordinal(), adult)
        return date.fromordinal(min(first, self.today.toordinal() - 1))

    def _row(self, person: Person, primary: Primary, life: Life) -> Row:
        rng = self.rng
        decided: datetime | None
        card_no = life.card_no
        if life.since is None:
            days = rng.randint(0, 8) if life.state is State.APPLIED else rng.randint(20, LATELY)
            applied = self.now - timedelta(days=days, minutes=rng.randint(120, 1400))
            decided = applied + timedelta(days=3) if life.state is State.REFUSED else None
        else:
            decided = datetime.combine(life.since, _NOON, self.now.tzinfo)
            applied = decided - timedelta(days=1 + int(rng.random() * 9))
            card_no = card_no or card_number(next(self.serials))
        by = primary.chair if decided and primary.chair != person.id else None
        reason = rng.choice(REASONS) if life.state is State.REFUSED else ""
        age = (self.today - person.born_on).days // 365 if person.born_on else 0
        return (
            next(self.ids), person.id, primary.body, life.state.value, card_no, applied, decided,
            by, reason, life.since, life.left_on, life.why, life.came_from, person.sex,
            person.born_on,
            age >= SENIOR and rng.random() < 0.08,  # noqa: PLR2004 -- veterans
            rng.random() < 0.025,  # noqa: PLR2004 -- disabled
            age >= PENSION and rng.random() < 0.85,  # noqa: PLR2004 -- some work on
        )  # fmt: skip


_NOON = time(7)  # UTC: noon in Kazakhstan


def _next_of(sequence: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nextval({sequence})")
        return int(cursor.fetchone()[0])


def is_filled() -> bool:
    """Whether anybody belongs anywhere yet."""
    return Membership.objects.exists()


def special_circumstances() -> list[int]:
    """Return who is marked as a veteran or disabled: it may be known only with his consent."""
    marked = Membership.objects.filter(is_veteran=True) | Membership.objects.filter(
        is_disabled=True
    )
    return list(marked.order_by().values_list("user_id", flat=True).distinct())
