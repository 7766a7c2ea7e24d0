"""The desk's pages of bodies and mandates: what each person sees, does and cannot do."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ortaq.foundation.events import jobs
from ortaq.foundation.orgs import services, tasks
from ortaq.foundation.orgs.factories import body, mandate, person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Line, Mandate
from ortaq.foundation.orgs.selectors import parent_on

DAY = timedelta(days=1)


@pytest.fixture
def officer(union, desk) -> Client:
    """Karlygash, officer of Karaganda."""
    karlygash = person("Karlygash", "Smagulova")
    mandate(karlygash, union.karaganda, Kind.OFFICER)
    client = desk(karlygash)
    client.person = karlygash
    return client


@pytest.fixture
def chief(union, desk) -> Client:
    """Timur, officer of the centre."""
    timur = person("Timur", "Nazarov")
    mandate(timur, union.centre, Kind.OFFICER)
    client = desk(timur)
    client.person = timur
    return client


def url(name: str, *args: object, **query: object) -> str:
    return reverse(f"orgs:{name}", args=args, query=query)


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_tree_is_walked_in_both_lines(union, officer):
    page = text(officer.get(url("bodies")))
    assert "Miners" in page
    assert "Metal" in page
    assert page.count("Aktau") == 0
    page = text(officer.get(url("bodies", line="territory")))
    assert "Aktau" in page
    assert "Miners" not in page


def test_a_body_is_found_by_name_and_a_miss_says_what_to_do(union, officer):
    assert url("body", union.port.pk) in text(officer.get(url("bodies", q="port")))
    assert "Try fewer words" in text(officer.get(url("bodies", q="nothing such")))
    assert "Miners" in text(officer.get(url("bodies", line="<script>")))  # nonsense is ignored


def test_a_body_shows_its_place_its_people_and_what_stands_below(
    union, officer, django_assert_max_num_queries
):
    mandate(person("Saule", "Zhumabaeva"), union.karaganda, Kind.CHAIR)
    for n in range(30):
        body(f"Shop {n}", territory=union.karaganda)
    with django_assert_max_num_queries(29):
        page = text(officer.get(url("body", union.karaganda.pk)))
    assert "Zhumabaeva Saule" in page
    assert page.count("Shop ") == 23  # Mill and Mine come first; the rest is on the next page
    assert "<dd>32</dd>" in page
    assert url("body", union.centre.pk) in page


def test_the_list_costs_the_same_however_many_bodies_there_are(union, officer):
    def cost() -> int:
        with django_capture() as asked:
            text(officer.get(url("body", union.karaganda.pk)))
        return len(asked)

    few = cost()
    for n in range(20):
        place = body(f"Shop {n}", territory=union.karaganda)
        mandate(person("Holder", f"No{n}"), union.karaganda, Kind.LAWYER)
        assert place.pk
    assert cost() == few


def django_capture():
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    return CaptureQueriesContext(connection)


def test_strangers_members_and_the_signed_out_see_nothing(union, desk):
    held = mandate(person("Saule"), union.mine, Kind.CHAIR, state=Mandate.State.PROPOSED)
    pages = [
        url("bodies"), url("open"), url("mandates"), url("propose"),
        *[url(name, union.mine.pk) for name in ("body", "rename", "move", "close", "cancel-move")],
        *[url(name, held.pk) for name in ("confirm", "refuse", "end")],
    ]  # fmt: skip
    marat = desk(person("Marat"))
    for page in pages:
        for ask in (marat.get, marat.post):
            assert ask(page).status_code in {403, 404, 405}, page
        assert Client().get(page).headers["Location"].startswith("/account/login/"), page
    assert Mandate.objects.get(pk=held.pk).state == "proposed"


def test_history_is_for_those_whose_post_reaches_it(union, officer, desk):
    former = person("Former", "Formerov")
    mandate(former, union.mine, Kind.DEPUTY, state=Mandate.State.ENDED, until=today() - DAY)
    assert "Formerov" in text(officer.get(url("body", union.mine.pk)))
    elsewhere = person("Daniyar")
    mandate(elsewhere, union.port, Kind.LAWYER)
    page = text(desk(elsewhere).get(url("body", union.mine.pk)))
    assert "Formerov" not in page
    assert url("move", union.mine.pk) not in page


def new_body(**changes: object) -> dict[str, object]:
    return {
        "name_kk": "Жаңа ұйым", "name_ru": "Новая организация", "name_en": "", "level": "primary",
        "branch": "", "territory": "", "kato": "", "opened_on": today().isoformat(), **changes,
    }  # fmt: skip


def test_an_officer_opens_a_body_within_reach(union, officer):
    assert "Karaganda" in text(officer.get(url("open", under=union.karaganda.pk)))
    done = officer.post(url("open"), new_body(territory=union.karaganda.pk, kato="35 10 00000"))
    opened = Body.objects.get(kato="351000000")
    assert done.headers["Location"] == url("body", opened.pk)
    assert dict(opened.name) == {"kk": "Жаңа ұйым", "ru": "Новая организация"}
    assert parent_on(opened, line=Line.TERRITORY, day=today()) == union.karaganda
    assert "is open" in text(officer.get(done.headers["Location"]))


def test_a_body_is_not_opened_beyond_reach_or_without_a_parent(union, officer):
    before = Body.objects.count()
    page = text(officer.post(url("open"), new_body(territory=union.aktau.pk)))
    assert "not one of the available choices" in page
    assert "Choose a parent" in text(officer.post(url("open"), new_body()))
    page = text(officer.post(url("open"), new_body(territory=union.karaganda.pk, kato="12")))
    assert "nine digits" in page
    assert officer.get(url("open", under=union.aktau.pk)).status_code == 403
    page = text(officer.post(url("open"), new_body(territory=union.karaganda.pk, level="centre")))
    assert "not one of the available choices" in page
    assert Body.objects.count() == before


def test_a_move_needs_reach_over_both_ends(union, officer, chief):
    there = {
        "line": "territory", "parent": union.aktau.pk, "on": today().isoformat(),
        "ground": "Order 7",
    }  # fmt: skip
    assert "not one of the available choices" in text(
        officer.post(url("move", union.mine.pk), there)
    )
    out = {**there, "line": "branch", "parent": ""}
    page = text(officer.post(url("move", union.mine.pk), out))
    assert "must reach both" in page
    assert parent_on(union.mine, line=Line.BRANCH, day=today()) == union.miners
    assert chief.post(url("move", union.mine.pk), there).status_code == 302
    assert parent_on(union.mine, line=Line.TERRITORY, day=today()) == union.aktau


def test_a_planned_move_is_shown_and_can_be_cancelled(union, chief):
    there = {
        "line": "territory", "parent": union.aktau.pk, "on": (today() + DAY).isoformat(),
        "ground": "Order 7",
    }  # fmt: skip
    chief.post(url("move", union.mine.pk), there)
    page = text(chief.get(url("body", union.mine.pk)))
    assert "The move of “Mine” is planned." in page
    assert "Moves under “Aktau”" in page
    page = text(chief.post(url("cancel-move", union.mine.pk), {"line": "territory"}, follow=True))
    assert "The planned move is cancelled." in page
    assert "Moves under" not in page
    page = text(chief.post(url("cancel-move", union.mine.pk), {"line": "territory"}, follow=True))
    assert "No move of “Mine” is planned in this line." in page


def test_a_circle_is_refused_in_words(union, chief):
    shop = body("Shop", branch=union.mine)
    services.move_body(actor=None, body=shop, line=Line.BRANCH, parent=union.miners, on=today())
    wrong = {
        "line": "branch", "parent": union.karaganda.pk, "on": today().isoformat(),
        "ground": "Order 7",
    }  # fmt: skip
    assert "cannot stand under “Karaganda”" in text(chief.post(url("move", shop.pk), wrong))


def test_closing_names_what_stands_in_the_way(union, chief):
    mandate(person("Saule", "Zhumabaeva"), union.miners, Kind.CHAIR)
    page = text(chief.post(url("close", union.miners.pk), {"on": today().isoformat()}))
    assert "cannot be closed yet" in page
    for named in ("Mine", "Port", "Zhumabaeva Saule"):
        assert named in page
    done = chief.post(url("close", union.port.pk), {"on": today().isoformat()}, follow=True)
    assert "closed from" in text(done)


def test_a_name_is_changed_and_found_by_its_new_words(union, officer):
    officer.post(url("rename", union.mine.pk), {"name_kk": "Көмір", "name_ru": "", "name_en": ""})
    union.mine.refresh_from_db()
    assert dict(union.mine.name) == {"kk": "Көмір"}
    assert union.mine.search_text == "komir"
    page = text(officer.post(url("rename", union.mine.pk), {"name_kk": " "}))
    assert "at least one of the three languages" in page


def proposal(user, **changes: object) -> dict[str, object]:
    return {
        "address": user.email, "family_name": user.family_name, "kind": "chair",
        "since": today().isoformat(), "until": "", "ground": "Minutes No. 3", **changes,
    }  # fmt: skip


def test_a_post_goes_its_whole_way_by_two_people(union, officer, chief):
    saule = person("Saule", "Zhumabaeva")
    page = text(officer.post(url("propose", body=union.mine.pk), proposal(saule), follow=True))
    assert "Another person must confirm it." in page
    waits = Mandate.objects.get(user=saule)
    assert officer.get(url("confirm", waits.pk)).status_code == 404  # not the proposer
    assert "Withdraw my proposal" in text(officer.get(url("mandates")))
    page = text(chief.get(url("confirm", waits.pk)))
    assert "Minutes No. 3" in page
    assert "second factor" in page
    chief.post(url("confirm", waits.pk))
    waits.refresh_from_db()
    assert (waits.state, waits.confirmed_by) == ("held", chief.person)
    assert "Zhumabaeva Saule" in text(officer.get(url("body", union.mine.pk)))
    assert chief.get(url("confirm", waits.pk)).headers["Location"] == url("mandates")
    assert "changed in the meantime" in text(chief.post(url("confirm", waits.pk), follow=True))
    ending = {"until": today().isoformat(), "ground": "Congress"}
    page = text(officer.post(url("end", waits.pk), ending, follow=True))
    assert "Until then the post works on." in page
    chief.post(url("confirm", waits.pk))
    waits.refresh_from_db()
    assert waits.state == "ended"


def test_refusing_and_withdrawing(union, officer, chief):
    saule = person("Saule")
    officer.post(url("propose", body=union.mine.pk), proposal(saule))
    officer.post(url("refuse", Mandate.objects.get(user=saule).pk))
    officer.post(url("propose", body=union.mine.pk), proposal(saule))
    chief.post(url("refuse", Mandate.objects.filter(user=saule).latest("pk").pk))
    assert {m.state for m in Mandate.objects.filter(user=saule)} == {"refused"}
    held = mandate(saule, union.mine, Kind.LAWYER)
    services.propose_end(actor=saule, mandate=held, until=today(), ground="")
    chief.post(url("refuse", held.pk))
    held.refresh_from_db()
    assert held.state == "held"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"address": "nobody@example.test"}, "Nobody is registered with both"),
        ({"family_name": "Other"}, "Nobody is registered with both"),
        ({"kind": "auditor"}, "Only a higher body grants this post."),
        ({"kind": "administrator"}, "Only a higher body grants this post."),
        ({"kind": "king"}, "not one of the available choices"),
        ({"until": "2001-01-01"}, "cannot come before"),
        ({"ground": ""}, "required"),
    ],
)
def test_a_wrong_proposal_is_answered_in_words(union, officer, changes, said):
    saule = person("Saule")
    page = text(officer.post(url("propose", body=union.mine.pk), proposal(saule, **changes)))
    assert said in page
    assert not Mandate.objects.filter(user=saule).exists()


def test_the_form_does_not_tell_who_is_registered(union, officer):
    saule = person("Saule")
    answers = [
        text(officer.post(url("propose", body=union.mine.pk), proposal(saule, **changes)))
        for changes in (
            {"address": "nobody@example.test", "family_name": "Other"},
            {"family_name": "Other"},
        )
    ]
    said = [page[page.index("Nobody is registered") :][:120] for page in answers]
    assert said[0] == said[1]


def test_nobody_proposes_himself_or_beyond_his_reach(union, officer):
    page = text(
        officer.post(url("propose", body=union.mine.pk), proposal(officer.person, kind="lawyer"))
    )
    assert "Nobody can propose himself." in page
    saule = person("Saule")
    for far in (union.port.pk, union.centre.pk, 10**9, "x", "9" * 40, "٣"):
        sent = officer.post(url("propose", body=far), proposal(saule))
        assert sent.headers["Location"] == url("bodies")
    assert not Mandate.objects.filter(user=saule).exists()


def test_a_holder_resigns_from_his_own_list(union, desk):
    saule = person("Saule")
    held = mandate(saule, union.mine, Kind.LAWYER, until=today() + 9 * DAY)
    client = desk(saule)
    assert url("end", held.pk) in text(client.get(url("mandates")))
    late = {"until": (today() + 90 * DAY).isoformat(), "ground": "Own wish"}
    assert "cannot come before" in text(client.post(url("end", held.pk), late))
    client.post(url("end", held.pk), late | {"until": today().isoformat()})
    held.refresh_from_db()
    assert (held.state, held.end_proposed_by) == ("ending", saule)


def test_the_first_administrator_names_a_second_one_alone_and_no_third(union, desk):
    first, second, third = person("First"), person("Second"), person("Third")
    services.grant_first_administrator(user=first, centre=union.centre)
    client = desk(first)
    assert "You are the only person here" in text(client.get(url("mandates")))
    at_centre = url("propose", body=union.centre.pk)
    assert "You are the only person here" in text(client.get(at_centre))
    for user in (second, third):
        client.post(at_centre, proposal(user, kind="administrator"))
    assert Mandate.objects.get(user=second).state == "held"
    assert Mandate.objects.get(user=third).state == "proposed"
    assert "You are the only person here" not in text(client.get(url("mandates")))
    desk(second).post(url("confirm", Mandate.objects.get(user=third).pk))
    assert Mandate.objects.get(user=third).state == "held"


def test_acts_by_link_alone_do_nothing(union, chief):
    waits = mandate(person("Saule"), union.mine, Kind.CHAIR, state=Mandate.State.PROPOSED)
    assert chief.get(url("refuse", waits.pk)).status_code == 405
    assert chief.get(url("cancel-move", union.mine.pk)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = chief.cookies
    assert strict.post(url("confirm", waits.pk)).status_code == 403


def test_the_nights_jobs_run_by_their_names(union, time_machine_day):
    held = mandate(person("Saule"), union.mine, Kind.CHAIR, until=today())
    services.move_body(
        actor=None, body=union.mine, line=Line.TERRITORY, parent=union.aktau, on=today() + DAY
    )
    time_machine_day(today() + DAY)
    assert {"orgs.apply_dated_links", "orgs.end_expired_mandates"} <= set(jobs.app.tasks)
    tasks.apply_dated_links()
    tasks.end_expired_mandates()
    held.refresh_from_db()
    assert held.state == "ended"
    assert union.aktau in Body.objects.filter(paths_down__descendant=union.mine)
