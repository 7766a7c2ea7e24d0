"""Ways in: confidential, past the workplace, against an officer, by an officer, by a guest."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.models import Appeal, GuestContact, Move
from ortaq.modules.appeals.receipts import code_of
from ortaq.modules.appeals.services import Guest, Intake
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.appeals.topics import suggest
from ortaq.modules.appeals.workflow import Secrecy, Topic, Urgency

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def asked(w: World, author: User | None = None, *, topic: str = "pay", **more: object) -> Appeal:
    return services.submit_appeal(
        author=author or w.aigul,
        body=w.union.mine,
        topic=topic,
        text="The bonus of October was not paid.",
        idempotency_key=uuid4(),
        intake=Intake(**more),
    )


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Маған қазан айының жалақысы төленбеді", Topic.PAY),
        ("Меня уволили без причины", Topic.DISMISSAL),
        ("Не дают отпуск и заставляют работать сверхурочно", Topic.HOURS),
        ("В цехе загазованность, опасно работать", Topic.SAFETY),
        ("They threaten me because I am in the union", Topic.PRESSURE),
        ("Прошу материальную помощь", Topic.HELP),
        ("Профком не отвечает, куда идут взносы?", Topic.UNION),
        ("Ұжымдық шарт орындалмай жатыр", Topic.AGREEMENT),
        ("Здравствуйте", None),
        ("", None),
    ],
)
def test_words_suggest_a_topic(text: str, topic: Topic | None) -> None:
    assert suggest(text) == topic


def test_without_a_topic_the_words_choose_it_and_a_person_confirms(w: World) -> None:
    got = services.submit_appeal(
        author=w.aigul, body=w.union.mine, text="Меня уволили", idempotency_key=uuid4()
    )
    assert (got.topic, got.route_confirmed_at) == ("dismissal", None)


def test_danger_is_told_urgently_and_in_words_of_its_own(w: World) -> None:
    got = asked(w, topic="safety", urgency=Urgency.DANGER)
    run_jobs()
    message = Message.objects.get(person=w.kairat)
    assert (message.kind, message.urgent) == ("appeals.danger", True)
    assert message.params == {"number": got.number}


def test_a_flood_is_told_in_a_few_messages_and_none_is_dropped(w: World) -> None:
    for _n in range(60):
        asked(w)
    run_jobs()
    told = Message.objects.filter(person=w.daniyar)
    assert told.filter(kind="appeals.assigned").count() == 5
    assert told.filter(kind="appeals.assigned_many").count() == 1
    danger = asked(w, urgency=Urgency.DANGER)
    run_jobs()
    urgent = Message.objects.get(person=danger.holder, kind="appeals.danger")
    assert urgent.params == {"number": danger.number}
    assert Appeal.objects.filter(holder=w.daniyar, status="submitted").count() == 60


def test_bypassing_goes_past_the_primary_and_its_members(w: World) -> None:
    assert asked(w, topic="help").holder == w.saule
    past = asked(w, topic="help", bypass=True)
    assert past.holder == w.nurlan
    assert not w.saule.has_perm("appeals.view", past)
    assert past not in selectors.register_for(w.saule)
    assert past in selectors.register_for(w.nurlan)


def test_a_complaint_about_a_chair_skips_his_body(w: World) -> None:
    got = asked(w, topic="help", against=w.saule)
    assert got.holder == w.nurlan
    assert not w.saule.has_perm("appeals.view", got)
    assert got not in selectors.register_for(w.saule)
    with pytest.raises(services.NotSuitableError):
        asked(w, w.saule, against=w.saule)
    above = asked(w, topic="pay", against=w.daniyar)
    assert above.holder != w.daniyar


def test_the_name_in_a_confidential_appeal_is_the_holders_alone(w: World) -> None:
    mandate(w.kairat, w.union.miners, Kind.LAWYER)
    got = asked(w, secrecy=Secrecy.CONFIDENTIAL)
    holder, colleague = (w.daniyar, w.kairat) if got.holder == w.daniyar else (w.kairat, w.daniyar)
    assert colleague.has_perm("appeals.work", got)
    assert not colleague.has_perm("appeals.name_author", got)
    assert holder.has_perm("appeals.name_author", got)
    assert w.aigul.has_perm("appeals.name_author", got)
    services.take_appeal(officer=colleague, appeal=got)
    got.refresh_from_db()
    assert colleague.has_perm("appeals.name_author", got)
    assert not holder.has_perm("appeals.name_author", got)


def test_an_officer_writes_down_for_who_came(w: World) -> None:
    key = uuid4()
    for _twice in range(2):
        got = services.enter_for(
            officer=w.saule,
            author=w.aigul,
            body=w.union.mine,
            text="My leave was refused.",
            idempotency_key=key,
        )
    assert (got.manner, got.entered_by, got.author) == ("in_person", w.saule, w.aigul)
    entry = Entry.objects.get(action="appeals.entered")
    assert (entry.actor, entry.params) == (w.saule, {"number": got.number})
    assert Message.objects.filter(person=w.aigul, kind="appeals.entered").count() == 1
    for _twice in range(2):
        services.confirm_entered(author=w.aigul, appeal=got)
    assert Move.objects.filter(appeal=got, kind="agreed").count() == 1
    with pytest.raises(services.OwnAppealError):
        services.enter_for(
            officer=w.saule,
            author=w.saule,
            body=w.union.mine,
            text="Mine",
            idempotency_key=uuid4(),
        )


GUEST = Guest(family_name="Ахметова", given_name="Дина", contact="+7 701 000 11 22")


def guest(w: World, **more: object) -> Appeal:
    values = {
        "guest": GUEST,
        "body": w.union.karaganda,
        "text": "They do not sign a contract with me.",
        "idempotency_key": uuid4(),
    }
    return services.submit_as_guest(**(values | more))


def test_a_guest_asks_once_and_cannot_sign_in_by_his_words(w: World) -> None:
    key = uuid4()
    both = [guest(w, idempotency_key=key) for _n in range(2)]
    assert both[0] == both[1]
    got = both[0]
    assert got.holder == w.nurlan
    assert (got.manner, got.author.phone, got.author.email) == ("guest", None, None)
    assert not got.author.has_usable_password()
    assert GuestContact.objects.get().contact == "+7 701 000 11 22"
    assert guest(w, body=None).body == w.union.centre


def test_a_guest_claims_by_number_and_code_only_and_only_once(w: World) -> None:
    got = guest(w)
    code = code_of(got.public_id)
    members = appeal(w)
    for number, tried in (
        (got.number, "0" * 20),
        (members.number, code_of(members.public_id)),
        ("2026-999999", code),
        ("x", code),
    ):
        with pytest.raises(services.ClaimError):
            services.claim(user=w.bota, number=number, code=tried)
    mine = services.claim(user=w.bota, number=got.number, code=code)
    assert mine.author == w.bota
    old = User.objects.get(pk=got.author_id)
    assert old.erased_at is not None
    assert GuestContact.objects.get().contact == ""
    assert not Move.objects.filter(who=old).exists()
    with pytest.raises(services.ClaimError):
        services.claim(user=w.aigul, number=got.number, code=code)


def test_an_officer_who_claims_his_own_holds_it_no_more(w: World) -> None:
    got = guest(w)
    assert got.holder == w.nurlan
    mine = services.claim(user=w.nurlan, number=got.number, code=code_of(got.public_id))
    assert mine.holder != w.nurlan


def test_the_road_is_confirmed_by_a_person_and_turns_with_the_topic(w: World) -> None:
    got = asked(w, topic="help")
    assert got.holder == w.saule
    with pytest.raises(services.NotSuitableError):
        services.confirm_route(officer=w.marat, appeal=got, topic="pay", urgency="ordinary")
    same = services.confirm_route(
        officer=w.saule, appeal=got, topic="other", urgency="simple", reason=""
    )
    assert (same.holder, same.topic, same.urgency) == (w.saule, "other", "simple")
    turned = services.confirm_route(
        officer=w.saule,
        appeal=got,
        topic="safety",
        urgency="danger",
        reason="The roof is not held.",
    )
    assert turned.holder == w.saule  # a chair may hold it too, in the last turn
    services.confirm_route(
        officer=w.saule, appeal=got, topic="pressure", urgency="danger", reason="He is threatened."
    )
    got.refresh_from_db()
    assert (got.holder, got.status) == (w.kairat, "submitted")  # danger: the inspector first
    assert Move.objects.filter(kind="routed").latest("pk").words == "He is threatened."
    assert got.route_confirmed_at > timezone.now() - timedelta(minutes=1)


def test_danger_is_not_lowered_without_a_reason(w: World) -> None:
    got = asked(w, topic="safety", urgency=Urgency.DANGER)
    with pytest.raises(services.NotSuitableError):
        services.confirm_route(officer=w.kairat, appeal=got, topic="safety", urgency="ordinary")
    lowered = services.confirm_route(
        officer=w.kairat, appeal=got, topic="safety", urgency="ordinary", reason="I went there."
    )
    assert lowered.urgency == "ordinary"
