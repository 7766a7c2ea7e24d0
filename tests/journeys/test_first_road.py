"""The first road, walked whole: join, ask, answer, read, rate, ask again."""

from collections.abc import Iterator
from datetime import time
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.services import register_person
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message, Preferences
from ortaq.foundation.orgs.factories import Union, mandate, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.lib.workdays import KZ
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.tests.factories import member
from tests.journeys.post_office import PostOffice, post_office
from tests.world import picture, sign_in

pytestmark = pytest.mark.django_db


def person(given: str, family: str, language: str = "en") -> User:
    """Return a person who is reached at any hour."""
    user = register_person(
        actor=None,
        given_name=given,
        family_name=family,
        email=f"{given.lower()}@example.org",
        language=language,
    )
    Preferences.objects.create(person=user, quiet_from=time(0), quiet_until=time(0))
    return user


class Town:
    """The people of the road, each with a browser."""

    def __init__(self) -> None:
        self.union: Union = union()
        self.aigul = person("Aigul", "Omarova")
        self.saule = person("Saule", "Akhmetova", "ru")
        self.daniyar = person("Daniyar", "Ospanov", "kk")
        self.marat = person("Marat", "Beisenov")
        mandate(self.saule, self.union.mine, Kind.CHAIR)
        mandate(self.daniyar, self.union.miners, Kind.LAWYER)

    def browser(self, user: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        sign_in(client, user)
        return client


@pytest.fixture
def office(settings) -> Iterator[PostOffice]:
    """Return the post office that takes all mail."""
    with post_office(settings) as opened:
        yield opened


@pytest.fixture
def town(db: None) -> Town:
    """Return the people of the road."""
    return Town()


def actions() -> list[tuple[str, str]]:
    """Return the trail of membership and appeals: who did what."""
    rows = Entry.objects.filter(action__regex=r"^(membership|appeals)\.").order_by("pk")
    return [(row.actor.given_name, row.action) for row in rows.select_related("actor")]


def joins(town: Town, office: PostOffice) -> None:
    """Aigul applies; the chair admits her."""
    aigul, saule = town.browser(town.aigul), town.browser(town.saule)
    aigul.post(f"/my/membership/apply/{town.union.mine.pk}/", {"consent": "on"})
    run_jobs()
    assert [to for to, _subject in office.emptied()] == ["saule@example.org"]
    waiting = Membership.objects.get(user=town.aigul)
    assert "Omarova Aigul" in saule.get("/desk/").content.decode()
    saule.post(f"/desk/members/applications/{waiting.pk}/", {"decision": "approve"})
    run_jobs()
    assert office.emptied() == [("aigul@example.org", "Welcome to the union")]


def asks(town: Town, office: PostOffice) -> Appeal:
    """She asks, with a photograph; the branch lawyer gets it and takes it."""
    aigul, daniyar = town.browser(town.aigul), town.browser(town.daniyar)
    photo = SimpleUploadedFile("slip.jpg", picture().read())
    data = {"key": str(uuid4()), "body": town.union.mine.pk, "topic": "pay", "attachments": photo}
    aigul.post("/my/appeals/new/", data | {"text": "The bonus was not paid."})
    run_jobs()
    got = Appeal.objects.get()
    assert got.holder == town.daniyar
    assert office.emptied() == [("daniyar@example.org", f"Сізге {got.number} өтініші келді")]
    daniyar.post(f"/desk/appeals/{got.number}/take/")
    home = aigul.get("/my/").content.decode()
    assert "Daniyar Ospanov has it until" in home
    assert "15 working days left" in home
    return got


def is_answered_by_half(town: Town, office: PostOffice, got: Appeal) -> None:
    """He answers with a paper; she reads, is not content, asks again."""
    aigul, daniyar = town.browser(town.aigul), town.browser(town.daniyar)
    paper = SimpleUploadedFile("order.txt", b"Order No. 7")
    answer = {"text": "Paid on Friday.", "attachments": paper}
    daniyar.post(f"/desk/appeals/{got.number}/answer/", answer)
    run_jobs()
    assert office.emptied() == [("aigul@example.org", f"Appeal {got.number} is answered")]
    page = aigul.get(f"/my/appeals/{got.number}/").content.decode()
    assert "Paid on Friday." in page
    assert "order.txt" in page
    aigul.post(f"/my/appeals/{got.number}/confirm/", {"verdict": "yes", "stars": "2"})
    aigul.post(f"/my/appeals/{got.number}/reopen/", {"reason": "Only half came"})
    run_jobs()
    assert office.emptied() == [("daniyar@example.org", f"{got.number} өтініші қайта ашылды")]
    got.refresh_from_db()
    assert (got.status, got.holder) == ("in_work", town.daniyar)
    assert KZ.between(timezone.localdate(), got.due_on) == 15


def test_from_stranger_to_answered_member(town: Town, office: PostOffice) -> None:
    joins(town, office)
    got = asks(town, office)
    is_answered_by_half(town, office, got)
    aigul, daniyar = town.browser(town.aigul), town.browser(town.daniyar)
    daniyar.post(f"/desk/appeals/{got.number}/answer/", {"text": "The rest is paid."})
    aigul.post(f"/my/appeals/{got.number}/confirm/", {"verdict": "yes", "stars": "5"})
    got.refresh_from_db()
    assert got.status == "closed"
    steps = aigul.get(f"/my/appeals/{got.number}/").context["steps"]
    assert [(step.title, step.who, step.state) for step in steps] == [
        ("Submitted; it came to Daniyar Ospanov", "You", "done"),
        ("Taken into work", "Daniyar Ospanov", "done"),
        ("Answered", "Daniyar Ospanov", "done"),
        ("Rated", "You", "done"),
        ("Reopened", "You", "done"),
        ("Answered", "Daniyar Ospanov", "done"),
        ("Rated", "You", "done"),
    ]
    assert actions() == [
        ("Aigul", "membership.applied"),
        ("Saule", "membership.approved"),
        ("Aigul", "appeals.submitted"),
        ("Daniyar", "appeals.taken"),
        ("Daniyar", "appeals.answered"),
        ("Aigul", "appeals.rated"),
        ("Aigul", "appeals.reopened"),
        ("Daniyar", "appeals.answered"),
        ("Aigul", "appeals.rated"),
    ]


def test_no_letter_message_or_trail_tells_who_asked_what(town: Town, office: PostOffice) -> None:
    aigul = town.browser(town.aigul)
    member(town.aigul, town.union.mine)
    aigul.post(
        "/my/appeals/new/",
        {"key": str(uuid4()), "body": town.union.mine.pk, "topic": "pay", "text": "Secretword"},
    )
    run_jobs()
    told = [letter.as_string() for _to, letter in office.letters]
    told += [str(letter.get_body()) for _to, letter in office.letters]
    told += [f"{m.kind} {m.params} {m.url}" for m in Message.objects.all()]
    told += [f"{e.action} {e.params}" for e in Entry.objects.filter(action__startswith="appeals")]
    assert told
    for text in told:
        assert "Secretword" not in text
        assert "Aigul" not in text
        assert "Omarova" not in text


def test_the_stranger_finds_every_door_shut(town: Town, office: PostOffice) -> None:
    member(town.aigul, town.union.mine)
    town.browser(town.aigul).post(
        "/my/appeals/new/",
        {"key": str(uuid4()), "body": town.union.mine.pk, "topic": "pay", "text": "Mine"},
    )
    got, marat = Appeal.objects.get(), town.browser(town.marat)
    for path in ("", "receipt/"):
        assert marat.get(f"/my/appeals/{got.number}/{path}").status_code == 404
    for path in ("confirm/", "reopen/", "withdraw/"):
        assert marat.post(f"/my/appeals/{got.number}/{path}", {"stars": 1}).status_code == 404
    for path in ("", "take/", "answer/", "hand-over/"):
        assert marat.post(f"/desk/appeals/{got.number}/{path}", {"text": "x"}).status_code == 404
    for path in ("/desk/", "/desk/members/", "/desk/appeals/", "/desk/appeals/register/"):
        assert marat.get(path).status_code == 403
    assert marat.get(f"/desk/person/{town.aigul.public_id}/").status_code == 404
