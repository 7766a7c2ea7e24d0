"""Merging, splitting and transferring bodies: places, history, refusals, two officers at once."""

import random
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events import bus
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.orgs import events, selectors, services
from ortaq.foundation.orgs.factories import LONG_AGO, body, mandate, person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Line, Succession
from ortaq.foundation.orgs.selectors import parent_on
from ortaq.foundation.orgs.tests.test_closure import join, reference, rows

DAY = timedelta(days=1)
GROUND = "Congress minutes No. 4 of 20 November 2026"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def facts(monkeypatch) -> list[bus.Event]:
    """What reshaping published, in order."""
    heard: list[bus.Event] = []
    monkeypatch.setattr("ortaq.foundation.orgs.services.reshaping.publish", heard.append)
    return heard


def merge(bodies, into, on=None, ground=GROUND) -> None:
    services.merge_bodies(actor=None, bodies=bodies, into=into, on=on or today(), ground=ground)


def story(of: Body) -> list[tuple[str, str]]:
    moments = selectors.story_of(
        of, places=list(selectors.history(of)), people=selectors.people_in_posts(of)
    )
    return [(moment.title, moment.detail) for moment in moments]


def test_bodies_merge_into_one_with_all_that_stands_below_them(union, facts):
    shop, hall = body("Shop", branch=union.port), body("Hall", territory=union.port)
    merge([union.port], union.mine)
    union.port.refresh_from_db()
    assert union.port.closed_on == today()
    assert parent_on(shop, line=Line.BRANCH, day=today()) == union.mine
    assert parent_on(hall, line=Line.TERRITORY, day=today()) == union.mine
    assert rows() == reference(today())
    # The archive hangs under the heir, so who reaches the heir reaches what was left.
    assert [parent_on(union.port, line=line, day=today()) for line in Line] == [union.mine] * 2
    assert facts == [
        events.BodiesMerged(
            from_ids=[union.port.pk], into_id=union.mine.pk, on=today().isoformat()
        )
    ]
    left = Succession.objects.get()
    assert (left.before, left.after, left.kind, left.ground) == (
        union.port, union.mine, "merged", GROUND,
    )  # fmt: skip
    assert {entry.body_id: entry.action for entry in Entry.objects.order_by("-pk")[:2]} == {
        union.port.pk: "orgs.body_merged", union.mine.pk: "orgs.bodies_joined",
    }  # fmt: skip


def test_a_branch_union_with_many_primaries_merges_in_few_statements(
    union, django_assert_max_num_queries
):
    for n in range(40):
        body(f"Primary {n}", branch=union.metal)
    with django_assert_max_num_queries(45):
        merge([union.metal], union.miners)
    assert selectors.children(union.miners, line=Line.BRANCH).count() == 43
    assert rows() == reference(today())


def test_many_random_mergers_keep_the_closure_true(db):
    rng = random.Random(11)
    top = body("Centre", Body.Level.CENTRE)
    open_now = [body(f"Primary {n}", branch=top, territory=top) for n in range(4)]
    for n in range(16):
        above = rng.choice(open_now)
        open_now.append(body(f"Shop {n}", branch=above, territory=rng.choice([None, top, above])))
    refused = 0
    while len(open_now) > 3 and refused < 60:
        into, *others = rng.sample(open_now, rng.randint(2, 3))
        try:
            merge(others, into)
            open_now = [one for one in open_now if one not in others]
        except services.CycleError:
            refused += 1
        assert rows() == reference(today())
    before = rows()
    assert services.rebuild_paths() == len(before)
    assert rows() == before


def test_a_merger_of_the_past_and_planned_moves_stay_true(union, time_machine_day):
    shop, late = body("Shop", branch=union.port), body("Late", branch=union.metal)
    services.move_body(
        actor=None, body=late, line=Line.BRANCH, parent=union.port, on=today() + 5 * DAY
    )
    merge([union.port], union.mine, on=today() - 20 * DAY)
    assert parent_on(shop, line=Line.BRANCH, day=today() - 21 * DAY) == union.port
    assert parent_on(shop, line=Line.BRANCH, day=today() - 20 * DAY) == union.mine
    assert rows() == reference(today())
    time_machine_day(today() + 5 * DAY)
    services.apply_dated_links()
    assert parent_on(late, line=Line.BRANCH, day=today()) == union.mine
    assert rows() == reference(today())


