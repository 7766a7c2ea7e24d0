"""The pages of workplaces as people meet them, and every kind of person at each of them."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.factories import LONG_AGO, mandate, person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.workplaces import selectors, services
from ortaq.modules.workplaces.models import Employer, Group, Job, Side
from ortaq.modules.workplaces.tests.factories import (
    MILL_BIN,
    MINE_BIN,
    World,
    employer,
    job,
    site,
    world,
)

pytestmark = pytest.mark.django_db
DESK = "/desk/workplaces/"
MINE = "/my/membership/job/"


@pytest.fixture
def w() -> World:
    return world()


def as_(user: User) -> Client:
    """Return a browser that reads English, signed in with a second factor."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}
    ]
    session.save()
    return client


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


# The member's own job


def test_aigul_finds_her_workplace_and_says_what_she_does(w: World) -> None:
    her = as_(w.marat)
    found = text(her.get(MINE, {"q": "kostenko stvol"}))
    assert f'href="{MINE}at/{w.shaft.pk}/"' in found
    assert "Столовая" not in found
    page = f"{MINE}at/{w.shaft.pk}/"
    assert "Which of these are you?" in text(her.get(page))
    answer = her.post(page, {"position": "крановщик", "side": "worker", "since": "2021-05-04"})
    assert answer["Location"] == MINE
    assert "крановщик" in text(her.get(MINE))
    own = Job.objects.get(user=w.marat)
    assert (own.site, own.side, own.since.isoformat()) == (w.shaft, Side.WORKER, "2021-05-04")
    assert her.post(f"{MINE}{own.pk}/end/")["Location"] == MINE
    own.refresh_from_db()
    assert own.until == today()


def test_who_says_that_he_manages_is_marked_and_cannot_take_it_back(w: World) -> None:
    saule = as_(w.saule)
    saule.post(f"{MINE}at/{w.shaft.pk}/", {"side": "hr"})
    assert Mandate.objects.get(user=w.saule).state == Mandate.State.ENDED
    own = Job.objects.get(user=w.saule)
    assert "Which of these are you?" not in text(saule.get(f"{MINE}at/{w.shaft.pk}/"))
    saule.post(f"{MINE}at/{w.shaft.pk}/", {"side": "worker", "position": "x"})
    assert saule.post(f"{MINE}{own.pk}/end/").status_code == 404
    own.refresh_from_db()
    assert (own.side, own.position, own.until) == (Side.HR, "x", None)


def test_a_day_to_come_is_said_in_words(w: World) -> None:
    data = {"side": "worker", "since": "2199-01-01"}
    answer = as_(w.marat).post(f"{MINE}at/{w.shaft.pk}/", data)
    assert answer.status_code == 422
    assert "cannot come before" in answer.content.decode()


def test_nobody_ends_another_persons_job(w: World) -> None:
    own = Job.objects.get(user=w.aigul)
    for who in (w.marat, w.rustem, w.saule, w.nurlan):
        assert as_(who).post(f"{MINE}{own.pk}/end/").status_code == 404
    own.refresh_from_db()
    assert own.until is None


def test_a_closed_workplace_cannot_be_chosen(w: World) -> None:
    services.close_site(actor=None, site=w.shaft, on=today())
    assert as_(w.marat).get(f"{MINE}at/{w.shaft.pk}/").status_code == 404


# The register


def test_a_chair_adds_an_employer_a_site_its_body_and_its_people(w: World) -> None:
    saule = as_(w.saule)
    data = {
        "bin_text": "0507 4000 0023",
        "name_kk": "Зауыт",
        "name_ru": "Завод",
        "oked": "24.10.1",
    }
    saule.post(f"{DESK}new/", data)
    made = Employer.objects.get(bin=MILL_BIN)
    assert (made.oked, made.section) == ("24101", "C")
    saule.post(f"{DESK}{made.pk}/sites/new/", {"name_ru": "Цех № 3", "address": "Мира, 5"})
    shop = made.sites.get()
    page = f"{DESK}sites/{shop.pk}/"
    assert "Mine" in text(saule.get(f"{page}attach/"))
    saule.post(f"{page}attach/", {"body": w.union.mine.pk, "since": "2024-01-01"})
    assert selectors.body_of(shop) == w.union.mine
    saule.post(f"{page}count/", {"people": "120", "on": "2026-11-01", "source": "1-Т"})
    assert selectors.head_count_of_bodies() == {w.union.mine.pk: 120}
    shown = text(saule.get(page))
    assert "120" in shown
    assert "1-Т" in shown
    assert "Завод" in text(as_(w.dina).get(DESK, {"q": "zavod", "section": "C"}))
    assert "Завод" not in text(as_(w.dina).get(DESK, {"section": "A"}))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"bin_text": "050740000024", "name_ru": "Завод"}, "wrong digit"),
        ({"bin_text": MINE_BIN, "name_ru": "Завод"}, "Костенко"),
        ({"name_ru": "Завод", "oked": "04"}, "No trade has this code"),
        ({"name_ru": "Завод", "kato": "990000000"}, "nine digits"),
        ({"bin_text": MILL_BIN}, "at least one of the three languages"),
    ],
)
def test_a_wrong_paper_is_said_beside_its_field(w: World, data: dict, error: str) -> None:
    answer = as_(w.saule).post(f"{DESK}new/", data)
    assert answer.status_code == 422
    assert error in answer.content.decode()
    assert Employer.objects.count() == 1


