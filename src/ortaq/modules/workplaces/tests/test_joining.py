"""Two rows of one employer become one; sites go to the body that came out of a split."""

import pytest
from django.urls import reverse

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.orgs import services as orgs_services
from ortaq.foundation.orgs.factories import mandate, person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate
from ortaq.foundation.orgs.ports import goes_along
from ortaq.modules.workplaces import selectors, services
from ortaq.modules.workplaces.models import Employer, Job
from ortaq.modules.workplaces.services import bulk
from ortaq.modules.workplaces.tests.factories import (
    MILL_BIN,
    MINE_BIN,
    World,
    employer,
    site,
    world,
)
from ortaq.modules.workplaces.tests.test_views import as_, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def join(actor, keep: Employer, drop: Employer) -> Employer:
    return services.join_employers(actor=actor, keep=keep, drop=drop, ground="Certificate No. 5")


def test_sites_bin_and_name_of_the_second_row_come_to_the_first(w: World) -> None:
    typed = employer("Kostenko mine LLP", group=services.add_group(actor=None, name={"ru": "Г"}))
    dock = site("Dock", typed, body=w.union.mine)
    kept = join(w.saule, typed, w.company)  # the one without a BIN stays
    assert (kept.bin, kept.oked, kept.kato) == (MINE_BIN, "05101", "351000000")
    assert {row.pk for row in selectors.sites_of_employer(kept)} == {
        dock.pk, w.shaft.pk, w.canteen.pk,
    }  # fmt: skip
    assert Job.objects.filter(site__employer=kept).count() == 2
    assert list(selectors.employers(query="костенко")) == [kept]  # by the former name, too
    assert w.shaft in selectors.site_search("kostenko mine", 10)
    assert w.company not in selectors.employers()
    w.company.refresh_from_db()
    assert (w.company.joined_into, w.company.bin) == (kept, None)
    row = Entry.objects.get(action="workplaces.employer_joined")
    assert (row.params["sites"], row.params["ground"]) == (2, "Certificate No. 5")
    with pytest.raises(services.JoinedError, match="Kostenko"):
        services.add_site(actor=None, employer=w.company, name={"ru": "Цех"})
    with pytest.raises(services.JoinedError):
        join(w.saule, w.company, kept)


def test_a_later_list_finds_the_joined_employer_by_bin_and_keeps_the_former_name(w: World) -> None:
    kept = join(w.saule, employer("Kostenko mine LLP"), w.company)
    bulk.upsert_employers(actor=None, rows=[bulk.EmployerRow(MINE_BIN, {"ru": "Новое имя"})])
    assert list(selectors.employers(query="костенко")) == [kept]


def test_two_bins_are_two_employers(w: World) -> None:
    mill = employer("Мельница", MILL_BIN)
    for keep, drop in ((w.company, mill), (mill, mill)):
        with pytest.raises(services.OtherEmployerError):
            join(w.saule, keep, drop)
    with pytest.raises(services.GroundMissingError):
        services.join_employers(actor=w.saule, keep=w.company, drop=mill, ground=" ")


def test_a_director_of_both_rows_loses_the_post_that_he_may_not_hold(w: World) -> None:
    row = employer("Kostenko mine LLP")
    director = services.set_job(actor=None, user=w.karlygash, site=site("Office", row))
    services.mark_side(
        actor=None, job=director, side="manager", ground="Order", whole_employer=True
    )
    with pytest.raises(services.OutOfReachError):  # the mill's chair is not Saule's to end
        join(w.saule, w.company, row)
    assert not Employer.objects.filter(joined_into__isnull=False).exists()
    join(w.erlan, w.company, row)
    assert selectors.barred(w.karlygash, w.union.mill, Kind.CHAIR)
    assert not Mandate.objects.filter(user=w.karlygash, state="held").exists()


def test_the_pages_of_joining(w: World) -> None:
    twin = employer("Шахта им. Костенко")
    page = reverse("workplaces-desk:join", args=[w.company.pk])
    her = as_(w.saule)
    assert f"?with={twin.pk}" in text(her.get(page, {"q": "костенко"}))
    assert "Главный ствол" in text(her.get(page, {"with": twin.pk}))
    assert her.post(f"{page}?with={twin.pk}", {"ground": ""}).status_code == 422
    done = her.post(f"{page}?with={twin.pk}", {"ground": "Certificate"})
    assert done["Location"] == reverse("workplaces-desk:employer", args=[w.company.pk])
    assert "Also known as: Шахта им. Костенко" in text(her.get(done["Location"]))
    gone = reverse("workplaces-desk:employer", args=[twin.pk])
    assert "this row is history" in text(her.get(gone))
    assert "add-site" not in text(her.get(gone))
    opened = {
        name
        for name in ("aigul", "saule", "karlygash", "daniyar", "erlan", "aliya", "nurlan", "marat")
        if as_(getattr(w, name)).get(page).status_code == 200
    }
    assert opened == {"saule", "karlygash", "erlan", "nurlan"}  # keepers of one of its sites


def test_a_chair_sees_her_own_workplaces_first(w: World) -> None:
    seen = text(as_(w.saule).get(reverse("workplaces-desk:index")))
    own, _rest = seen.split("All employers")
    assert "Главный ствол" in own
    assert "Столовая" not in own
    assert "All employers" not in text(as_(w.gulnara).get(reverse("workplaces-desk:index")))


def test_the_sites_chosen_in_a_split_are_the_new_bodys(w: World) -> None:
    lamp = site("Ламповая", w.company, body=w.union.mine)
    [part] = goes_along(w.union.mine)
    assert {key for key, _words in part.choices} == {w.shaft.pk, lamp.pk}
    manager = person("Bolat")
    services.set_job(actor=None, user=manager, site=lamp, side="hr", ground="Order")
    plan = {"name": {"ru": "Ламповая"}, "along": {part.name: [lamp.pk, w.canteen.pk]}}
    [fresh] = orgs_services.split_body(
        actor=w.erlan, body=w.union.mine, new=[plan], on=today(), ground="Minutes No. 3"
    )
    held = mandate(manager, fresh, Kind.DEPUTY)  # before the sites came over
    run_jobs()
    assert selectors.body_of(lamp) == fresh
    assert selectors.body_of(w.shaft) == w.union.mine
    assert selectors.body_of(w.canteen) == w.union.mill  # was never the split body's
    held.refresh_from_db()
    assert held.state == "ended"
