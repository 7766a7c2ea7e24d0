"""Every address of the house × every kind of person, GET and POST, against expected.tsv.

A new address without a row fails. To write rows anew, run with WALK=write and then read
every changed cell: the file is what we promise, not what the program happens to do.

Cells: a status; 'login' sends to the sign-in; 'factor' sends to the set-up of a second factor.
"""

import os
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client

from tests import world as worlds
from tests.architecture import plan
from tests.permissions import places
from tests.permissions.table import FILE, read, write

REFUSED = {"login", "factor", "401", "403", "404", "405"}
# Written by the machinery of sessions and throttling, whoever knocks.
MACHINERY = {"django_session", "usersessions_usersession", "cache_throttle"}
TOKEN = "a" * 32
WRITE = os.environ.get("WALK") == "write"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[worlds.World]:
    """One world for all walkers of a process; every step is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


def addresses(world: worlds.World) -> dict[str, str]:
    """Return the address behind each door, by its name (by its route where it has none)."""
    found = {}
    for door in plan.doors():
        name = f"/{door.route}" if door.is_operation or not door.name else door.name
        path = door.path(places.arguments(name, door.arguments, world))
        found[name] = path + places.QUERIES.get(name, "")
    return found


def walker(world: worlds.World, person: str) -> Client:
    """Return a browser of that person, with a token for its forms."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = TOKEN
    if person != "nobody":
        worlds.sign_in(client, world.people[person])
    return client


def step(
    client: Client, method: str, path: str, before: dict[str, int], body: str = ""
) -> tuple[str, str, dict[str, int]]:
    """Return the cell of one request, its words, and what it wrote where; then take it back.

    ``before`` is what had been written till then, and is brought up to date.
    """
    with transaction.atomic():
        form = FORM | ({"content_type": "application/json", "data": body} if body else {})
        response = client.generic(method, path, headers={"X-CSRFToken": TOKEN}, **form)
        content = response.getvalue()
        transaction.set_rollback(True)
    after = written()
    changed = {
        table: count - before.get(table, 0)
        for table, count in after.items()
        if count != before.get(table, 0) and table not in MACHINERY
    }
    before.update(after)
    return cell(response), content.decode(errors="replace"), changed


def leaks(name: str, person: str, content: str) -> list[str]:
    """Return what of Aigul's this person should not have met here."""
    if person in places.READERS_AT.get(name, ()):
        return []
    return [
        f"{name} shows {person}: {words}"
        for words, readers in places.READERS.items()
        if person not in readers and words in content
    ]


FACTOR = ("/account/second-factor", "/account/2fa/reauthenticate")
FORM = {"content_type": "application/x-www-form-urlencoded"}


def cell(response) -> str:
    target = response.headers.get("Location", "")
    if response.status_code in {301, 302, 303} and target.startswith("/account/login"):
        return "login"
    if response.status_code in {301, 302, 303} and target.startswith(FACTOR):
        return "factor"
    return str(response.status_code)


def written() -> dict[str, int]:
    """Return the number of rows written in this transaction, by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())


@pytest.mark.parametrize("person", worlds.PEOPLE)
def test_everybody_meets_what_is_promised(world, person):
    expected = read()
    met, silent_writes, leaked = {}, [], []
    client = walker(world, person)
    cookies, before = client.cookies.copy(), written()
    for name, path in addresses(world).items():
        for method, body in (("GET", ""), ("POST", places.BODIES.get(name, ""))):
            client.cookies = cookies.copy()  # as if nothing had been done before
            met[name, method], content, changed = step(client, method, path, before, body)
            leaked += leaks(name, person, content)
            reading = method == "GET" and name not in places.RECORDED_READING | places.REHEARSED
            if changed and (reading or met[name, method] in REFUSED):
                silent_writes.append(f"{method} {path} → {met[name, method]}: {changed}")
    if WRITE:
        write(person, met)
        return

    differences = [
        f"{method} {name}: promised {expected.get((name, method), {}).get(person)}, met {result}"
        for (name, method), result in met.items()
        if expected.get((name, method), {}).get(person) != result
    ]
    assert not differences, "\n".join(differences)
    assert not silent_writes, "\n".join(silent_writes)
    assert not leaked, "\n".join(leaked)


def test_every_address_has_its_rows_and_no_row_is_left_over(world):
    rows = {name for name, _method in read()}

    assert rows == set(addresses(world))


def test_nothing_breaks_anywhere():
    broken = [
        f"{method} {name} {person}"
        for (name, method), cells in read().items()
        for person, result in cells.items()
        if result.startswith("5")
    ]

    assert not broken, "\n".join(broken)


def test_the_stranger_meets_no_more_than_a_person_with_an_account():
    """Marat sees his own things, public pages, and no object of anybody."""
    for (name, method), cells in read().items():
        if name in places.OBJECTS and cells["marat"] not in REFUSED:
            assert cells["nobody"] == cells["marat"], f"{method} {name}"


def test_posts_without_the_token_are_refused(world):
    client = Client(enforce_csrf_checks=True)
    worlds.sign_in(client, world.people["aigul"])
    passed = []
    for name, path in addresses(world).items():
        with transaction.atomic():
            response = client.post(path)
            transaction.set_rollback(True)
        refused = response.status_code in {403, 404, 405}
        if not refused and name not in places.WITHOUT_TOKEN:
            passed.append(f"{name}: {response.status_code}")

    assert not passed, "\n".join(passed)


def test_the_file_reads_as_it_is_written():
    text = FILE.read_text()
    people = text.splitlines()[0].split("\t")[2:]

    assert people == list(worlds.PEOPLE)
