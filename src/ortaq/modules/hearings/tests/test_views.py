"""The pages of hearings, driven through their forms."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.world import sign_in

from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.hearings.models import Feed, Hearing, Limitation
from ortaq.modules.hearings.tests.factories import hearing

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def as_(user: object) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    sign_in(client, user)  # type: ignore[arg-type]
    client.cookies["lang"] = "en"
    return client


def test_an_officer_sets_a_hearing_and_is_warned_of_a_clash_once(w: World) -> None:
    got = appeal(w, taken=True)
    desk = as_(w.daniyar)
    day = timezone.localdate() + timedelta(days=7)
    while day.weekday() != 5:  # a Saturday
        day += timedelta(days=1)
    address = reverse("hearings-desk:new", args=[got.number])
    assert b"Set the hearing" in desk.get(address).content
    values = {
        "kind": "court", "on": day.isoformat(), "time": "10:30", "minutes": 60,
        "place": "Court, room 4", "link": "", "bring": "Identity card",
        "representative": str(w.daniyar.public_id),
    }  # fmt: skip
    asked = desk.post(address, values)
    assert asked.status_code == 422
    assert b"is a day off" in asked.content
    assert desk.post(address, {**values, "place": ""}).status_code == 422
    made = desk.post(address, {**values, "knowingly": "on"})
    heard = Hearing.objects.get()
    assert made.headers["Location"] == reverse("hearings-desk:show", args=[heard.public_id])
    assert f"{timezone.localtime(heard.starts_at):%H:%M}" == "10:30"

    month = desk.get(reverse("hearings-desk:calendar"), {"view": "month", "on": day.isoformat()})
    week = desk.get(reverse("hearings-desk:calendar"), {"on": day.isoformat()})
    for page in (month, week):
        assert got.number in page.content.decode()
        assert "Aigul" not in page.content.decode()
    for on in ("0001-01-01", "9999-12-31", "nonsense"):
        assert desk.get(reverse("hearings-desk:calendar"), {"on": on}).status_code == 200

    member = as_(w.aigul)
    mine = member.get(reverse("hearings:mine")).content.decode()
    assert "Identity card" in mine
    member.post(reverse("hearings:answer", args=[heard.public_id]), {"comes": "yes"})
    assert heard.attendances.get().comes
    assert (
        "You said that you come"
        in member.get(reverse("appeals:show", args=[got.number])).content.decode()
    )
    stranger = as_(w.marat)
    for name in ("hearings-desk:show", "hearings-desk:postpone", "hearings-desk:cancel"):
        assert stranger.get(reverse(name, args=[heard.public_id])).status_code == 404
    answer = reverse("hearings:answer", args=[heard.public_id])
    assert stranger.post(answer, {"comes": "no"}).status_code == 404


def test_terms_in_two_taps_with_the_day_filled_in(w: World) -> None:
    got = appeal(w, topic="dismissal", taken=True)
    got.event_on = timezone.localdate() - timedelta(days=4)
    got.save()
    desk = as_(w.daniyar)
    page = desk.get(reverse("appeals-desk:show", args=[got.number])).content.decode()
    address = reverse("hearings-desk:open-terms", args=[got.number])
    assert address in page
    form = desk.get(address).content.decode()
    assert f'value="{got.event_on.isoformat()}"' in form
    assert "checked" in form
    future = {"event_on": "2099-01-01", "keys": ["reinstatement_commission"]}
    assert desk.post(address, future).status_code == 422
    desk.post(
        address,
        {"event_on": got.event_on.isoformat(), "keys": ["reinstatement_commission"]},
    )
    term = Limitation.objects.get()
    shown = desk.get(reverse("hearings-desk:term", args=[term.pk])).content.decode()
    assert "art. 13, para. 3" in shown
    member = as_(w.aigul).get(reverse("appeals:show", args=[got.number])).content.decode()
    assert "conciliation commission within one month" in member
    assert got.number in desk.get(reverse("hearings-desk:terms")).content.decode()
    desk.post(reverse("hearings-desk:stop-term", args=[term.pk]), {"reason": "filed"})
    term.refresh_from_db()
    assert not term.is_running


def test_the_feed_is_secret_revocable_and_names_nobody(w: World) -> None:
    heard = hearing(appeal(w, taken=True), w.daniyar)
    desk, anybody = as_(w.daniyar), Client()
    page = desk.post(reverse("hearings-desk:feed"), {"act": "make"}).content.decode()
    address = page.partition("<code>")[2].partition("</code>")[0]
    path = "/" + address.split("/", 3)[3]
    file = anybody.get(path)
    text = file.content.decode()
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:hearing-{heard.public_id}@ortaq\r\n" in text
    assert f"DTSTART:{heard.starts_at:%Y%m%dT%H%M%SZ}\r\n" in text
    assert heard.appeal is not None
    for name in ("Aigul", "Testova", "Daniyar"):
        assert name not in text
    assert path.encode() not in desk.get(reverse("hearings-desk:feed")).content  # shown once
    assert Feed.objects.get().fetched_at is not None

    other = desk.post(reverse("hearings-desk:feed"), {"act": "make"}).content.decode()
    renewed = "/" + other.partition("<code>")[2].partition("</code>")[0].split("/", 3)[3]
    assert anybody.get(path).status_code == 404
    assert anybody.get(renewed).status_code == 200
    w.daniyar.mandates.update(until="2021-01-01")
    assert anybody.get(renewed).status_code == 404  # no post, no calendar
    w.daniyar.mandates.update(until=None)
    desk.post(reverse("hearings-desk:feed"), {"act": "revoke"})
    assert anybody.get(renewed).status_code == 404
