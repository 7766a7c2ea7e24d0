"""The desk: filters, names, notes, replies at hand, doubles, plans."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.texts.values import Texts
from ortaq.modules.appeals import personal, services
from ortaq.modules.appeals.models import Appeal, Clock, Merge, Note, SavedReply
from ortaq.modules.appeals.selectors import head_of, plans, queue_of
from ortaq.modules.appeals.selectors.queue import Filter, desk_of, filtered, tally
from ortaq.modules.appeals.services import Intake
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.appeals.workflow import Secrecy, Urgency
from ortaq.modules.appeals.workflow.replies import fill
from ortaq.modules.membership.tests.clients import as_
from ortaq.modules.membership.tests.factories import member

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


def second(w: World) -> User:
    made = person("Sanzhar")
    mandate(made, w.union.miners, Kind.LAWYER)
    return made


def test_the_queue_is_filtered_by_everything_at_once(w: World) -> None:
    today = timezone.localdate()
    late, soon, hours = asked(w), asked(w, w.bota), asked(w, topic="hours", urgency=Urgency.SIMPLE)
    Appeal.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=1))
    Appeal.objects.filter(pk=soon.pk).update(due_on=today)
    services.take_appeal(officer=w.daniyar, appeal=hours)
    desk = desk_of(w.daniyar)

    def found(**asked_for: object) -> set[str]:
        return set(
            filtered(desk, Filter(**asked_for), today=today).values_list("number", flat=True)
        )

    every = {late.number, soon.number, hours.number}
    assert found() == found(whole=True) == found(holder="me") == every
    assert found(holder="nobody") == found(collective="yes") == found(status="answered") == set()
    assert found(due="overdue") == {late.number}
    assert found(due="today", topic="pay", status="submitted") == {soon.number}
    assert found(urgency="simple", status="in_work") == {hours.number}
    assert found(number=soon.number) == found(number=soon.number[5:]) == {soon.number}
    assert found(number="no number") == found(body="nowhere at all") == set()
    assert found(body=str(w.union.mine.pk), language=w.aigul.language) >= {late.number}
    counted = tally(filtered(desk, Filter(), today=today), today=today)
    assert (counted.all, counted.overdue, counted.today, counted.is_more) == (3, 1, 1, False)
    above = head_of(w.daniyar, whole=False, today=today)
    assert (above.tally, above.with_officer) == (counted, queue_of(w.daniyar).count())
    assert head_of(w.saule, whole=True, today=today).tally.all == 0


def test_a_filter_lives_in_the_address_and_goes_on_to_the_next_appeal(w: World) -> None:
    first, _other, third = appeal(w, taken=True), appeal(w, topic="hours"), appeal(w)
    client = as_(w.daniyar)
    text = client.get("/desk/appeals/?topic=pay&due=nonsense").content.decode()
    assert first.number in text
    assert _other.number not in text
    page = client.get(f"/desk/appeals/{first.number}/?topic=pay")
    assert f'/desk/appeals/{third.number}/?topic=pay"' in page.content.decode()
    done = client.post(
        f"/desk/appeals/{first.number}/answer/?topic=pay",
        {"kind": "remedied", "text": "Paid.", "remedies": ["explained"]},
    )
    assert done["Location"] == f"/desk/appeals/{third.number}/?topic=pay&done={first.public_id}"


def test_a_confidential_author_is_named_to_the_holder_alone(w: World) -> None:
    colleague = second(w)
    got = asked(w, w.bota, secrecy=Secrecy.CONFIDENTIAL)
    holder = got.holder
    assert holder
    other = colleague if holder == w.daniyar else w.daniyar
    urls = ("/desk/appeals/?of=desk", f"/desk/appeals/{got.number}/")
    for url in urls:
        assert "Bota" in as_(holder).get(url).content.decode()
        assert "Bota" not in as_(other).get(url).content.decode()


def test_notes_are_for_colleagues_and_never_for_the_author(w: World) -> None:
    got = appeal(w, taken=True)
    client = as_(w.daniyar)
    url = f"/desk/appeals/{got.number}/note/"
    assert client.post(url, {"text": " "}).status_code == 422
    assert client.post(url, {"text": "The foreman lies."}).status_code == 302
    assert "The foreman lies." in client.get(f"/desk/appeals/{got.number}/").content.decode()
    assert "foreman" not in as_(w.aigul).get(f"/my/appeals/{got.number}/").content.decode()
    entry = Entry.objects.get(action="appeals.noted")
    assert (entry.actor, entry.params) == (w.daniyar, {"number": got.number})
    assert "foreman" not in str(personal.export(w.aigul))
    for stranger in (w.erlan, w.marat, w.nurlan, w.zhanar, w.aigul):
        assert as_(stranger).post(url, {"text": "Me too"}).status_code == 404
    with pytest.raises(services.NotSuitableError):
        services.add_note(officer=w.erlan, appeal=got, text="Not mine")
    services.withdraw(author=w.aigul, appeal=got, reason="Paid")
    personal.erase(w.aigul)
    assert Note.objects.get().text == ""


def test_blanks_of_a_reply_are_filled_once_and_braces_reach_nothing() -> None:
    values = {"number": "2026-000001", "name": "{day}", "day": "Friday"}
    text = "{name}, {number} by {day}. {0} {name.__class__} {unknown} {{day}}"
    assert fill(text, values) == (
        "{day}, 2026-000001 by Friday. {0} {name.__class__} {unknown} {Friday}"
    )


def test_a_saved_reply_comes_in_the_language_of_the_author_without_a_script(w: World) -> None:
    mandate(person("Head"), w.union.centre, Kind.LAWYER)
    w.aigul.language = "ru"
    w.aigul.save()
    got = appeal(w, taken=True)
    words = Texts({"ru": "{name}, ваше обращение {number}.", "en": "Not this"})
    centre = services.save_reply(
        officer=w.nurlan, body=w.union.centre, title="From above", text=words
    )
    with pytest.raises(services.NotSuitableError):
        services.save_reply(officer=w.daniyar, body=w.union.metal, title="No", text=words)
    client = as_(w.daniyar)
    page = client.get(f"/desk/appeals/{got.number}/?as=remedied&reply={centre.pk}")
    assert f"{w.aigul.given_name}, ваше обращение {got.number}." in page.content.decode()
    data = {"body": w.union.miners.pk, "title": "Ours", "text_kk": "Сәлем", "topic": "pay"}
    assert client.post("/desk/appeals/replies/", data).status_code == 302
    ours = SavedReply.objects.get(title="Ours")
    listed = client.get("/desk/appeals/replies/").content.decode()
    assert "From above" in listed
    assert f"/replies/{ours.pk}/" in listed
    assert f"/replies/{centre.pk}/" not in listed
    assert client.post(f"/desk/appeals/replies/{centre.pk}/drop/").status_code == 404
    assert as_(w.erlan).get(f"/desk/appeals/replies/{ours.pk}/").status_code == 404
    assert client.post(f"/desk/appeals/replies/{ours.pk}/drop/").status_code == 302
    assert list(SavedReply.objects.all()) == [centre]


def test_doubles_go_on_as_the_earlier_one_and_part_again_within_a_day(w: World) -> None:
    first, double, foreign = appeal(w), appeal(w, taken=True), asked(w, w.bota)
    with pytest.raises(services.NotOneMatterError):
        services.merge_appeals(actor=w.daniyar, appeals=[foreign], into=first)
    with pytest.raises(services.NotOneMatterError):
        services.merge_appeals(actor=w.daniyar, appeals=[first], into=double)
    with pytest.raises(services.NotSuitableError):
        services.merge_appeals(actor=w.erlan, appeals=[double], into=first)
    due = Clock.objects.get(appeal=first, kind="answer").due_at
    client = as_(w.daniyar)
    client.post(f"/desk/appeals/{first.number}/merge/", {"pick": [double.number]})
    double.refresh_from_db()
    assert (double.status, double.merged_into) == ("closed", first)
    assert not Clock.objects.filter(appeal=double, stopped_at=None).exists()
    assert Clock.objects.get(appeal=first, kind="answer", stopped_at=None).due_at == due
    message = Message.objects.get(person=w.aigul, kind="appeals.merged")
    assert message.params == {"number": double.number, "into": first.number}
    running = Clock.objects.filter(appeal=double, kind="answer").count()
    client.post(f"/desk/appeals/{double.number}/part/")
    double.refresh_from_db()
    assert (double.status, double.merged_into, double.closed_at) == ("in_work", None, None)
    assert Clock.objects.filter(appeal=double, kind="answer", stopped_at=None).count() == running
    services.merge_appeals(actor=w.daniyar, appeals=[double], into=first)
    Merge.objects.filter(undone_at=None).update(at=timezone.now() - timedelta(days=2))
    with pytest.raises(services.NotMergedError):
        services.undo_merge(actor=w.daniyar, appeal=double)


def test_all_appeals_of_a_leaving_lawyer_find_others_by_load(w: World) -> None:
    for _n in range(6):
        asked(w)
    safety = asked(w, topic="safety")
    assert safety.holder == w.kairat
    colleagues = [second(w), person("Dana")]
    mandate(colleagues[1], w.union.miners, Kind.LAWYER)
    head = person("Head")
    mandate(head, w.union.miners, Kind.CHAIR)
    held = plans.held_open(w.daniyar, head)
    plan = plans.suggest_plan(w.daniyar, held)
    assert len(plan) == 6
    assert {user.pk: n for user, n in plans.counts_of(plan)} == {c.pk: 3 for c in colleagues}
    assert as_(w.saule).get(f"/desk/appeals/plan/{w.daniyar.public_id}/").status_code == 404
    client, url = as_(head), f"/desk/appeals/plan/{w.daniyar.public_id}/"
    assert client.post(url, {"reason": "He leaves"}).status_code == 422
    rows = {f"to-{one.appeal.number}": str(one.choices[0].public_id) for one in plan[:5]}
    assert client.post(url, rows | {"reason": "He leaves"}).status_code == 302
    assert Appeal.objects.filter(holder=w.daniyar).count() == 1
    assert Message.objects.filter(kind="appeals.came_many").count() == 2
    last = plan[5].appeal
    stays = services.hand_over_many(
        actor=head, officer_from=w.daniyar, plan={last.number: w.erlan}, reason="He leaves"
    )
    assert (stays.given, stays.stayed) == (0, [last.number])


def test_a_full_queue_keeps_to_its_questions(w: World) -> None:
    for _n in range(3):
        appeal(w, taken=True)
    assert head_of(w.daniyar, whole=False, today=timezone.localdate()).matters == []
    for url in ("/desk/appeals/plan/", f"/desk/appeals/plan/{w.daniyar.public_id}/"):
        assert as_(w.daniyar).get(url).status_code == 200


def test_managers_of_the_workplace_reach_none_of_it(w: World) -> None:
    member(w.erlan, w.union.mine)  # of the mine, yet lawyer elsewhere
    got = appeal(w, taken=True)
    for path in ("", "note/", "merge/", "part/", "group/", "ungroup/"):
        url = f"/desk/appeals/{got.number}/{path}"
        client = as_(w.erlan)
        answer = client.post(url) if path else client.get(url)
        assert answer.status_code == 404
