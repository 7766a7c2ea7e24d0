"""A confidential appeal: the author's name is nowhere but with the author and the holder.

Every page that could show an appeal is asked here by those who read most; the walk of
tests/permissions asks every page as everybody, for a guest whose name only his officer knows.
"""

import json
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from ortaq.foundation.accounts import personal
from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.audit.sentences import sentence_of
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.files.services import store
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals import services
from ortaq.modules.appeals.models import Appeal, Move, Note
from ortaq.modules.appeals.services import Intake
from ortaq.modules.appeals.tests.factories import World, world
from ortaq.modules.appeals.workflow import Secrecy
from ortaq.modules.membership.tests.clients import as_

if TYPE_CHECKING:
    from django.test import Client

# Pages of people, bodies and workplaces name members by themselves, and no appeal.
ROOMS = ("desk/appeals/", "desk/audit/", "desk/person/", "desk/letters", "desk/hearings",
         "desk/talk", "my/", "api/v1/appeals")  # fmt: skip

pytestmark = pytest.mark.django_db
NAME = "Жасырынова"


def _pages(appeal: Appeal) -> list[str]:
    """Return every page of the desk, the member and the API that can be asked by these keys."""
    values = {
        "number": appeal.number,
        "pk": str(appeal.body_id),
        "public_id": str(appeal.author.public_id),
        "form": "csv",
    }
    found: list[str] = []

    def walk(prefix: str, patterns: list[URLPattern | URLResolver]) -> None:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(route, pattern.url_patterns)
                continue
            for name, converter in pattern.pattern.converters.items():
                kind = type(converter).__name__.removesuffix("Converter").lower()
                value = values.get(name, "")
                for spoken in (f"<{kind.replace('string', 'str')}:{name}>", f"<{name}>"):
                    route = route.replace(spoken, value)
            if "<" not in route and (route == "desk/" or route.startswith(ROOMS)):
                found.append(f"/{route}")

    walk("", get_resolver().url_patterns)
    query = f"?q={appeal.number}"
    return [*found, "/desk/appeals/?of=desk", f"/desk/search/{query}", f"/desk/appeals/{query}"]


@pytest.fixture
def w() -> World:
    w = world()
    w.aigul.family_name = NAME
    w.aigul.save(update_fields=["family_name"])
    return w


def _asked(w: World) -> Appeal:
    file = store(owner=w.aigul, name="1.txt", stream=BytesIO(b"Words of a letter."))
    appeal = services.submit_appeal(
        author=w.aigul,
        body=w.union.mine,
        topic="pay",
        text="The bonus was not paid.",
        idempotency_key=uuid4(),
        files=[file],
        intake=Intake(secrecy=Secrecy.CONFIDENTIAL),
    )
    services.take_appeal(officer=w.daniyar, appeal=appeal)
    services.write_to_member(officer=w.daniyar, appeal=appeal, text="I have asked the plant.")
    Note.objects.create(
        appeal=appeal, officer=w.daniyar, text="Call the plant", at=appeal.submitted_at
    )
    return Appeal.objects.get(pk=appeal.pk)


def _readers(w: World) -> dict[str, User]:
    colleague, auditor, centre = (person(name) for name in ("Timur", "Asel", "Gulnara"))
    mandate(colleague, w.union.miners, Kind.LAWYER)
    mandate(auditor, w.union.centre, Kind.AUDITOR)
    mandate(centre, w.union.centre, Kind.OFFICER)
    return {
        "colleague at the desk": colleague,
        "chair of the primary": w.saule,
        "officer of the region": w.nurlan,
        "auditor": auditor,
        "centre": centre,
        "another member": w.bota,
    }


def test_no_page_shows_the_name_beside_the_appeal(w: World) -> None:
    appeal = _asked(w)
    run_jobs()
    pages = _pages(appeal)
    assert len(pages) > 25
    seen = 0
    for who, reader in _readers(w).items():
        client: Client = as_(reader)
        for page in pages:
            response = client.get(page)
            if response.status_code != 200:
                continue
            body = b"".join(response) if response.streaming else response.content
            text = body.decode(errors="replace")
            if appeal.number in text or f"/desk/appeals/{appeal.number}" in page:
                seen += 1
                assert NAME not in text, f"{page} shows the name to the {who}"
        for query in (appeal.number, NAME):
            text = client.post("/desk/search/", {"q": query}).content.decode()
            assert not (NAME in text and appeal.number in text), f"search, {who}"
    assert seen > 5  # the register, the trail and the desk do show the appeal itself
    mine = as_(w.daniyar).get(f"/desk/appeals/{appeal.number}/").content.decode()
    assert NAME in mine


def test_neither_messages_nor_the_trail_nor_others_copies_hold_the_name(w: World) -> None:
    appeal = _asked(w)
    services.hand_over_appeal(
        actor=w.daniyar, appeal=appeal, officer=w.saule, reason="Nearer to the plant"
    )
    run_jobs()
    about = Entry.objects.filter(subject_type="appeals.appeal", subject_id=str(appeal.pk))
    assert about.count() >= 4
    for entry in about:
        assert NAME not in sentence_of(entry) + json.dumps(entry.params, ensure_ascii=False)
    for message in Message.objects.all():
        assert NAME not in json.dumps(message.params, ensure_ascii=False) + message.url
    for reader in (w.daniyar, w.saule):
        for data in personal.registered():
            assert NAME not in str(data.export(reader)), data.name
    assert Move.objects.filter(appeal=appeal, words__contains=NAME).count() == 0
