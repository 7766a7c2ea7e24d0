"""Who comes in by the machine door, what is refused, and in what form."""

import base64
import json
from uuid import uuid4

import pytest
from django.utils import translation

from ortaq.portals.api import door as doors
from ortaq.portals.api import me, problems

TOKEN = "a" * 32


def token(client) -> str:
    client.cookies["csrftoken"] = TOKEN
    return TOKEN


def is_problem(response, status: int) -> dict:
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert (body["type"], body["status"]) == ("about:blank", status)
    assert body["title"]
    return body


def post(client, url, data=None, *, with_token=True, **headers):
    extra = {"x-csrftoken": token(client)} if with_token else {}
    return client.post(
        url, json.dumps(data or {}), content_type="application/json", headers=extra | headers
    )


def test_nobody_is_asked_to_sign_in(door):
    assert is_problem(door().get("/api/v1/me/"), 401)["title"] == "Please sign in"
    for url in ("/api/v1/appeals/", "/api/v1/membership/"):
        is_problem(door().get(url), 401)


def test_aigul_sees_herself_and_her_own(door, world):
    client = door("aigul")
    body = client.get("/api/v1/me/").json()
    assert body == {
        "public_id": str(world.aigul.public_id),
        "name": "Әбдіқадырова Айгүл",
        "language": world.aigul.language,
        "mandates": [],
    }
    numbers = {row["number"] for row in client.get("/api/v1/appeals/").json()}
    assert {world.appeal.number, world.answered.number} <= numbers
    assert world.guests.number not in numbers


def test_daniyar_sees_his_mandate(door, world):
    (mandate,) = door("daniyar").get("/api/v1/me/").json()["mandates"]
    assert (mandate["kind"], mandate["body_id"]) == ("lawyer", world.mine.pk)
    assert mandate["body"]["en"] == "The mine body"


def test_marat_learns_nothing(door, world):
    client = door("marat")
    assert client.get("/api/v1/appeals/").json() == []
    assert client.get("/api/v1/membership/").json() == []
    hers = is_problem(client.get(f"/api/v1/appeals/{world.appeal.number}"), 404)
    none = is_problem(client.get("/api/v1/appeals/KZ-00-0000-0"), 404)
    assert hers == none  # the same words for hers and for none
    is_problem(post(client, f"/api/v1/appeals/{world.appeal.number}/answer", {"text": "x"}), 404)
    pk = world.aiguls_membership.pk
    is_problem(post(client, f"/api/v1/membership/{pk}/leave"), 404)


def test_a_change_needs_the_csrf_token(door):
    client = door("aigul")
    key = {"idempotency-key": str(uuid4())}
    refused = post(client, "/api/v1/appeals/", {"text": "Pay"}, with_token=False, **key)
    is_problem(refused, 403)
    done = post(client, "/api/v1/appeals/", {"text": "Pay", "topic": "pay"}, **key)
    assert done.status_code == 201
    again = post(client, "/api/v1/appeals/", {"text": "Pay", "topic": "pay"}, **key)
    assert again.json()["number"] == done.json()["number"]


def test_a_mandate_without_the_second_factor_stays_outside(door):
    client = door("daniyar", second_factor=False)
    for url in ("/api/v1/me/", "/api/v1/appeals/"):
        body = is_problem(client.get(url), 403)
        assert "second factor" in body["title"]


def test_a_signed_out_session_is_worth_nothing(door):
    client = door("aigul")
    client.logout()
    is_problem(client.get("/api/v1/me/"), 401)


@pytest.mark.parametrize(
    ("data", "places"),
    [
        ({}, ["body.text"]),
        ({"text": ""}, ["body.text"]),
        ({"text": "a\0b"}, ["body.text"]),
        ({"text": "x" * 10_001}, ["body.text"]),
        ({"text": "x", "topic": "gossip"}, ["body.topic"]),
        ({"topic": 7}, ["body.text", "body.topic"]),
    ],
)
def test_what_is_wrong_is_named_by_its_place(door, data, places):
    key = {"idempotency-key": str(uuid4())}
    body = is_problem(post(door("aigul"), "/api/v1/appeals/", data, **key), 422)
    assert [error["at"] for error in body["errors"]] == places


