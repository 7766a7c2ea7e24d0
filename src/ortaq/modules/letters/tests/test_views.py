"""Pages of letters: the desk's, the member's, and those that need no account."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.letters.models import Answer, Enclosure, Letter, Solution
from ortaq.modules.letters.tests.factories import World, appeal, drafted, link_of, sent, world
from ortaq.modules.letters.tokens import new_token

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def w() -> World:
    cache.clear()
    return world()


def _sign_in(client: Client, user: User) -> None:
    """Sign in as if the second factor had been shown too."""
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}
    ]
    session.save()


def _fetched(response: HttpResponseBase) -> HttpResponseBase:
    """Read a file to its end, so that it is closed."""
    assert b"".join(response)
    return response


def _desk(name: str, letter: Letter) -> str:
    return reverse(f"letters-desk:{name}", args=[letter.public_id])


def test_an_officer_writes_and_the_member_lets_it_leave(w: World, client: Client) -> None:
    got = appeal(w, taken=True)
    _sign_in(client, w.daniyar)
    assert "letters/new/" in client.get(f"/desk/appeals/{got.number}/").content.decode()
    new = reverse("letters-desk:new", args=[got.number]) + "?kind=demand"
    assert client.get(new).status_code == 200
    assert client.post(new, {"to_name": ""}).status_code == 422
    words = {
        "language": "kk", "to_name": "ЖШС «Шахта»", "to_email": "office@mine.example",
        "facts": f"Сыйақы төленбеді. {SCRIPT}", "asks": "Төлеу", "names_member": "yes",
    }  # fmt: skip
    assert client.post(new, words).status_code == 302
    letter = Letter.objects.get()
    assert client.post(_desk("prepare", letter)).status_code == 302
    shown = client.get(_desk("show", letter)).content.decode()
    assert SCRIPT not in shown
    assert "&lt;script&gt;" in shown
    assert client.post(_desk("send", letter), {"carrier": "paper"}).status_code == 302
    letter.refresh_from_db()
    assert letter.sent_at is None  # no word yet
    member = Client()
    _sign_in(member, w.aigul)
    own = reverse("letters:show", args=[letter.public_id])
    assert letter.digest in member.get(own).content.decode()
    assert own in member.get(f"/my/appeals/{got.number}/").content.decode()
    own_pdf = reverse("letters:pdf", args=[letter.public_id])
    assert _fetched(member.get(own_pdf)).status_code == 200
    assert member.get(_desk("show", letter)).status_code == 404
    approve = reverse("letters:approve", args=[letter.public_id])
    member.post(approve, {"digest": "0" * 64})
    letter.refresh_from_db()
    assert letter.state == "waiting"
    member.post(approve, {"digest": letter.digest})
    cover = client.post(_desk("send", letter), {"carrier": "paper"})
    assert cover.status_code == 200
    assert cover["Cache-Control"] == "private, no-store"
    token = cover.content.decode().partition("/answer/")[2].partition("/")[0]
    assert Client().get(reverse("letters-public:answer", args=[token])).status_code == 200
    for name in ("pdf", "docx"):
        got_file = _fetched(client.get(_desk(name, letter)))
        assert f"letter-{letter.year}-{letter.seq}.{name}" in got_file["Content-Disposition"]
    stranger = Client()
    _sign_in(stranger, w.marat)
    for url in (own, _desk("show", letter), _desk("pdf", letter), new):
        assert stranger.get(url).status_code == 404, url
    assert stranger.get(reverse("letters-desk:index")).status_code == 403


def test_the_registry_has_its_shelves(w: World, client: Client) -> None:
    letter, _token = sent(appeal(w, taken=True))
    _sign_in(client, w.daniyar)
    index = reverse("letters-desk:index")
    for shelf, there in (
        ("", 1),
        ("drafts", 0),
        ("approval", 0),
        ("ready", 0),
        ("reply", 1),
        ("x", 1),
    ):
        page = client.get(index, {"shelf": shelf}).content.decode()
        assert (str(letter.public_id) in page) is bool(there), shelf
        assert w.aigul.given_name not in page  # a list names nobody


def test_a_counterpart_replies_without_an_account(w: World, client: Client) -> None:
    letter, token = sent(appeal(w, taken=True))
    page = reverse("letters-public:answer", args=[token])
    first = client.get(page)
    assert "noindex" in first["X-Robots-Tag"]
    assert w.aigul.email not in first.content.decode()
    key = str(uuid4())
    data = {
        "what": "reply", "key": key, "text": f"Да {SCRIPT}", "writer": "Дир",
        "attachments": SimpleUploadedFile("приказ.txt", b"order", "text/plain"),
    }  # fmt: skip
    assert client.post(page, data).status_code == 302
    data["attachments"] = SimpleUploadedFile("приказ.txt", b"order", "text/plain")
    assert client.post(page, data).status_code == 302  # a double click
    assert Answer.objects.count() == Enclosure.objects.count() == 1
    assert SCRIPT not in client.get(page).content.decode()
    assert "order" not in client.get(page).content.decode()
    program = SimpleUploadedFile("a.exe", b"MZ\x90\x00" + b"\x00" * 64)
    refused = {**data, "key": str(uuid4()), "attachments": program}
    assert client.post(page, refused).status_code == 422
    assert client.post(page, {"what": "reply", "key": "x", "text": ""}).status_code == 422
    assert client.post(page, {"what": "drop table"}).status_code == 200
    assert Answer.objects.count() == 1
    file = Enclosure.objects.get()
    _sign_in(client, w.daniyar)
    shown = client.get(_desk("show", letter)).content.decode()
    assert SCRIPT not in shown
    theirs = reverse("letters-desk:file", args=[file.pk])
    assert _fetched(client.get(theirs)).status_code == 200
    member = Client()
    _sign_in(member, w.aigul)
    own = reverse("letters:show", args=[letter.public_id])
    assert "&lt;script&gt;" not in member.get(own).content.decode()
    client.post(reverse("letters-desk:release", args=[Answer.objects.get().pk]))
    assert "&lt;script&gt;" in member.get(own).content.decode()
    assert member.get(reverse("letters-desk:file", args=[file.pk])).status_code == 404


def test_hostile_links(w: World, client: Client, settings: Any) -> None:
    letter, token = sent(appeal(w, taken=True))
    for wrong in (new_token(), token[:-1] + "_", "x", "..%2f..", "ә" * 48):
        url = reverse("letters-public:answer", args=[wrong])
        assert client.get(url).status_code == 410, wrong
        assert client.post(url, {"what": "reply"}).status_code == 410
    pdf = reverse("letters-public:answer_pdf", args=[token])
    assert _fetched(client.get(pdf)).status_code == 200
    desk = Client()
    _sign_in(desk, w.daniyar)
    desk.post(_desk("link", letter), {"what": "end"})
    assert client.get(pdf).status_code == 410
    assert client.get(reverse("letters-public:answer", args=[token])).status_code == 410
    page = desk.post(_desk("link", letter), {"what": "paper"}).content.decode()
    again = page.partition("/answer/")[2].partition("/")[0]
    url = reverse("letters-public:answer", args=[again])
    assert client.get(url).status_code == 200
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"answer_link": "3/m/ip"}
    cache.clear()
    answers = [client.get(url).status_code for _n in range(4)]
    assert answers == [200, 200, 200, 429]


def test_a_solution_is_agreed_by_the_link(w: World, client: Client) -> None:
    letter, token = sent(appeal(w, taken=True))
    desk = Client()
    _sign_in(desk, w.daniyar)
    named = {"text": f"{w.aigul.full_name} получит", "check_on": "2030-01-10"}
    assert desk.post(_desk("propose", letter), named).status_code == 422
    words = {"text": "Премия до 1 мая", "check_on": "2030-01-10"}
    assert desk.post(_desk("propose", letter), words).status_code == 302
    page = reverse("letters-public:answer", args=[token])
    assert "Премия до 1 мая" in client.get(page).content.decode()
    other = {"what": "words", "text": "Премия до 1 июня", "writer": "Дир"}
    assert client.post(page, other).status_code == 302
    shown = desk.get(_desk("show", letter)).content.decode()
    assert "<ins>" in shown
    desk.post(_desk("confirm", letter), {"version": "2", "may_be_public": "on"})
    agreed = Solution.objects.get()
    assert agreed.agreed_at
    assert agreed.printed_digest in client.get(page).content.decode()
    desk.post(_desk("check", letter), {"done": "partly"})
    desk.post(_desk("close", letter))
    desk.post(_desk("publish", letter))
    agreed.refresh_from_db()
    assert agreed.union_public
    desk.post(_desk("close", letter))
    agreed.refresh_from_db()
    assert (agreed.done, agreed.union_public) == ("partly", False)
    member = Client()
    _sign_in(member, w.aigul)
    member.post(reverse("letters:done", args=[letter.public_id]), {"done": "yes"})
    agreed.refresh_from_db()
    assert agreed.member_done == "yes"
    late = {"what": "accept", "version": "1", "writer": "Дир"}
    assert client.post(page, late).status_code == 302  # told that it is agreed already
    assert link_of(token).letter == letter


def test_a_letter_that_tells_too_much_is_not_made(w: World, client: Client) -> None:
    got = appeal(w, taken=True)
    Appeal.objects.filter(pk=got.pk).update(secrecy="confidential")
    letter = drafted(got, names_member=False, facts=f"Ждёт {w.aigul.family_name}.")
    _sign_in(client, w.daniyar)
    client.post(_desk("prepare", letter))
    letter.refresh_from_db()
    assert letter.state == "draft"
    change = client.get(_desk("change", letter))
    assert change.status_code == 200
    words = {
        "language": "ru", "to_name": "ЖШС", "facts": "Премии нет.", "asks": "",
        "names_member": "no",
    }  # fmt: skip
    assert client.post(_desk("change", letter), words).status_code == 302
    client.post(_desk("prepare", letter))
    letter.refresh_from_db()
    assert letter.state == "ready"
    member = Client()
    _sign_in(member, w.aigul)
    refuse = reverse("letters:refuse", args=[letter.public_id])
    assert member.post(refuse, {"words": ""}).status_code == 422
    member.post(refuse, {"words": "They would know me by the shift"})
    letter.refresh_from_db()
    assert letter.state == "refused"
    client.post(_desk("withdraw", letter))
    letter.refresh_from_db()
    assert letter.state == "withdrawn"
