"""The desk's pages of mergers, splits, addresses and elections, and who may open them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.orgs import services
from ortaq.foundation.orgs.factories import body, mandate, person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Election, Line, Mandate
from ortaq.foundation.orgs.selectors import parent_on

DAY = timedelta(days=1)
PAGES = ("contacts", "merge", "end-posts", "split", "plan")


@pytest.fixture
def people(union, desk):
    """Everybody who might come, each with a client."""
    posts = {
        "saule": (union.mine, Kind.CHAIR),
        "elsewhere": (union.port, Kind.CHAIR),
        "daniyar": (union.mine, Kind.LAWYER),
        "region": (union.karaganda, Kind.OFFICER),
        "auditor": (union.centre, Kind.AUDITOR),
        "chief": (union.centre, Kind.OFFICER),
        "marat": None,
    }
    clients = {}
    for name, post in posts.items():
        who = person(name.title())
        if post:
            mandate(who, *post)
        clients[name] = desk(who)
    return clients


def url(name: str, *args: object, **query: object) -> str:
    return reverse(f"orgs:{name}", args=args, query=query)


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def who_opens(people, address: str) -> set[str]:
    return {name for name, client in people.items() if client.get(address).status_code == 200}


def test_each_page_opens_for_those_whom_it_is_for(union, people):
    keep = {"saule", "region", "chief"}
    above = {"region", "chief"}
    at_desk = set(people) - {"marat"}
    pk = union.mine.pk
    meeting = Election.objects.create(body=union.mine, kind="report", on=today() + DAY)
    assert who_opens(people, url("contacts", pk)) == keep
    assert who_opens(people, url("rename", pk)) == keep
    assert who_opens(people, url("plan", pk)) == keep
    assert who_opens(people, url("election", meeting.pk)) == keep
    for name in ("merge", "split", "move", "close"):  # not the chair's own to decide
        assert who_opens(people, url(name, pk)) == above, name
    for name in ("elections", "calendar"):
        assert who_opens(people, url(name)) == at_desk, name
    assert who_opens(people, url("end-posts", pk)) == set()  # an act, not a page
    for name, allowed in (("end-posts", above), ("call-off", keep)):
        address = url(name, meeting.pk if name == "call-off" else pk)
        refused = {who for who, one in people.items() if one.post(address).status_code == 404}
        assert refused | allowed >= set(people) - {"marat"}, name
        assert not refused & allowed, name


def test_a_chair_is_not_offered_what_is_not_his_to_decide(union, people):
    page = text(people["saule"].get(url("body", union.mine.pk)))
    assert url("contacts", union.mine.pk) in page
    for name in ("move", "merge", "split", "close"):
        assert url(name, union.mine.pk) not in page
    page = text(people["region"].get(url("body", union.mine.pk)))
    for name in ("move", "merge", "split", "close"):
        assert url(name, union.mine.pk) in page


def test_the_address_of_an_office_is_kept_and_shown(union, people):
    saule = people["saule"]
    words = {"address": "Bukhar Zhyrau 1", "phone": "+7 7212 00 00 00", "email": "mine@example.kz"}
    saule.post(url("contacts", union.mine.pk), words)
    page = text(people["elsewhere"].get(url("body", union.mine.pk)))
    assert all(word in page for word in words.values())
    assert "valid email" in text(saule.post(url("contacts", union.mine.pk), {"email": "x"}))


def merger(*bodies: Body, **more: object) -> dict[str, object]:
    return {
        "bodies": [one.pk for one in bodies], "on": today().isoformat(),
        "ground": "Congress, minutes No. 4", **more,
    }  # fmt: skip


def test_a_merger_is_shown_before_it_is_done(union, people):
    shop = body("Shop", branch=union.mill)
    chief = people["chief"]
    page = text(chief.get(url("merge", union.mine.pk)))
    assert "Port" in page  # they stand side by side
    assert "Mill" not in page
    address = url("merge", union.mine.pk, q="mill")
    assert "Mill" in text(chief.get(address))
    page = text(chief.post(address, merger(union.mill)))
    assert "1 body below comes along" in page
    assert not Body.objects.filter(closed_on__isnull=False).exists()
    done = chief.post(address, merger(union.mill, sure="1"), follow=True)
    assert "1 body has joined “Mine”" in text(done)
    assert parent_on(shop, line=Line.BRANCH, day=today()) == union.mine
    assert "“Mill” joined it" in text(chief.get(url("body", union.mine.pk)))
    page = text(chief.post(address, merger(union.mill, sure="1")))  # a second tap
    assert "not one of the available choices" in page


def test_posts_that_run_on_are_ended_by_two_people_first(union, people):
    chief, region = people["chief"], people["region"]
    erlan = mandate(person("Erlan", "Omarov"), union.mill, Kind.CHAIR)
    waits = mandate(person("New"), union.mill, Kind.LAWYER, state=Mandate.State.PROPOSED)
    address = url("merge", union.mine.pk, q="mill")
    page = text(chief.post(address, merger(union.mill, sure="1")))
    assert "Omarov Erlan" in page
    assert "End them first." in page
    done = chief.post(url("end-posts", union.mine.pk), merger(union.mill), follow=True)
    assert "The end of 1 post is proposed." in text(done)
    erlan.refresh_from_db()
    waits.refresh_from_db()
    assert (erlan.state, erlan.end_on, waits.state) == ("ending", today() - DAY, "refused")
    region.post(url("confirm", erlan.pk))
    assert chief.post(address, merger(union.mill, sure="1")).status_code == 302
    union.mill.refresh_from_db()
    assert union.mill.closed_on == today()


def test_nobody_merges_or_ends_posts_beyond_his_reach(union, people):
    held = mandate(person("Far"), union.port, Kind.DEPUTY)
    region = people["region"]
    page = text(region.post(url("merge", union.mine.pk), merger(union.port, sure="1")))
    assert "not one of the available choices" in page
    region.post(url("end-posts", union.mine.pk), merger(union.port))
    region.post(url("end-posts", union.mine.pk), {**merger(), "bodies": ["9" * 40, "x"]})
    held.refresh_from_db()
    assert held.state == "held"
    assert not Body.objects.filter(closed_on__isnull=False).exists()


def test_a_split_opens_a_body_beside_the_old_one(union, people):
    shop = body("Shop", branch=union.mine)
    new = {
        "name_kk": "Жаңа шахта", "name_ru": "", "name_en": "Pit", "children": [shop.pk],
        "on": today().isoformat(), "ground": "Minutes No. 5",
    }  # fmt: skip
    page = text(people["region"].post(url("split", union.mine.pk), new, follow=True))
    assert "“Pit” came out of “Mine”. Now propose who acts for it." in page
    pit = Body.objects.get(name__en="Pit")
    assert parent_on(shop, line=Line.BRANCH, day=today()) == pit
    late = {**new, "on": (today() + DAY).isoformat(), "children": []}
    page = text(people["region"].post(url("split", union.mine.pk), late))
    assert "has not come yet" in page


def test_the_calendar_shows_terms_and_meetings_of_a_month(union, people):
    until = today() + 3 * DAY
    mandate(person("Erlan", "Omarov"), union.mine, Kind.TREASURER, until=until)
    mandate(person("Other", "Faraway"), union.port, Kind.TREASURER, until=until)
    month = f"{until:%Y-%m}"
    saule = people["saule"]
    page = text(saule.get(url("elections", month=month)))
    assert "Omarov Erlan" in page
    assert f"<h2>{until:%B %Y}</h2>" in page
    assert "no meeting planned" in page
    assert "Faraway" not in page
    mandate(person("Lawyer"), union.mine, Kind.LAWYER, until=until)  # appointed, not elected
    assert text(saule.get(url("elections", month=month))).count("no meeting planned") == 1
    plan = {"kind": "election", "on": until.isoformat(), "place": "Hall"}
    assert saule.post(url("plan", union.mine.pk), plan).status_code == 302
    assert "already stands in the calendar" in text(saule.post(url("plan", union.mine.pk), plan))
    assert "meeting on" in text(saule.get(url("elections", month=month)))
    page = text(saule.get(url("elections", month=month, show="meetings")))
    assert "Hall" in page
    assert "Open the meeting" in page
    page = text(people["daniyar"].get(url("elections", month=month, show="meetings")))
    assert "Open the meeting" not in page
    for nonsense in ("2026-99", "'", "0000-01", "99999-01", "9999-12", "0001-01"):
        assert saule.get(url("elections", month=nonsense, show="x")).status_code == 200
    file = saule.get(url("calendar"))
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    days = file.content.decode().replace("\r\n ", "")
    assert "SUMMARY:Report-and-election meeting: Mine" in days
    assert "SUMMARY:Last day of a term: Treasurer\\, Mine" in days
    assert "Omarov" not in days  # bodies and posts, no persons
    assert "Port" not in days


def test_a_result_is_written_down_when_the_day_has_come(union, people):
    saule = people["saule"]
    saule.post(url("plan", union.mine.pk), {"kind": "election", "on": today().isoformat()})
    meeting = Election.objects.get()
    wrong = {"result": "elected", "minutes": "No. 1", "entitled": 3, "present": 5}
    page = text(saule.post(url("election", meeting.pk), wrong))
    assert "More people took part" in page
    right = {**wrong, "entitled": 30, "present": 25}
    page = text(saule.post(url("election", meeting.pk), right, follow=True))
    assert "Now propose those elected" in page
    assert "25 of 30 took part" in page
    assert Mandate.objects.filter(body=union.mine).count() == 2  # a result grants no post
    page = text(saule.get(url("election", meeting.pk), follow=True))
    assert "decided already" in page
    assert "changed in the meantime" in text(saule.post(url("call-off", meeting.pk), follow=True))


def test_a_planned_meeting_gets_another_day_or_is_called_off(union, people):
    chief = people["chief"]
    soon = {"kind": "report", "on": (today() + DAY).isoformat()}
    chief.post(url("plan", union.mine.pk), soon)
    meeting = Election.objects.get()
    later = {"on": (today() + 5 * DAY).isoformat(), "place": "Club"}
    chief.post(url("election", meeting.pk), later)
    meeting.refresh_from_db()
    assert (meeting.on, meeting.place) == (today() + 5 * DAY, "Club")
    chief.post(url("call-off", meeting.pk))
    meeting.refresh_from_db()
    assert meeting.state == "called_off"


def test_the_calendar_costs_the_same_however_much_falls_into_a_month(
    union, people, django_assert_max_num_queries
):
    for n in range(40):
        mandate(person("Holder", f"No{n}"), union.mine, Kind.LAWYER, until=today() + 2 * DAY)
    month = f"{today() + 2 * DAY:%Y-%m}"
    for show in ("terms", "meetings"):
        with django_assert_max_num_queries(20):
            page = text(people["region"].get(url("elections", month=month, show=show)))
    assert "Holder" not in page
    assert text(people["region"].get(url("elections", month=month))).count("No1") >= 1


def test_a_transfer_asks_for_its_ground(union, people):
    there = {"line": "territory", "parent": union.aktau.pk, "on": today().isoformat()}
    assert "required" in text(people["chief"].post(url("move", union.mine.pk), there))
    people["chief"].post(url("move", union.mine.pk), {**there, "ground": "Order 12"})
    assert "Order 12" in text(people["chief"].get(url("body", union.mine.pk)))
    run_jobs()


def test_what_keeps_a_body_open_is_said(union, people, settings):
    settings.ORGS_MUST_STAY = ["ortaq.foundation.orgs.tests.test_reshaping.has_members"]
    page = text(people["chief"].post(url("close", union.port.pk), {"on": today().isoformat()}))
    assert "Port has 12 members." in page
    with pytest.raises(services.BodyInUseError):
        services.close_body(actor=None, body=union.port, on=today())


def test_a_split_asks_for_the_place_and_leads_to_its_officers(union, people):
    chief = people["chief"]
    words = {
        "name_kk": "", "name_ru": "Цех", "name_en": "", "on": today().isoformat(),
        "ground": "Minutes No. 7", "kato": "999999999",
    }  # fmt: skip
    assert "nine digits" in text(chief.post(url("split", union.mine.pk), words))
    done = chief.post(url("split", union.mine.pk), words | {"kato": "351010000"})
    fresh = Body.objects.get(name__ru="Цех")
    assert fresh.kato == "351010000"
    assert done["Location"] == url("propose", body=fresh.pk)
    assert "Now propose who acts for it" in text(chief.get(done["Location"]))
    page = text(people["region"].get(url("body", fresh.pk)))
    assert "Who may name somebody" in page  # nobody holds a post there
    assert "Region" in page
    assert "Chief" in page


def test_a_second_person_confirms_many_by_one_press(union, people):
    before = mandate(person("Old"), union.mill, Kind.CHAIR)
    services.propose_end(
        actor=person("Somebody"), mandate=before, until=today() - DAY, ground="Elections"
    )
    state = Mandate.State.PROPOSED
    rows = [
        mandate(person("First"), union.mill, Kind.CHAIR, state=state),
        mandate(person("Second"), union.mine, Kind.CHAIR, state=state),  # Saule sits there
        mandate(person("Third"), union.port, Kind.CHAIR, state=state),  # elsewhere
    ]
    region = people["region"]
    page = text(region.get(url("confirm-many", kind=Kind.CHAIR.value)))
    assert all(name in page for name in ("First", "Second", "Old"))
    assert "Third" not in page
    keys = {"mandate": [before.pk, *(row.pk for row in rows), "x", "9" * 30]}
    said = text(region.post(url("confirm-many"), keys, follow=True))
    assert "2 posts are confirmed." in said  # an end makes room for the one who was elected
    assert "Second" in said  # and why not
    states = {row.user.given_name: row.state for row in Mandate.objects.select_related("user")}
    assert (states["Old"], states["First"]) == ("ended", "held")
    assert (states["Second"], states["Third"]) == ("proposed", "proposed")
    assert people["daniyar"].get(url("confirm-many")).status_code == 403
