"""The closure table against a brute-force reference, through moves of every kind."""

import random
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection

from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.orgs import services
from ortaq.foundation.orgs.factories import LONG_AGO, body, today
from ortaq.foundation.orgs.models import Body, Line, Link, Path
from ortaq.foundation.orgs.selectors import parent_on
from ortaq.foundation.orgs.services import CycleError

DAY = timedelta(days=1)


def rows() -> set[tuple[str, int, int, int]]:
    return set(Path.objects.values_list("line", "ancestor_id", "descendant_id", "depth"))


def reference(day) -> set[tuple[str, int, int, int]]:
    """Walk from every body up to its top, by the links of a day, in plain Python."""
    parents = {
        (link.line, link.child_id): link.parent_id
        for link in Link.objects.all()
        if link.since <= day and (link.until is None or day < link.until)
    }
    found = set()
    for pk in Body.objects.values_list("pk", flat=True):
        for line in Line:
            above, depth = pk, 0
            while above is not None:
                found.add((str(line), above, pk, depth))
                above, depth = parents.get((line, above)), depth + 1
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_random_walk_of_moves_agrees_with_brute_force(db, seed):
    rng = random.Random(seed)
    bodies = [body("Centre", Body.Level.CENTRE)]
    for n in range(14):
        above = rng.choice([None, *bodies])
        bodies.append(body(f"Primary {n}", branch=above, territory=rng.choice(bodies)))
    refused = 0
    for _step in range(60):
        moved, line = rng.choice(bodies[1:]), rng.choice(list(Line))
        try:
            services.move_body(
                actor=None, body=moved, line=line, parent=rng.choice([None, *bodies]),
                on=today(),
            )  # fmt: skip
        except services.CycleError:
            refused += 1
        except services.AlreadyThereError:
            pass
        assert rows() == reference(today())
    assert refused > 3
    incremental = rows()
    assert services.rebuild_paths() == len(incremental)
    assert rows() == incremental


def test_a_random_walk_with_dated_moves_and_missed_nights(db, time_machine_day):
    rng = random.Random(5)
    bodies = [body("Centre", Body.Level.CENTRE)]
    bodies += [body(f"Primary {n}", branch=bodies[0], territory=bodies[0]) for n in range(7)]
    for step in range(50):
        moved, line = rng.choice(bodies[1:]), rng.choice(list(Line))
        on = today() + rng.choice([-1, 0, 0, 1, 2, 5]) * DAY
        with suppress(services.BodyError):
            services.move_body(
                actor=None, body=moved, line=line, parent=rng.choice([None, *bodies]), on=on
            )
        assert rows() == reference(today())
        if step % 3 == 0:
            time_machine_day(today() + rng.choice([1, 1, 4]) * DAY)
            services.apply_dated_links()
            assert rows() == reference(today())
    assert Link.objects.filter(pending=True, until__isnull=True, since__lte=today()).count() == 0


def test_two_planned_moves_that_only_together_make_a_circle_are_refused(union):
    shop, hall = body("Shop", branch=union.mine), body("Hall", branch=union.mine)
    services.move_body(actor=None, body=shop, line=Line.BRANCH, parent=hall, on=today() + 9 * DAY)
    with pytest.raises(CycleError, match="Shop"):
        services.move_body(actor=None, body=hall, line=Line.BRANCH, parent=shop, on=today())
    # Before that day it would be no circle, so a stay that ends in time is another matter.
    assert parent_on(hall, line=Line.BRANCH, day=today()) == union.mine


def test_bodies_that_change_places_on_one_night_do_not_trip_over_each_other(
    union, time_machine_day
):
    upper = body("Upper", branch=union.mine)
    lower = body("Lower", branch=upper)
    day = today() + DAY
    services.move_body(actor=None, body=lower, line=Line.BRANCH, parent=union.mine, on=day)
    services.move_body(actor=None, body=upper, line=Line.BRANCH, parent=lower, on=day)
    time_machine_day(day)
    assert services.apply_dated_links() == 2
    assert rows() == reference(day)
    assert services.apply_dated_links() == 0


def test_a_body_is_never_below_itself(union):
    for target in (union.mine, union.miners, union.centre):
        with pytest.raises(services.BodyError):
            services.move_body(
                actor=None, body=union.miners, line=Line.BRANCH, parent=union.port, on=today()
            )
        assert Path.objects.filter(ancestor=target, descendant=target, depth=0).count() == 2


def test_moving_a_branch_takes_everything_below_with_it_in_one_statement(
    union, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as asked:
        services.move_body(
            actor=None, body=union.mine, line=Line.TERRITORY, parent=union.aktau, on=today()
        )
    assert sum("delete from orgs_path" in (q["sql"] or "") for q in asked) == 1
    assert rows() == reference(today())


def join(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_two_people_moving_at_the_same_moment_cannot_make_a_circle():
    top = body("Centre", Body.Level.CENTRE)
    bodies = [body(f"Primary {n}", branch=top) for n in range(6)]
    barrier = threading.Barrier(2)
    outcomes: list[str] = []

    def move(pairs: list[tuple[Body, Body]]) -> None:
        try:
            for child, parent in pairs:
                barrier.wait(20)
                try:
                    services.move_body(
                        actor=None, body=Body.objects.get(pk=child.pk), line=Line.BRANCH,
                        parent=parent, on=today(),
                    )  # fmt: skip
                    outcomes.append("moved")
                except CycleError:
                    outcomes.append("refused")
        finally:
            connection.close()

    pairs = [(bodies[0], bodies[1]), (bodies[2], bodies[3]), (bodies[4], bodies[5])]
    join([
        threading.Thread(target=move, args=(pairs,)),
        threading.Thread(target=move, args=([(b, a) for a, b in pairs],)),
    ])  # fmt: skip
    assert sorted(outcomes) == ["moved"] * 3 + ["refused"] * 3
    assert rows() == reference(today())
    run_jobs()


@pytest.mark.django_db(transaction=True)
def test_a_body_cannot_get_a_child_while_it_is_being_closed():
    top = body("Centre", Body.Level.CENTRE)
    upper, lower = body("Upper", branch=top), body("Lower", branch=top)
    barrier = threading.Barrier(2)
    errors: list[type[Exception]] = []

    def act(function) -> None:
        try:
            barrier.wait(20)
            function()
        except services.BodyError as error:
            errors.append(type(error))
        finally:
            connection.close()

    join([
        threading.Thread(target=act, args=(
            lambda: services.close_body(actor=None, body=upper, on=today()),
        )),
        threading.Thread(target=act, args=(
            lambda: services.move_body(
                actor=None, body=lower, line=Line.BRANCH, parent=upper, on=today()
            ),
        )),
    ])  # fmt: skip
    assert errors in ([services.BodyInUseError], [services.ClosedBodyError])
    assert today() > LONG_AGO