def test_a_request_that_cannot_be_read_is_a_problem_too(door):
    client = door("aigul")
    headers = {"x-csrftoken": token(client), "idempotency-key": str(uuid4())}
    response = client.post(
        "/api/v1/appeals/", "{", content_type="application/json", headers=headers
    )
    is_problem(response, 400)


@pytest.mark.parametrize("url", ["/api/v1/", "/api/v1/secrets", "/api/v2/me/", "/api/x.php"])
def test_an_address_without_an_operation_is_a_problem(door, url):
    is_problem(door().get(url), 404)
    is_problem(door().post(url), 404)


def test_an_error_of_ours_says_nothing_of_it(door, monkeypatch, caplog):
    def fail(_user):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(me.orgs, "mandates_of", fail)
    client = door("aigul")
    body = is_problem(client.get("/api/v1/me/"), 500)
    assert "secret" not in json.dumps(body)
    assert "secret of the house" in caplog.text  # the operator reads it


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_refusals_speak_the_callers_language(door, language):
    said = door().get("/api/v1/me/", headers={"accept-language": language}).json()["title"]
    with translation.override(language):
        assert said == str(problems.TITLES[401])
    assert (language == "en") == said.isascii()


def test_too_many_requests_are_told_when_to_come_again(door, monkeypatch):
    monkeypatch.setattr(doors.throttle, "rates", {True: 3, False: 2})
    aigul, nobody = door("aigul"), door()
    assert [aigul.get("/api/v1/me/").status_code for _ in range(4)] == [200, 200, 200, 429]
    open_url = "/api/v1/bodies/"
    assert [nobody.get(open_url).status_code for _ in range(3)] == [200, 200, 429]
    refused = nobody.get(open_url, headers={"x-forwarded-for": "203.0.113.9"})
    is_problem(refused, 429)  # a made-up address does not help
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert door("saule").get("/api/v1/me/").status_code == 200  # others are not touched


def test_the_register_of_bodies_is_open_and_paged(door, world):
    client, found, after = door(), [], ""
    for _page in range(10):
        page = client.get("/api/v1/bodies/", {"limit": 2, "after": after}).json()
        found += page["items"]
        after = page["next"]
        if after is None:
            break
    assert sorted(row["id"] for row in found) == sorted(b.pk for b in world.bodies.values())
    assert [len(row) for row in found] == [4] * 7
    (mine,) = client.get("/api/v1/bodies/", {"q": "mine", "level": "primary"}).json()["items"]
    assert mine == client.get(f"/api/v1/bodies/{world.mine.pk}").json()
    assert mine["name"]["kk"] == "mine ұйымы"
    is_problem(client.get("/api/v1/bodies/99999999"), 404)
    is_problem(client.get(f"/api/v1/bodies/{2**70}"), 404)


@pytest.mark.parametrize(
    "mark",
    [
        "x",
        "ы",
        base64.urlsafe_b64encode(b"[1, 2]").decode(),
        base64.urlsafe_b64encode(b'["a", true, 3]').decode(),
        base64.urlsafe_b64encode(b'["a\\u0000", 3]').decode(),
        base64.urlsafe_b64encode(b'["a", 99999999999999999999]').decode(),
        base64.urlsafe_b64encode(b"[" * 500).decode(),
    ],
)
def test_a_made_up_mark_of_a_page_is_refused(door, mark):
    is_problem(door().get("/api/v1/bodies/", {"after": mark}), 422)


def test_the_description_is_open_and_complete(door):
    response = door().get("/api/openapi.json")
    described = response.json()
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert {"/api/v1/me/", "/api/v1/bodies/", "/api/v1/appeals/", "/api/v1/membership/"} <= set(
        described["paths"]
    )
    open_ones = [
        path
        for path, operations in described["paths"].items()
        for operation in operations.values()
        if not operation.get("security")
    ]
    assert open_ones == ["/api/v1/bodies/", "/api/v1/bodies/{body_id}"]


def test_people_read_the_description_without_a_script(door):
    page = door().get("/api/docs").content.decode()
    assert "/api/v1/appeals/{number}/answer" in page
    assert "swagger" not in page
    assert "cdn" not in page
