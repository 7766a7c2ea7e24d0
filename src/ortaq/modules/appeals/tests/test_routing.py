"""The road of an appeal: who gets it, who never, and the reasons in three languages."""

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.utils.translation import override

from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.reasons import reasons_of
from ortaq.modules.appeals.routing import Choice, Wishes, route, successors
from ortaq.modules.appeals.services import Intake, submit_appeal
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.appeals.workflow import Topic, Urgency
from ortaq.modules.membership.tests.factories import member
from ortaq.modules.workplaces import services as workplaces
from ortaq.modules.workplaces.models import Job

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def road(w: World, topic: Topic, **wishes: object) -> Choice:
    return route(w.union.mine, topic, author=w.aigul, wishes=Wishes(topic, **wishes))


def codes(choice: Choice) -> list[str]:
    return [reason["code"] for reason in choice.reasons]


def test_the_nearest_of_the_first_turn_with_the_fewest_cases_and_why(w: World) -> None:
    galym = person("Galym")
    mandate(galym, w.union.miners, Kind.LAWYER)
    appeal(w)  # Daniyar's
    choice = road(w, Topic.PAY)
    assert (choice.holder, choice.desk) == (galym, w.union.miners)
    assert codes(choice) == ["turn", "nearest", "least_busy"]
    assert choice.reasons[2]["params"] == {"among": 2, "open": 0}


def test_bypass_skips_the_primary_and_everybody_in_it(w: World) -> None:
    member(w.daniyar, w.union.mine)
    galym = person("Galym")
    mandate(galym, w.union.centre, Kind.LAWYER)
    choice = road(w, Topic.HELP, bypass=True)
    assert (choice.holder, choice.desk) == (w.nurlan, w.union.centre)
    choice = road(w, Topic.PAY, bypass=True)
    assert choice.holder == galym
    assert codes(choice)[:2] == ["bypass", "passed_over"]
    assert road(w, Topic.PAY).holder == w.daniyar


def test_a_complaint_about_a_chair_skips_the_whole_body_she_leads(w: World) -> None:
    deputy = person("Deputy")
    mandate(deputy, w.union.mine, Kind.DEPUTY)
    choice = road(w, Topic.HELP, against=w.saule)
    assert (choice.holder, choice.desk) == (w.nurlan, w.union.centre)
    assert "against" in codes(choice)
    about_deputy = road(w, Topic.HELP, against=deputy)
    assert about_deputy.holder == w.saule  # a deputy does not lead the body


def test_danger_goes_to_an_inspector_first_and_the_leader_hears_of_it(w: World) -> None:
    assert road(w, Topic.PAY, urgency=Urgency.DANGER).holder == w.kairat
    zhanna = person("Zhanna")
    mandate(zhanna, w.union.karaganda, Kind.CHAIR)
    got = submit_appeal(
        author=w.aigul,
        body=w.union.mine,
        topic="pay",
        text="The brakes of the truck do not hold.",
        idempotency_key=uuid4(),
        intake=Intake(urgency=Urgency.DANGER),
    )
    assert (got.holder, got.desk) == (w.kairat, w.union.karaganda)
    assert w.kairat.has_perm("appeals.take", got)
    assert Message.objects.filter(kind="appeals.danger_near", person=zhanna).count() == 1


def test_the_employers_side_at_the_site_never_gets_it_and_is_counted(w: World) -> None:
    employer = workplaces.add_employer(actor=None, name={"ru": "Шахта"})
    site = workplaces.add_site(actor=None, employer=employer, name={"ru": "Ствол"})
    job = workplaces.set_job(actor=None, user=w.daniyar, site=site)
    Job.objects.filter(pk=job.pk).update(side="manager", marked_at="2026-01-01T00:00Z")
    choice = road(w, Topic.PAY, site=site)
    assert choice.holder == w.saule
    assert choice.reasons[0] == {"code": "passed_over", "params": {"n": 1}}


def test_without_anybody_it_lies_in_the_centres_queue(w: World) -> None:
    for user in (w.daniyar, w.saule, w.nurlan):
        user.mandates.all().delete()
    choice = road(w, Topic.PAY)
    assert (choice.holder, choice.desk) == (None, w.union.centre)
    assert codes(choice) == ["nobody"]


def test_successors_are_never_in_conflict(w: World) -> None:
    got = appeal(w)
    Appeal.objects.filter(pk=got.pk).update(against=w.nurlan, bypass=True)
    got.refresh_from_db()
    assert {post.officer for post in successors(got)}.isdisjoint({w.nurlan, w.saule, w.daniyar})


def test_every_reason_has_words_in_every_language_and_no_name(w: World) -> None:
    got = appeal(w)
    got.reasons = [
        {"code": code, "params": {}}
        for code in ("danger", "bypass", "above", "against", "branch_line", "deputy", "nobody")
    ] + [
        {"code": "turn", "params": {"topic": "pay", "kind": "lawyer"}},
        {"code": "nearest", "params": {"body": w.union.mine.pk, "steps": 0}},
        {"code": "nearest", "params": {"body": w.union.miners.pk, "steps": 1}},
        {"code": "least_busy", "params": {"among": 3, "open": 2}},
        {"code": "passed_over", "params": {"n": 1}},
    ]
    said = {}
    for language in ("kk", "ru", "en"):
        with override(language):
            said[language] = reasons_of(got)
    assert {len(words) for words in said.values()} == {len(got.reasons)}
    everything = " ".join(words for rows in said.values() for words in rows)
    people: list[User] = [w.aigul, w.daniyar, w.saule]
    assert not any(user.given_name in everything for user in people)
    got.reasons = [{"code": "unknown of a later release"}]
    assert reasons_of(got) == []
