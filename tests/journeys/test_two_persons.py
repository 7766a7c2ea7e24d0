"""A post from its proposal to its end: each step is told to whom it concerns, by real jobs."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.kinds import message_group, message_kind, words_of
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs import factories, services
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def union() -> factories.Union:
    return factories.union()


def holder(name: str, body, kind: Kind) -> User:
    person = factories.person(name)
    factories.mandate(person, body, kind)
    return person


def told() -> list[tuple[str, str]]:
    """Run the jobs; return who was told what since the last time, and forget it."""
    run_jobs()
    with translation.override("en"):
        found = [
            (message.person.given_name, words_of(message.kind, message.params)[0])
            for message in Message.objects.select_related("person")
        ]
    Message.objects.update(kind="tests.seen", params={})
    return sorted(pair for pair in found if pair[1])


@pytest.fixture(autouse=True)
def _seen():
    message_group("tests", "Tests")
    message_kind("tests.seen", title="", text="")


def propose(union: factories.Union, actor: User, user: User, kind: Kind = Kind.LAWYER) -> Mandate:
    return services.propose_mandate(
        actor=actor, user=user, body=union.mine, kind=kind, since=timezone.localdate(),
        until=timezone.localdate() + 400 * DAY,
    )  # fmt: skip


def test_a_post_is_told_at_every_step(union):
    saule = holder("Saule", union.mine, Kind.CHAIR)
    erlan = holder("Erlan", union.miners, Kind.CHAIR)
    holder("Gulnara", union.centre, Kind.OFFICER)
    holder("Bota", union.mill, Kind.CHAIR)  # elsewhere: hears nothing of it
    daniyar = factories.person("Daniyar")
    assert told() == []

    held = propose(union, saule, daniyar)
    assert told() == [("Erlan", "A post waits for your decision: Union lawyer")]
    services.confirm_mandate(actor=erlan, mandate=held)
    assert told() == [("Daniyar", "You hold a post: Union lawyer")]

    held.until = timezone.localdate() + 20 * DAY
    held.save()
    services.warn_of_expiry()
    services.warn_of_expiry()
    assert told() == [
        ("Daniyar", "Your term runs out: Union lawyer"),
        ("Erlan", "Terms that run out below: 1"),
        ("Gulnara", "Terms that run out below: 1"),
        ("Saule", "A term ends at your body: Union lawyer"),
    ]

    services.propose_end(actor=daniyar, mandate=held, until=timezone.localdate(), ground="I move")
    # He resigns himself, so the nearest who grants may confirm: his own chair.
    assert told() == [("Saule", "The end of a post waits for your decision: Union lawyer")]
    services.confirm_end(actor=saule, mandate=held)
    assert told() == [("Daniyar", "Your post has ended: Union lawyer")]


def test_a_refusal_is_told_to_the_proposer_and_a_withdrawal_to_nobody(union):
    saule = holder("Saule", union.mine, Kind.CHAIR)
    erlan = holder("Erlan", union.miners, Kind.CHAIR)
    first = propose(union, saule, factories.person("Daniyar"))
    told()
    services.refuse_mandate(actor=erlan, mandate=first)
    assert told() == [("Saule", "Your proposal was refused: Union lawyer")]
    second = propose(union, saule, factories.person("Asel"))
    told()
    services.refuse_mandate(actor=saule, mandate=second)
    assert told() == []


def test_what_only_the_centre_grants_is_asked_of_the_centre(union):
    holder("Saule", union.mine, Kind.CHAIR)
    holder("Erlan", union.miners, Kind.CHAIR)
    timur = holder("Timur", union.centre, Kind.OFFICER)
    holder("Gulnara", union.centre, Kind.CHAIR)
    propose(union, timur, factories.person("Yerbol"), Kind.AUDITOR)
    assert told() == [
        ("Gulnara", "A post waits for your decision: Auditor of the revision commission")
    ]


def test_a_proposal_decided_before_the_job_ran_asks_nobody(union):
    saule = holder("Saule", union.mine, Kind.CHAIR)
    erlan = holder("Erlan", union.miners, Kind.CHAIR)
    held = propose(union, saule, factories.person("Daniyar"))
    services.confirm_mandate(actor=erlan, mandate=held)
    assert told() == [("Daniyar", "You hold a post: Union lawyer")]