def test_groups_of_companies(w: World) -> None:
    saule = as_(w.saule)
    saule.post(f"{DESK}groups/", {"name_ru": "Холдинг"})
    group = Group.objects.get()
    data = {"bin_text": MINE_BIN, "name_ru": "Шахта", "group": group.pk}
    saule.post(f"{DESK}{w.company.pk}/edit/", data)
    other = employer("Обогатительная фабрика", group=group)
    assert "Обогатительная фабрика" in text(saule.get(f"{DESK}{w.company.pk}/"))
    assert "2 employers" in text(saule.get(f"{DESK}groups/"))
    assert other.group == group


def test_an_attachment_beyond_reach_is_refused(w: World) -> None:
    free = site("Новый цех")
    answer = as_(w.saule).post(
        f"{DESK}sites/{free.pk}/attach/", {"body": w.union.mill.pk, "since": "2024-01-01"}
    )
    assert answer.status_code == 422
    assert selectors.body_of(free) is None


# Persons: who keeps jobs and sets marks


def keepers_of(person: User, world: World) -> set[str]:
    """Return who may open a person's jobs at the desk."""
    names = [name for name, value in vars(world).items() if isinstance(value, User)]
    address = f"{DESK}person/{person.public_id}/"
    return {n for n in names if as_(getattr(world, n)).get(address).status_code == 200}


def test_a_post_holders_jobs_are_kept_by_those_who_may_end_his_post(w: World) -> None:
    assert keepers_of(w.daniyar, w) == {"gulnara", "nurlan"}
    assert keepers_of(w.saule, w) == {"erlan", "gulnara", "nurlan"}


def test_a_strangers_jobs_are_kept_by_nobody(w: World) -> None:
    assert keepers_of(w.marat, w) == set()


def test_a_members_jobs_are_kept_by_whoever_reads_the_record_and_keeps(w, monkeypatch) -> None:
    monkeypatch.setattr(settings, "WORKPLACES_RECORD_PERMISSION", "rules.always")
    import rules  # noqa: PLC0415 -- a permission of this test alone

    rules.add_perm("rules.always", rules.always_allow)
    try:
        assert keepers_of(w.aigul, w) == {"saule", "karlygash", "erlan", "gulnara", "nurlan"}
        assert "saule" not in keepers_of(w.saule, w)  # one's own stands in the cabinet
    finally:
        rules.remove_perm("rules.always")


def test_the_officer_above_marks_a_lawyer_and_his_post_ends(w: World) -> None:
    gulnara = as_(w.gulnara)
    data = {"address": w.daniyar.email, "family_name": "Testova"}
    found = gulnara.post(f"{DESK}sites/{w.shaft.pk}/person/", data)
    assert found["Location"] == f"{DESK}person/{w.daniyar.public_id}/at/{w.shaft.pk}/"
    gulnara.post(found["Location"], {"position": "юрист", "since": "2022-01-01"})
    made = Job.objects.get(user=w.daniyar)
    page = f"{DESK}jobs/{made.pk}/mark/"
    assert gulnara.post(page, {"side": "hr", "ground": " "}).status_code == 422
    assert Mandate.objects.get(user=w.daniyar).state == Mandate.State.HELD
    gulnara.post(page, {"side": "hr", "ground": "staff list No. 7"})
    assert Mandate.objects.get(user=w.daniyar).state == Mandate.State.ENDED
    made.refresh_from_db()
    assert (made.side, made.marked_by, made.mark_ground) == (
        Side.HR,
        w.gulnara,
        "staff list No. 7",
    )