@pytest.mark.parametrize(
    ("bodies", "into", "days", "ground", "error"),
    [
        (["mine"], "mine", 0, GROUND, services.MergeError),  # into itself
        ([], "mine", 0, GROUND, services.MergeError),
        (["miners"], "mine", 0, GROUND, services.MergeError),  # of another level
        (["karaganda"], "miners", 0, GROUND, services.MergeError),
        (["centre"], "centre", 0, GROUND, services.MergeError),
        (["port"], "mine", 1, GROUND, services.NotYetError),
        (["port"], "mine", -9999, GROUND, services.ClosedBodyError),  # before it was opened
        (["port"], "mine", 0, "  ", services.NoGroundError),
    ],
)
def test_impossible_mergers_are_refused_and_nothing_changes(
    union, bodies, into, days, ground, error
):
    before = rows()
    with pytest.raises(error):
        merge(
            [getattr(union, name) for name in bodies], getattr(union, into),
            today() + days * DAY, ground,
        )  # fmt: skip
    assert rows() == before
    assert not Succession.objects.exists()
    assert not Body.objects.filter(closed_on__isnull=False).exists()


def test_an_upper_body_cannot_join_what_stands_below_it(union):
    shop = body("Shop", branch=union.mine)
    with pytest.raises(services.CycleError, match="Shop"):
        merge([union.mine], shop)
    merge([shop], union.mine)  # the other way round is no circle
    assert rows() == reference(today())


def test_a_merger_is_no_way_around_the_second_person(union):
    saule = mandate(person("Saule"), union.port, Kind.CHAIR)
    mandate(person("Old"), union.port, Kind.DEPUTY, until=today() - DAY)
    with pytest.raises(services.BodyInUseError) as refusal:
        merge([union.port], union.mine)
    assert refusal.value.mandates == [saule]
    services.propose_end(actor=saule.user, mandate=saule, until=today() - DAY, ground=GROUND)
    with pytest.raises(services.BodyInUseError):  # nobody has confirmed it yet
        merge([union.port], union.mine)
    services.confirm_end(actor=person("Second"), mandate=saule)
    merge([union.port], union.mine)


def test_what_the_rooms_above_keep_at_a_body_is_named_when_it_closes(union, settings):
    settings.ORGS_MUST_STAY = [f"{__name__}.has_members"]
    with pytest.raises(services.BodyInUseError) as refusal:
        services.close_body(actor=None, body=union.port, on=today())
    assert refusal.value.reasons == ["Port has 12 members."]
    merge([union.port], union.mine)  # members follow a merger


def has_members(body: Body) -> list[str]:
    """Answer the port as membership would."""
    return [f"{body} has 12 members."]


def test_a_body_splits_and_what_goes_with_the_new_one_goes(union, facts):
    shop, hall = body("Shop", branch=union.mine), body("Hall", branch=union.mine)
    (pit,) = services.split_body(
        actor=None, body=union.mine, on=today(), ground=GROUND,
        new=[{"name": {"kk": "Шахта", "ru": "Шахта", "en": "Pit"}, "children": [shop]}],
    )  # fmt: skip
    assert [parent_on(pit, line=line, day=today()) for line in Line] == [
        union.miners, union.karaganda,
    ]  # fmt: skip
    assert parent_on(shop, line=Line.BRANCH, day=today()) == pit
    assert parent_on(hall, line=Line.BRANCH, day=today()) == union.mine
    assert rows() == reference(today())
    assert facts == [
        events.BodySplit(from_id=union.mine.pk, new_ids=[pit.pk], on=today().isoformat())
    ]
    assert ("Came out of “Mine”", GROUND) in story(pit)
    assert ("“Pit” came out of it", GROUND) in story(union.mine)


@pytest.mark.parametrize(
    ("name", "new", "days", "ground", "error"),
    [
        ("centre", 1, 0, GROUND, services.MergeError),
        ("mine", 0, 0, GROUND, services.MergeError),
        ("mine", 1, 1, GROUND, services.NotYetError),
        ("mine", 1, 0, "", services.NoGroundError),
        ("mine", 1, -9999, GROUND, services.ClosedBodyError),
    ],
)
def test_impossible_splits_are_refused(union, name, new, days, ground, error):
    before = Body.objects.count()
    with pytest.raises(error):
        services.split_body(
            actor=None, body=getattr(union, name), on=today() + days * DAY, ground=ground,
            new=[{"name": {"en": f"New {n}"}} for n in range(new)],
        )  # fmt: skip
    with pytest.raises(services.NamelessBodyError):
        services.split_body(
            actor=None, body=union.mine, on=today(), ground=GROUND, new=[{"name": {"en": " "}}]
        )
    assert Body.objects.count() == before


