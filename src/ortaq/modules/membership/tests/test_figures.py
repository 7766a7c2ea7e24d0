"""Figures of bodies: sums in both lines, shares, coverage, what is hidden from above."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.core.cache import cache
from django.utils import timezone

from ortaq.foundation.orgs.factories import Union, body, mandate, person, today, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Line
from ortaq.foundation.orgs.services import move_body
from ortaq.modules.membership import selectors
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.selectors import published
from ortaq.modules.membership.selectors.comparison import Peers, Place, size_class
from ortaq.modules.membership.selectors.figures import Figures, born_after
from ortaq.modules.membership.tasks import publish_figures
from ortaq.modules.membership.workflow import State, is_youth
from ortaq.modules.workplaces import services as workplaces

pytestmark = pytest.mark.django_db

_cards = count(10**9)


def fill(body: Body, people: int = 1, **facts) -> list[Membership]:
    """Enter many at a body; one person will do, a membership ended before the next begins."""
    state = facts.pop("state", State.APPROVED)
    someone = (
        [person("Aigul") for _ in range(people)] if state in {"approved", "suspended"} else []
    )
    ended = state in {State.LEFT, State.TRANSFERRED}
    facts = {"since": date(2024, 1, 10), "born_on": date(1980, 5, 5), **facts}
    if ended:
        facts.setdefault("left_on", today())
        someone = [person("Aigul")] * people
    return Membership.objects.bulk_create(
        Membership(
            user=user,
            body=body,
            state=state,
            card_no=str(next(_cards)),
            applied_at=timezone.now(),
            **facts,
        )
        for user in someone
    )


@pytest.fixture
def u() -> Union:
    return union()


def test_figures_sum_up_both_lines_and_count_a_body_once(u):
    fill(u.mine, 3, sex="f", born_on=date(2000, 1, 1))
    fill(u.mine, 1, sex="m", is_veteran=True, state=State.SUSPENDED)
    fill(u.mill, 2, sex="m", is_disabled=True)
    fill(u.port, 1, is_retired=True)
    fill(u.port, 4, state=State.LEFT, sex="f")

    found = selectors.figures_of_all()

    assert found[u.mine.pk] == Figures(u.mine.pk, 4, 3, 1, 3, 1, 0, 0)
    assert found[u.miners.pk] == Figures(u.miners.pk, 5, 3, 1, 3, 1, 0, 1)
    assert found[u.karaganda.pk] == Figures(u.karaganda.pk, 6, 3, 3, 3, 1, 2, 0)
    assert found[u.centre.pk] == Figures(u.centre.pk, 7, 3, 3, 3, 1, 2, 1)
    assert found[u.metal.pk].members == 2
    assert set(found) == set(Body.objects.values_list("pk", flat=True))


def test_the_figures_of_one_body_are_those_of_all(u):
    fill(u.mine, 2, sex="f")
    fill(u.port, 1, sex="m")
    everything = selectors.figures_of_all()

    assert selectors.figures(u.miners) == everything[u.miners.pk]
    assert selectors.figures_of([u.centre.pk, u.mill.pk]) == {
        u.centre.pk: everything[u.centre.pk],
        u.mill.pk: Figures(u.mill.pk),
    }
    assert selectors.figures_of([]) == {}


def test_a_moved_primary_takes_its_figures_along(u):
    fill(u.mine, 2)
    move_body(actor=None, body=u.mine, line=Line.BRANCH, parent=u.metal, on=today())

    found = selectors.figures_of_all()

    assert (found[u.miners.pk].members, found[u.metal.pk].members) == (0, 2)
    assert found[u.karaganda.pk].members == 2


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2028, 2, 29), date(2027, 3, 1)])
def test_youth_in_sql_is_youth_in_words(day):
    last = born_after(day)

    assert not is_youth(last, day)
    assert is_youth(last + timedelta(days=1), day)


def test_coverage_is_taken_where_the_head_count_is_known(u):
    fill(u.mine, 3)
    fill(u.port, 9)
    site(u.mine, people=4)

    found = selectors.figures_of_all()

    assert (found[u.mine.pk].head_count, found[u.mine.pk].coverage) == (4, 75.0)
    assert found[u.port.pk].coverage is None
    # Three of four, and not twelve of four: nobody knows how many work at the port.
    assert (found[u.miners.pk].members, found[u.miners.pk].coverage) == (12, 75.0)


def site(here: Body, *, people: int) -> None:
    saule = person("Saule")
    employer = workplaces.add_employer(actor=saule, name={"ru": "Комбинат"})
    place = workplaces.add_site(actor=saule, employer=employer, name={"ru": "Цех"})
    workplaces.set_head_count(actor=saule, site=place, on=today(), people=people, source="Orders")
    workplaces.attach_site(actor=saule, body=here, site=place, since=today())


def test_nothing_is_no_share():
    assert Figures(1).coverage is None
    assert Figures(1).women_share is None
    assert Figures(1, members=3, women=1, men=1, youth=1).women_share == 50.0
    assert Figures(1, members=3, women=1, men=1, youth=1).youth_share == 33.3


# Who sees small sensitive counts


def test_from_above_small_sensitive_counts_are_hidden_and_from_nearby_not(u):
    fill(u.mine, 3, is_disabled=True)
    fill(u.port, 20, is_disabled=True)
    fill(u.mill, 8, is_veteran=True)
    saule, daniyar = person("Saule"), person("Daniyar")
    mandate(saule, u.mine, Kind.CHAIR)
    mandate(daniyar, u.miners, Kind.LAWYER)
    live = selectors.figures_of([u.mine.pk, u.port.pk, u.miners.pk])

    seen = selectors.for_reader(daniyar, live)

    # The port would give the mine away, so it is hidden with it.
    assert [seen[b.pk].disabled for b in (u.mine, u.port, u.miners)] == [None, None, 23]
    assert seen[u.mine.pk].members == 3
    assert selectors.for_reader(saule, live)[u.mine.pk].disabled == 3
    assert selectors.for_reader(saule, live)[u.port.pk].disabled is None


def test_the_chair_of_a_body_above_reads_its_sensitive_sums_as_others_do(u):
    fill(u.mine, 3, is_disabled=True)
    fill(u.mill, 30, is_disabled=True)
    timur = person("Timur")
    mandate(timur, u.karaganda, Kind.CHAIR)
    live = selectors.figures_of([u.karaganda.pk, u.mine.pk, u.mill.pk])

    seen = selectors.for_reader(timur, live)

    assert seen[u.mine.pk].disabled is None
    assert seen[u.mill.pk].disabled is None


def test_published_figures_stand_all_day(u):
    fill(u.port, 7, is_veteran=True)
    first = selectors.published_figures()[u.port.pk].veterans
    fill(u.port, 1, is_veteran=True)

    assert (first, selectors.published_figures()[u.port.pk].veterans) == (7, 7)
    cache.clear()
    assert selectors.published_figures()[u.port.pk].veterans == 8


def test_the_morning_s_figures_are_made_at_night(u):
    fill(u.port, 7, is_veteran=True)

    publish_figures()

    fill(u.port, 1, is_veteran=True)
    assert selectors.published_figures()[u.port.pk].veterans == 7


def test_the_centre_of_a_large_union_shows_the_morning(u, monkeypatch):
    fill(u.mine, 3)
    monkeypatch.setattr(published, "MANY", 2)
    before = selectors.figures_near(u.centre, [u.mine.pk])
    months = selectors.months_near(u.centre, now=3)
    moved = selectors.movements_near(u.centre, first=date(2024, 1, 1), last=today())
    fill(u.mine, 1)

    assert selectors.figures_near(u.centre, [u.mine.pk]) == before
    assert before[u.mine.pk].members == 3
    assert selectors.months_near(u.centre, now=4) == months
    assert selectors.movements_near(u.centre, first=date(2024, 1, 1), last=today()) == moved
    assert selectors.figures_near(u.mine)[u.mine.pk].members == 4


# Comparison


def test_a_primary_is_compared_with_its_like_in_the_branch(u):
    sisters = [body(f"Mine {n}", branch=u.miners, territory=u.aktau) for n in range(11)]
    for n, sister in enumerate(sisters):
        fill(sister, n, sex="f")
        fill(sister, 12 - n, sex="m")
    fill(u.mine, 11, sex="f")
    fill(u.mine, 1, sex="m")
    fill(u.port, 40, sex="f")  # of another size

    found = selectors.comparison(u.mine)

    women = next(spread for spread in found.spreads if spread.measure == "women")
    assert (found.peers, found.count, found.size) == (Peers.BRANCH, 11, (1, 29))
    assert (women.value, women.median, women.place) == (91.7, 41.7, Place.UPPER)
    assert (women.lowest, women.highest) == (0.0, 83.3)


def test_with_few_in_the_branch_the_size_remains_and_with_few_of_the_size_nothing(u):
    fill(u.mine, 2)
    assert selectors.comparison(u.mine).peers is None
    assert selectors.comparison(u.mine).spreads == []
    cache.clear()
    for n in range(10):
        fill(body(f"Mill {n}", branch=u.metal, territory=u.aktau), 2, sex="f")

    found = selectors.comparison(u.mine)

    assert (found.peers, found.count) == (Peers.SIZE, 10)
    assert selectors.comparison(u.centre).peers is None


def test_classes_of_size():
    assert [size_class(n) for n in (0, 29, 30, 999, 1000)] == [
        (1, 29),
        (1, 29),
        (30, 99),
        (300, 999),
        (1000, None),
    ]