def test_finding_a_person_tells_nothing_about_others(w: World) -> None:
    page = f"{DESK}sites/{w.shaft.pk}/person/"
    right = as_(w.saule).post(page, {"address": w.daniyar.email, "family_name": "Testova"})
    wrong = as_(w.saule).post(page, {"address": "no@example.test", "family_name": "Testova"})
    assert (right.status_code, wrong.status_code) == (422, 422)
    shown = [r.content.decode().count("Nobody whose record") for r in (right, wrong)]
    assert shown[0] == shown[1] > 0


def test_names_of_managers_are_read_at_the_body_itself_and_nowhere_else(w: World) -> None:
    w.rustem.family_name = "Управляющий"
    w.rustem.save()
    page = f"{DESK}sites/{w.shaft.pk}/"
    readers = {
        name
        for name, value in vars(w).items()
        if isinstance(value, User)
        and "Управляющий" in as_(value).get(page).content.decode()
        and value != w.rustem
    }
    assert readers == {"saule"}


# Every kind of person at every page


PAGES = {  # who gets a page at all; all others are refused
    "": "desk",
    "new/": "keepers",
    "groups/": "desk",
    "{company}/": "desk",
    "{company}/edit/": "over",
    "{company}/sites/new/": "keepers",
    "sites/{shaft}/": "desk",
    "sites/{shaft}/edit/": "over the shaft",
    "sites/{shaft}/attach/": "over the shaft",
}
WHO = {
    "desk": {
        "saule",
        "karlygash",
        "daniyar",
        "erlan",
        "timur",
        "dina",
        "gulnara",
        "aliya",
        "nurlan",
    },
    "keepers": {"saule", "karlygash", "erlan", "gulnara", "nurlan"},
    "over": {"saule", "karlygash", "erlan", "gulnara", "nurlan"},  # the mill works in its canteen
    "over the shaft": {"saule", "erlan", "gulnara", "nurlan"},
}


@pytest.mark.parametrize("page", PAGES)
def test_who_opens_which_page(w: World, page: str) -> None:
    address = DESK + page.format(company=w.company.pk, shaft=w.shaft.pk)
    names = [name for name, value in vars(w).items() if isinstance(value, User)]
    got = {n: as_(getattr(w, n)).get(address).status_code for n in names}
    assert {n for n, status in got.items() if status == 200} == WHO[PAGES[page]]
    assert set(got.values()) <= {200, 403, 404}
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("act", ["count", "detach", "close"])
def test_a_chair_elsewhere_changes_nothing_at_a_site(w: World, act: str) -> None:
    for who in (w.karlygash, w.marat, w.aigul, w.rustem, w.timur, w.aliya):
        answer = as_(who).post(
            f"{DESK}sites/{w.shaft.pk}/{act}/", {"people": 1, "on": "2026-01-01"}
        )
        assert answer.status_code == 404
    assert selectors.body_of(w.shaft) == w.union.mine
    assert selectors.head_counts_of(w.shaft) == []


def test_a_free_site_is_not_a_strangers(w: World) -> None:
    free = site("Новый цех")
    assert as_(w.marat).post(f"{DESK}sites/{free.pk}/close/").status_code == 404
    assert as_(w.timur).post(f"{DESK}sites/{free.pk}/close/").status_code == 404
    as_(w.karlygash).post(f"{DESK}sites/{free.pk}/close/")
    free.refresh_from_db()
    assert free.closed_on == today()


@pytest.mark.parametrize("page", ["", "{company}/", "sites/{shaft}/"])
def test_the_number_of_queries_does_not_grow(w: World, page: str) -> None:
    erlan, address = as_(w.erlan), DESK + page.format(company=w.company.pk, shaft=w.shaft.pk)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert erlan.get(address).status_code == 200
        return len(seen)

    asked()
    before = asked()
    for n in range(8):
        one = site(f"Цех {n}", w.company)
        services.set_head_count(actor=None, site=one, on=LONG_AGO, people=n)
        employer(f"Завод {n}", oked="24101", kato="351000000")
        services.set_head_count(actor=None, site=w.shaft, on=LONG_AGO.replace(day=n + 2), people=n)
        job(person(f"P{n}"), w.shaft, Side.HR)
    assert asked() == before <= 40


def test_a_members_page_stays_small(w: World) -> None:
    for n in range(30):
        site(f"Шахта Костенко участок {n}", w.company)
    shown = as_(w.marat).get(MINE, {"q": "участок костенко"})
    assert len(shown.content) < 60_000
    assert shown.content.decode().count(f"{MINE}at/") == 20


def test_a_deputy_of_the_shaft_reads_names_too(w: World) -> None:
    deputy = person("Deputy")
    mandate(deputy, w.union.mine, Kind.DEPUTY)
    assert "Marked here" in text(as_(deputy).get(f"{DESK}sites/{w.shaft.pk}/"))
