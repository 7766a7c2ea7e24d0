"""Reach, holders and the tree."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from ortaq.foundation.orgs import selectors
from ortaq.foundation.orgs.factories import body, mandate, person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Line, Mandate

DAY = timedelta(days=1)


def names(bodies) -> list[str]:
    return [str(found) for found in bodies]


def test_a_mandate_reaches_down_both_lines_and_no_further(union):
    saule = person("Saule")
    mandate(saule, union.karaganda, Kind.OFFICER)
    reached = selectors.bodies_within_reach(saule, kinds=[Kind.OFFICER])
    assert sorted(names(reached)) == ["Karaganda", "Mill", "Mine"]
    for here in (union.karaganda, union.mine, union.mill):
        assert selectors.reaches(saule, here.pk, kinds=[Kind.OFFICER])
    for elsewhere in (union.centre, union.miners, union.aktau, union.port):
        assert not selectors.reaches(saule, elsewhere.pk, kinds=[Kind.OFFICER])


def test_a_treasurer_reaches_her_own_body_only(union):
    saule = person("Saule")
    mandate(saule, union.karaganda, Kind.TREASURER)
    assert names(selectors.bodies_within_reach(saule, kinds=[Kind.TREASURER])) == ["Karaganda"]
    assert not selectors.reaches(saule, union.mine.pk, kinds=[Kind.TREASURER])


def test_reach_asks_for_the_kind(union):
    daniyar = person("Daniyar")
    mandate(daniyar, union.miners, Kind.LAWYER)
    assert selectors.reaches(daniyar, union.port.pk, kinds=[Kind.LAWYER])
    assert not selectors.reaches(daniyar, union.port.pk, kinds=[Kind.CHAIR])
    assert not selectors.is_here(daniyar, union.port.pk, kinds=[Kind.LAWYER])
    assert selectors.is_here(daniyar, union.miners.pk, kinds=[Kind.LAWYER])


@pytest.mark.parametrize(
    ("since", "until", "state", "live"),
    [
        (-1, None, "held", True),
        (0, 0, "held", True),
        (-9, 0, "ending", True),
        (1, None, "held", False),
        (-9, -1, "held", False),
        (-9, None, "proposed", False),
        (-9, None, "refused", False),
        (-9, None, "ended", False),
    ],
)
def test_a_mandate_lives_from_its_first_day_to_its_last(union, since, until, state, live):
    aigul = person("Aigul")
    granted = mandate(
        aigul, union.mine, Kind.DEPUTY, since=today() + since * DAY,
        until=None if until is None else today() + until * DAY, state=state,
    )  # fmt: skip
    assert selectors.mandates_of(aigul) == ([granted] if live else [])
    assert granted.is_live_on(today()) is live


def test_strangers_and_the_signed_out_hold_nothing(union):
    assert selectors.mandates_of(AnonymousUser()) == []
    assert selectors.mandates_of(person("Marat")) == []
    assert not selectors.bodies_within_reach(AnonymousUser(), kinds=list(Kind)).exists()


def test_mandates_are_asked_for_once_a_request(union, django_assert_num_queries):
    saule = person("Saule")
    mandate(saule, union.mine, Kind.CHAIR)
    with django_assert_num_queries(2):
        for _ in range(3):
            assert [m.body.name["kk"] for m in selectors.mandates_of(saule)] == ["Mine"]
    with django_assert_num_queries(1):
        selectors.reaches(saule, union.mill.pk, kinds=[Kind.CHAIR])
    with django_assert_num_queries(0):
        selectors.reaches(saule, union.mine.pk, kinds=[Kind.CHAIR])


def test_a_deactivated_person_holds_nothing(union):
    saule = person("Saule")
    mandate(saule, union.mine, Kind.CHAIR)
    saule.is_active = False
    saule.save()
    assert selectors.mandates_of(saule) == []
    assert selectors.holders(union.mine, kinds=[Kind.CHAIR]) == []


def test_the_nearest_holder_answers(union, django_assert_num_queries):
    centre, branch, own = person("Centre"), person("Branch"), person("Own")
    mandate(centre, union.centre, Kind.LAWYER)
    assert selectors.holders(union.mine, kinds=[Kind.LAWYER]) == [centre]
    mandate(branch, union.miners, Kind.LAWYER)
    with django_assert_num_queries(2):
        assert selectors.holders(union.mine, kinds=[Kind.LAWYER]) == [branch]
    assert selectors.holders(union.mill, kinds=[Kind.LAWYER]) == [centre]
    mandate(own, union.mine, Kind.LAWYER)
    assert selectors.holders(union.mine, kinds=[Kind.LAWYER]) == [own]


def test_the_branch_line_goes_first_on_a_tie_and_the_longest_in_office_first(union):
    region, first, second = person("Region"), person("First"), person("Second")
    mandate(region, union.karaganda, Kind.LAWYER)
    mandate(second, union.miners, Kind.LAWYER, since=today() - DAY)
    mandate(first, union.miners, Kind.LAWYER, since=today() - 2 * DAY)
    mandate(first, union.miners, Kind.INSPECTOR)
    assert selectors.holders(union.mine, kinds=[Kind.LAWYER, Kind.INSPECTOR]) == [first, second]


def test_a_post_that_reaches_no_further_counts_at_its_own_body_only(union):
    saule = person("Saule")
    mandate(saule, union.miners, Kind.TREASURER)
    assert selectors.holders(union.mine, kinds=[Kind.TREASURER]) == []
    assert selectors.holders(union.miners, kinds=[Kind.TREASURER]) == [saule]


def test_nobody_is_an_empty_list(union):
    mandate(person("Daniyar"), union.metal, Kind.LAWYER)
    mandate(person("Late"), union.miners, Kind.LAWYER, until=today() - DAY)
    assert selectors.holders(union.mine, kinds=[Kind.LAWYER]) == []


def test_ancestors_come_nearest_first_and_once(union):
    assert names(selectors.ancestors(union.mine)) == ["Miners", "Karaganda", "Centre"]
    assert names(selectors.ancestors(union.mine, line=Line.TERRITORY)) == ["Karaganda", "Centre"]
    assert names(selectors.trail(union.mine, line=Line.BRANCH)) == ["Centre", "Miners", "Mine"]
    assert names(selectors.ancestors(union.centre)) == []


def test_descendants_in_one_line_or_both(union):
    assert sorted(names(selectors.descendants(union.centre))) == [
        "Aktau", "Karaganda", "Metal", "Mill", "Mine", "Miners", "Port",
    ]  # fmt: skip
    assert sorted(names(selectors.descendants(union.centre, line=Line.BRANCH))) == [
        "Metal", "Mill", "Mine", "Miners", "Port",
    ]  # fmt: skip
    assert names(selectors.descendants(union.mine)) == []


def test_a_page_of_children_asks_once_how_many_stand_below(union, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = list(selectors.children(union.centre, line=Line.BRANCH))
        below = selectors.counts_below(found, line=Line.BRANCH)
    assert [(str(b), below[b.pk]) for b in found] == [("Metal", 1), ("Miners", 2)]


def test_open_bodies_are_found_by_every_word_in_any_language(union):
    made = body("Өскемен қорғасын зауыты", branch=union.metal)
    assert list(selectors.open_bodies(query="ҚОРҒАСЫН өскемен")) == [made]
    assert list(selectors.open_bodies(query="қорғасын шахта")) == []
    assert names(selectors.open_bodies(level="region")) == ["Aktau", "Karaganda"]
    assert names(selectors.open_bodies(parent=union.karaganda)) == ["Mill", "Mine"]


def test_what_anybody_may_know_of_a_body_names_nobody(union):
    mandate(person("Saule", "Secretova"), union.mine, Kind.CHAIR)
    found = selectors.public_body(union.mine.pk)
    assert (found.name, found.above) == ("Mine", ("Miners", "Karaganda", "Centre"))
    assert "Secret" not in repr(found)
    assert selectors.public_body(0) is None


def test_the_switcher_names_each_body_once(union):
    saule = person("Saule")
    for kind in (Kind.TRAINER, Kind.LAWYER):
        mandate(saule, union.mine, kind)
    mandate(saule, union.aktau, Kind.OFFICER)
    assert selectors.switcher(saule) == [union.mine, union.aktau]


def test_waiting_mandates_are_those_within_reach(union):
    saule = person("Saule")
    mandate(saule, union.karaganda, Kind.OFFICER)
    waits = mandate(person("New"), union.mill, Kind.CHAIR, state=Mandate.State.PROPOSED)
    mandate(person("Far"), union.port, Kind.CHAIR, state=Mandate.State.PROPOSED)
    assert list(selectors.waiting_mandates(saule)) == [waits]
    assert list(selectors.waiting_mandates(person("Marat"))) == []
