"""Each permission of the ground floor, walked by every kind of person."""

import pytest
import rules
from django.contrib.auth.models import AnonymousUser

from ortaq.foundation.orgs import factories
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate
from ortaq.foundation.orgs.rules import is_grantor

# Who walks: name, kind of post, where it stands (an attribute of factories.Union).
POSTS = {
    "chair here": (Kind.CHAIR, "mine"),
    "deputy here": (Kind.DEPUTY, "mine"),
    "treasurer here": (Kind.TREASURER, "mine"),
    "lawyer here": (Kind.LAWYER, "mine"),
    "trainer here": (Kind.TRAINER, "mine"),
    "chair elsewhere": (Kind.CHAIR, "port"),
    "lawyer elsewhere": (Kind.LAWYER, "mill"),
    "branch chair": (Kind.CHAIR, "miners"),
    "regional officer": (Kind.OFFICER, "karaganda"),
    "regional auditor": (Kind.AUDITOR, "karaganda"),
    "regional administrator": (Kind.ADMINISTRATOR, "karaganda"),
    "officer of another region": (Kind.OFFICER, "aktau"),
    "centre chair": (Kind.CHAIR, "centre"),
    "centre officer": (Kind.OFFICER, "centre"),
    "centre lawyer": (Kind.LAWYER, "centre"),
    "auditor": (Kind.AUDITOR, "centre"),
    "administrator": (Kind.ADMINISTRATOR, "centre"),
}
EVERYBODY = {*POSTS, "member", "stranger", "signed out"}
POSTHOLDERS = set(POSTS)
GRANTORS_OF_MINE = {
    "chair here", "branch chair", "regional officer", "regional administrator", "centre chair",
    "centre officer", "administrator",
}  # fmt: skip
CENTRE_GRANTORS = {"centre chair", "centre officer", "administrator"}


@pytest.fixture
def people(union) -> dict[str, object]:
    walking = {name: person(name.title().replace(" ", "")) for name in POSTS}
    for name, (kind, place) in POSTS.items():
        mandate(walking[name], getattr(union, place), kind)
    # Aigul was a chair once, and Marat will be one some day: neither counts today.
    aigul, marat = person("Aigul"), person("Marat")
    mandate(aigul, union.mine, Kind.DEPUTY, state=Mandate.State.ENDED)
    mandate(marat, union.mine, Kind.OFFICER, state=Mandate.State.PROPOSED)
    return {**walking, "member": aigul, "stranger": marat, "signed out": AnonymousUser()}


def allowed(people, permission: str, subject: object = None) -> set[str]:
    """Return who may; the question is asked of the rules as of the person, with one answer."""
    found = set()
    for name, user in people.items():
        if rules.has_perm(permission, user, subject):
            found.add(name)
        assert user.has_perm(permission, subject) == (name in found) or name == "signed out"
    return found


@pytest.mark.parametrize("permission", ["events.view_jobs", "events.rerun_job"])
def test_jobs_are_the_administrators_of_the_centre(people, permission):
    assert allowed(people, permission) == {"administrator"}


def test_breaches_are_kept_at_the_centre(people):
    assert allowed(people, "accounts.keep_breaches") == CENTRE_GRANTORS


def test_the_whole_trail_is_read_at_the_centre_and_a_bodys_trail_by_its_auditors(people, union):
    assert allowed(people, "audit.read") == {"auditor", "administrator"}
    here = {"auditor", "administrator", "regional auditor", "regional administrator"}
    assert allowed(people, "audit.read", union.mine) == here
    assert allowed(people, "audit.read", union.mine.pk) == here
    assert allowed(people, "audit.read", union.port) == {"auditor", "administrator"}


def test_the_desk_and_the_bodies_are_open_to_all_with_a_post(people, union):
    assert allowed(people, "orgs.desk") == POSTHOLDERS
    assert allowed(people, "orgs.view_body", union.mine) == POSTHOLDERS


def test_the_history_of_posts_is_read_by_those_whose_post_reaches_it(people, union):
    assert allowed(people, "orgs.view_history", union.mine) == POSTHOLDERS - {
        "chair elsewhere", "lawyer elsewhere", "officer of another region",
    }  # fmt: skip


