"""Every page asks the database as often when there is much as when there is little."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.orgs import services as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals import services as appeals
from ortaq.modules.membership import services as membership
from tests import world as worlds
from tests.permissions import places, table
from tests.permissions.test_walk import addresses

READERS = ("aigul", "saule", "daniyar", "karlygash", "admin")
SOME, MORE = 2, 4
MOST = 40  # queries a page; sessions and the reader's mandates are among them


@pytest.fixture(scope="module")
def counts(django_db_setup, django_db_blocker) -> Iterator[tuple[dict, dict]]:
    """Count where there is some of everything, let it grow, count again."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build()
        paths = addresses(world)
        _grow(world, range(SOME))
        before = _count(world, paths)
        _grow(world, range(SOME, SOME + MORE))
        yield before, _count(world, paths)
        transaction.set_rollback(True)


def _count(world: worlds.World, paths: dict[str, str]) -> dict[tuple[str, str], int]:
    """Count on the pages that each reader is promised; what is refused, the walk looks at."""
    found, promised = {}, table.read()
    caches["local"].clear()  # what is kept some minutes may run out between two counts
    for person in READERS:
        client = Client(raise_request_exception=False)
        worlds.sign_in(client, world.people[person])
        for name, path in paths.items():
            is_shown = promised.get((name, "GET"), {}).get(person) == "200"
            if not is_shown or name in places.RECORDED_READING | places.REHEARSED:
                continue
            connection.queries_log.clear()  # it holds 9,000, and says so when it is full
            with transaction.atomic(), CaptureQueriesContext(connection) as queries:
                response = client.get(path)
                response.getvalue()  # a file is read to its end, and so closed
                transaction.set_rollback(True)
            if response.status_code == 200:
                found[person, name] = len(queries)
    return found


def _grow(world: worlds.World, numbers: range) -> None:
    who, at = world.people, world.bodies
    for number in numbers:
        person = accounts.register_person(
            actor=None,
            family_name=f"Жаңаев{number}",
            given_name="Ерболат",
            email=f"more{number}@example.kz",
        )
        who[f"more{number}"] = person
        worlds.join(world, f"more{number}", "mine", "saule")
        worlds.appeal(world, f"more{number}", 100 + number, "Overtime was not paid.")
        own = worlds.appeal(world, "aigul", 200 + number, "And the next month?")
        appeals.take_appeal(officer=who["daniyar"], appeal=own)
        appeals.answer_appeal(officer=who["daniyar"], appeal=own, text="Neither.")
        hopeful = accounts.register_person(
            actor=None,
            family_name="Үмітов",
            given_name=f"Арман{number}",
            email=f"hope{number}@example.kz",
        )
        membership.apply_for_membership(user=hopeful, body=at["mine"])
        accounts.ask_correction(person=person, family_name="Жаңа")
        worlds._open(
            world,
            f"pit{number}",
            "primary",
            worlds.KARAGANDA,
            branch=at["miners"],
            territory=at["karaganda"],
        )
        orgs.propose_mandate(
            actor=who["admin"],
            user=person,
            body=at["mine"],
            kind=Kind.TRAINER,
            since=worlds.LONG_AGO,
        )
        accounts.open_record(
            reader=who["karlygash"], person=who["aigul"], purpose="A second look at it", post="–"
        )
        accounts.record_breach(
            actor=who["admin"],
            discovered_at=world.breach.discovered_at,
            what_happened="Another one.",
            kinds_of_data="names",
        )
    worlds.run_jobs()


def test_no_page_asks_once_a_row(counts):
    before, after = counts
    grown = [
        f"{name} as {person}: {before[person, name]} → {count} queries"
        for (person, name), count in after.items()
        if count > before.get((person, name), count) + 1  # one for a page's "is there more?"
    ]

    assert not grown, "\n".join(grown)


def test_no_page_asks_too_often(counts):
    _before, after = counts
    many = [f"{name} as {who}: {count}" for (who, name), count in after.items() if count > MOST]

    assert not many, "\n".join(many)
