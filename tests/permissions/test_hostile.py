"""Nothing that a stranger types makes the house stumble.

Hostile words in the queries and the addresses of every door, as people who open most of them, and
right forms with one wrong value. A refusal is right, a page is right; a 5xx is not.
"""

import base64
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from tests import world as worlds
from tests.architecture import plan
from tests.permissions import places

PEOPLE = ("aigul", "admin")  # a member; the keeper of the installation
FORM = "application/x-www-form-urlencoded"
NUL, HUGE, LAST_DAY, FIRST_DAY = "a\0b", "9" * 30, "9999-12-31", "0001-01-01"
WORDS = (NUL, HUGE, LAST_DAY, FIRST_DAY, "\u202e'\"--%s{0}" * 50)
ASKED = (
    "q", "name", "body", "line", "under", "of", "next", "actor", "subject", "since", "until",
    "number", "level", "limit", "region", "action", "id", "page", "kind",
)  # fmt: skip
ADDRESSED = ("2026-000001%00", HUGE, "%FF")


def mark(*values: Any) -> str:
    """Return the mark of a page as we write it, with what we would never write into it."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


ODD = (NUL, 10**30, float("inf"), [], None, "\ud800", "9999-12-31T23:59:59-23:59", FIRST_DAY)
MARKS = (base64.urlsafe_b64encode(b"[" * 5000).decode(), *(mark(*[v] * 2) for v in ODD))
LISTS = ("/my/appeals/", "/account/data/openings/", "/api/v1/bodies/")

# A right form of each kind; each value in turn is spoilt by each of the words.
RIGHT = {
    ("bolat", "/account/data/correct/"): {
        "family_name": "A", "given_name": "B", "born_on": "1990-01-01",
    },
    ("aigul", "/my/messages/settings/"): {
        "digest": "daily", "quiet_from": "22:00", "quiet_until": "07:00",
    },
    ("aigul", "/account/data/address/"): {"address": "new@example.kz"},
    ("admin", "/desk/breaches/new/"): {
        "discovered_at": "2026-11-20T10:00", "what_happened": "A", "kinds_of_data": "B",
        "people_count": "3", "measures": "C",
    },
    ("admin", "/desk/bodies/{mine}/move/"): {
        "line": "territory", "parent": "{territory}", "on": "2026-11-20", "ground": "Minutes 1",
    },
    ("admin", "/desk/bodies/{mine}/rename/"): {"name_kk": "A", "name_ru": "B", "name_en": "C"},
    ("admin", "/desk/bodies/new/"): {
        "name_kk": "A", "level": "primary", "branch": "{branch}", "kato": "351010000",
        "opened_on": "2026-11-20",
    },
    ("admin", "/desk/mandates/new/?body={mine}"): {
        "address": "bolat@example.kz", "family_name": "Қасымов", "kind": "trainer",
        "since": "2026-11-20", "until": "2027-11-20", "ground": "Minutes 1",
    },
    ("admin", "/desk/mandates/{mandate}/end/"): {"until": "2026-11-20", "ground": "Minutes 1"},
}  # fmt: skip


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[worlds.World]:
    """One world for all; every step is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _patient(settings):
    settings.ACCOUNT_RATE_LIMITS = {}  # or most answers would be 429


def client_of(world: worlds.World, person: str) -> Client:
    client = Client(raise_request_exception=False)
    worlds.sign_in(client, world.people[person])
    return client


def status(client: Client, method: str, path: str, words: dict[str, str] | None = None) -> int:
    """Return the status of one request, and take back what it did."""
    body = {"data": urlencode(words), "content_type": FORM} if words is not None else {}
    with transaction.atomic():
        response = client.generic(method, path, **body)
        response.getvalue()
        transaction.set_rollback(True)
    return response.status_code


def pages(world: worlds.World) -> Iterator[str]:
    for door in plan.doors():
        name = f"/{door.route}" if door.is_operation or not door.name else door.name
        yield door.path(places.arguments(name, door.arguments, world))


@pytest.mark.parametrize("person", PEOPLE)
def test_no_query_breaks_a_page(world, person):
    client = client_of(world, person)
    asked = [
        f"{path}?{urlencode(dict.fromkeys(ASKED, word))}"
        for path in pages(world)
        if status(client, "GET", path) == 200
        for word in WORDS[:3]
    ]
    asked += [f"/desk/audit/{file}?{word}={day}" for file in ("", "entries.csv")
              for word in ("since", "until") for day in (FIRST_DAY, LAST_DAY)]  # fmt: skip
    broken = [path[:120] for path in asked if status(client, "GET", path) >= 500]

    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("person", PEOPLE)
def test_no_address_breaks(world, person):
    client = client_of(world, person)
    given = [(door, name) for door in plan.doors() for name in door.arguments]
    broken = []
    for door, name in given:
        route = re.sub(rf"<(\w+:)?{name}>|\(\?P<{name}>[^)]*\)", "WORD", "/" + door.route)
        route = re.sub(r"<(\w+:)?\w+>|\(\?P<\w+>[^)]*\)", "1", route).replace("^", "")
        for word in ADDRESSED:
            path = route.replace("WORD", word).rstrip("$")
            broken += [path for method in ("GET", "POST") if status(client, method, path) >= 500]

    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("path", LISTS)
def test_no_mark_of_a_page_breaks_a_list(world, path):
    client = client_of(world, "aigul")
    asked = [f"{path}?{way}={found}" for found in MARKS for way in ("after", "before")]
    broken = [address[:120] for address in asked if status(client, "GET", address) >= 500]

    assert status(client, "GET", path) == 200
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(("person", "path"), RIGHT)
def test_one_wrong_value_breaks_no_form(world, person, path):
    things = {
        "mine": world.mine.pk, "branch": world.miners.pk, "territory": world.almaty.pk,
        "mandate": world.mandate.pk,
    }  # fmt: skip
    client, address = client_of(world, person), path.format(**things)
    right = {name: value.format(**things) for name, value in RIGHT[person, path].items()}
    broken = [
        f"{name} {word[:20]!r}"
        for name in right
        for word in (*WORDS, f"{LAST_DAY}T23:59", f"{FIRST_DAY}T00:00", "-1", "")
        if status(client, "POST", address, {**right, name: word}) >= 500
    ]

    assert status(client, "POST", address, right) == 302
    assert not broken, "\n".join(broken)