def test_a_transfer_keeps_its_ground_in_the_story(union):
    services.transfer_body(
        actor=None, body=union.mine, line=Line.BRANCH, parent=union.metal, on=today(),
        ground=GROUND,
    )  # fmt: skip
    assert story(union.mine)[0] == ("Stands under “Metal” (Branch line)", GROUND)
    assert ("Stands under “Miners” (Branch line)", "") in story(union.mine)
    entry = Entry.objects.get(action="orgs.body_moved", subject_id=str(union.mine.pk))
    assert entry.params["ground"] == GROUND
    with pytest.raises(services.NoGroundError):
        services.transfer_body(
            actor=None, body=union.mine, line=Line.BRANCH, parent=union.miners, on=today(),
            ground=" ",
        )  # fmt: skip
    stray = body("Stray", territory=union.karaganda)
    with pytest.raises(services.NotInLineError):
        services.transfer_body(
            actor=None, body=stray, line=Line.BRANCH, parent=union.miners, on=today(),
            ground=GROUND,
        )  # fmt: skip


def test_a_life_is_told_from_its_end_to_its_beginning(union):
    saule = person("Saule", "Zhumabaeva")
    mandate(saule, union.port, Kind.CHAIR, since=LONG_AGO + DAY, until=today() - DAY)
    meeting = services.plan_election(
        actor=saule, body=union.port, kind="election", on=today() - DAY
    )
    services.hold_election(
        actor=saule, election=meeting, result="elected", minutes="Minutes No. 9"
    )
    merge([union.port], union.mine)
    union.port.refresh_from_db()
    told = [title for title, _detail in story(union.port)]
    assert told.index("Zhumabaeva Saule took up the post: Chair") < told.index(
        "The body was opened"
    )
    assert "Joined “Mine”" in told
    assert "The body was closed" in told
    assert "Zhumabaeva Saule left the post: Chair" in told
    assert ("Report-and-election meeting", "Elected. Minutes No. 9") in story(union.port)
    assert ("“Port” joined it", GROUND) in story(union.mine)


@pytest.mark.django_db(transaction=True)
def test_two_officers_merging_the_same_bodies_at_once_merge_once():
    top = body("Centre", Body.Level.CENTRE)
    one, two = body("One", branch=top), body("Two", branch=top)
    barrier = threading.Barrier(2)
    outcomes: list[str] = []

    def act(closing: Body, into: Body) -> None:
        try:
            barrier.wait(20)
            merge([closing], into)
            outcomes.append("merged")
        except services.ClosedBodyError:
            outcomes.append("refused")
        finally:
            connection.close()

    join([
        threading.Thread(target=act, args=(one, two)),
        threading.Thread(target=act, args=(two, one)),
    ])  # fmt: skip
    assert sorted(outcomes) == ["merged", "refused"]
    assert Body.objects.filter(closed_on__isnull=True).count() == 2
    assert rows() == reference(today())
    run_jobs()


def test_figures_roll_up_both_lines_and_count_a_body_in_both_once(union):
    both = body("Both", branch=union.mine, territory=union.mine)
    members = {union.mine.pk: 10, union.mill.pk: 4, union.port.pk: 100, both.pk: 1000}
    values = ", ".join(f"({pk}, {n}, {n * 2})" for pk, n in members.items())
    figures = f"select * from (values {values}) v (body_id, members, women)"
    with connection.cursor() as cursor:
        cursor.execute(selectors.rollup_sql(figures, ["members", "women"]))
        once = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(
            selectors.rollup_sql(
                figures, ["members"], each_line=True, where="p.ancestor_id = any(%s)"
            ),
            [[union.mine.pk, union.karaganda.pk]],
        )
        lines = set(cursor.fetchall())
    assert once[union.centre.pk] == (1114, 2228)
    assert once[union.miners.pk] == (1110, 2220)
    assert once[union.karaganda.pk] == (1014, 2028)
    assert once[union.mine.pk] == (1010, 2020)
    assert lines == {
        ("branch", union.mine.pk, 1010), ("territory", union.mine.pk, 1010),
        ("territory", union.karaganda.pk, 1014),
    }  # fmt: skip