def test_a_body_is_changed_by_those_who_grant_here_or_above(people, union):
    assert allowed(people, "orgs.change_body", union.mine) == GRANTORS_OF_MINE
    assert allowed(people, "orgs.change_body", union.karaganda) == CENTRE_GRANTORS | {
        "regional officer", "regional administrator",
    }  # fmt: skip
    assert allowed(people, "orgs.change_body", union.centre) == CENTRE_GRANTORS
    assert allowed(people, "orgs.change_body") == set()


def draft(union, kind, place="mine", user=None, **more) -> Mandate:
    return Mandate(
        user=user or person("New"), body=getattr(union, place), kind=kind,
        since=factories.today(), **more,
    )  # fmt: skip


def test_a_lawyer_is_proposed_by_those_who_grant_here_or_above(people, union):
    assert allowed(people, "orgs.propose_mandate", union.mine) == GRANTORS_OF_MINE
    assert allowed(people, "orgs.propose_mandate", draft(union, Kind.LAWYER)) == GRANTORS_OF_MINE


def test_an_auditor_is_granted_by_the_centre_only(people, union):
    auditor = draft(union, Kind.AUDITOR)
    assert allowed(people, "orgs.propose_mandate", auditor) == CENTRE_GRANTORS
    auditor.proposed_by = person("Other")
    assert allowed(people, "orgs.confirm_mandate", auditor) == CENTRE_GRANTORS


def test_nobody_grants_above_his_reach(people, union):
    administrator = draft(union, Kind.ADMINISTRATOR)
    assert allowed(people, "orgs.propose_mandate", administrator) == CENTRE_GRANTORS | {
        "regional administrator"
    }
    at_centre = draft(union, Kind.TRAINER, "centre")
    assert allowed(people, "orgs.propose_mandate", at_centre) == CENTRE_GRANTORS


def test_nobody_proposes_himself(people, union):
    own = draft(union, Kind.LAWYER, user=people["regional officer"])
    assert allowed(people, "orgs.propose_mandate", own) == GRANTORS_OF_MINE - {"regional officer"}


def test_the_second_person_is_neither_the_first_nor_the_holder(people, union):
    first, holder = people["regional officer"], people["branch chair"]
    waits = draft(union, Kind.LAWYER, user=holder, proposed_by=first)
    seconds = GRANTORS_OF_MINE - {"regional officer", "branch chair"}
    assert allowed(people, "orgs.confirm_mandate", waits) == seconds
    assert allowed(people, "orgs.refuse_mandate", waits) == seconds | {"regional officer"}
    assert allowed(people, "orgs.confirm_mandate", union.mine) == set()


def test_an_end_is_proposed_by_the_holder_or_a_grantor_and_confirmed_by_another(people, union):
    held = Mandate.objects.get(user=people["lawyer here"])
    assert allowed(people, "orgs.propose_end", held) == GRANTORS_OF_MINE | {"lawyer here"}
    held.state, held.end_proposed_by = Mandate.State.ENDING, people["lawyer here"]
    assert allowed(people, "orgs.confirm_mandate", held) == GRANTORS_OF_MINE
    held.end_proposed_by = people["chair here"]
    assert allowed(people, "orgs.confirm_mandate", held) == GRANTORS_OF_MINE - {"chair here"}
    assert "chair here" in allowed(people, "orgs.refuse_mandate", held)


def test_an_auditor_writes_nowhere(people, union):
    writing = ["orgs.change_body", "orgs.propose_mandate", "orgs.confirm_mandate"]
    for subject in (union.mine, draft(union, Kind.LAWYER, proposed_by=person("Other"))):
        for permission in writing:
            assert not allowed(people, permission, subject) & {"auditor", "regional auditor"}


def test_strangers_and_the_signed_out_may_nothing(people, union):
    waits = draft(union, Kind.LAWYER, proposed_by=person("Other"))
    names = [name for name in rules.permissions.permissions if name.split(".")[0] in
             {"orgs", "audit", "events"} or name == "accounts.keep_breaches"]  # fmt: skip
    assert len(names) >= 11
    for name in names:
        for subject in (None, union.mine, waits):
            assert not allowed(people, name, subject) & {"member", "stranger", "signed out"}, name


def test_predicates_are_called_the_same_in_every_run():
    """docs/permissions.md holds their names; the order within a set changes from run to run."""
    assert is_grantor.name == "within_reach:administrator|chair|officer"
