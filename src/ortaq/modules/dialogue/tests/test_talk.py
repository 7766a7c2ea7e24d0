"""Threads: both ends, who reads which words, manners, and a long one."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.world import sign_in

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.notify.models import Message as Notice
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.dialogue import selectors, services
from ortaq.modules.dialogue.models import Enclosure, Message, Mute, Thread
from ortaq.modules.dialogue.personal import erase, export
from ortaq.modules.dialogue.workflow import LAST, THROTTLE_MOST
from ortaq.modules.membership.tests.factories import member
from ortaq.modules.workplaces.models import Side
from ortaq.modules.workplaces.tests.factories import job, site

pytestmark = pytest.mark.django_db

PEOPLE = (
    "aigul", "bota", "saule", "daniyar", "galym", "timur", "erlan", "kairat", "nurlan", "zhanar",
    "asel", "serik", "marat",
)  # fmt: skip


@pytest.fixture
def w() -> World:
    """The desk of the branch with a second lawyer and a chair; Serik manages the mine."""
    found = world()
    serik = person("Serik")
    job(serik, site("Shaft", body=found.union.mine), Side.MANAGER)
    for name, where, kind in (
        ("Galym", found.union.miners, Kind.LAWYER),
        ("Timur", found.union.miners, Kind.CHAIR),
        ("Asel", found.union.centre, Kind.ADMINISTRATOR),
    ):
        someone = person(name)
        mandate(someone, where, kind, since=date(2021, 1, 1))
        setattr(found, name.lower(), someone)
    mandate(serik, found.union.mine, Kind.DEPUTY, since=date(2021, 1, 1))
    found.serik = serik  # type: ignore[attr-defined]
    return found


def who(w: World, permission: str, subject: object) -> set[str]:
    fresh = {name: User.objects.get(pk=getattr(w, name).pk) for name in PEOPLE}
    return {name for name, user in fresh.items() if user.has_perm(permission, subject)}


def say(author: User, thread: Thread, text: str = "Good day", key: UUID | None = None) -> Message:
    return services.say(author=author, thread=thread, text=text, key=key or uuid4())


def as_(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    client.cookies["lang"] = "en"
    return client


def fresh(thread: Thread) -> Thread:
    found = selectors.thread(thread.public_id)
    assert found is not None
    return found


def texts(reader: User, thread: Thread) -> list[str]:
    rows = selectors.messages_for(User.objects.get(pk=reader.pk), fresh(thread))
    return [row.text for row in rows.order_by("pk")]


def test_a_walk_of_everybody(w: World) -> None:
    case = services.open_thread(member=w.aigul, appeal=appeal(w, taken=True))
    chair = services.open_thread(member=w.aigul, body=w.union.mine)
    for thread in (case, chair):
        say(w.aigul, thread)
    case, chair = fresh(case), fresh(chair)
    assert who(w, "dialogue.own", case) == who(w, "dialogue.own", chair) == {"aigul"}
    assert who(w, "dialogue.sit", case) == {"daniyar"}
    assert who(w, "dialogue.sit", chair) == {"saule"}
    assert who(w, "dialogue.mute", case) == {"timur"}  # leads the desk, reads no word
    assert who(w, "dialogue.mute", chair) == {"saule"}  # Serik, deputy, is the employer's side
    listed = {n for n in PEOPLE if case in set(selectors.threads_for(getattr(w, n)))}
    assert listed == {"daniyar"}
    listed = {n for n in PEOPLE if chair in set(selectors.threads_for(getattr(w, n)))}
    assert listed == {"saule"}
    readers = {n for n in PEOPLE if texts(getattr(w, n), case)}
    assert readers == {"aigul", "daniyar"}
    word = say(w.aigul, case)
    stored = Enclosure(message=word, file_id=0)
    stored.message.thread = case
    assert who(w, "dialogue.download", stored) == {"aigul", "daniyar"}
    Appeal.objects.update(secrecy="confidential")
    assert who(w, "dialogue.mute", fresh(case)) == set()


def test_a_manager_in_the_chair_sits_nowhere_and_nobody_talks_to_himself(w: World) -> None:
    assert selectors.chair_for(w.union.mine, w.saule) is None
    job(w.saule, site("Office", body=w.union.mine), Side.HR)
    w.saule.mandates.update(state="held", until=None)
    saule = User.objects.get(pk=w.saule.pk)
    assert selectors.chair_for(w.union.mine, w.aigul) is None
    with pytest.raises(services.NobodyThereError):
        services.open_thread(member=w.aigul, body=w.union.mine)
    assert not selectors.threads_for(saule).exists()


def test_words_wait_are_answered_read_and_told_once(w: World) -> None:
    got = appeal(w, taken=True)
    thread = services.open_thread(member=w.aigul, appeal=got)
    key = uuid4()
    assert say(w.aigul, thread, "One", key) == say(w.aigul, thread, "One", key)
    say(w.aigul, thread, "Two")
    row = fresh(thread)
    assert (row.officer_new, row.member_new, row.waits_since is not None) == (2, 0, True)
    assert selectors.waiting_for(w.daniyar) == 1
    assert Notice.objects.filter(kind="dialogue.word_of_member").count() == 1
    services.read_thread(reader=w.daniyar, thread=thread)
    assert selectors.waiting_for(w.daniyar) == 1  # read is not answered
    say(w.daniyar, thread, "Three")
    got.refresh_from_db()
    assert got.first_word_at is not None
    row = fresh(thread)
    assert (row.officer_new, row.member_new, row.waits_since) == (0, 1, None)
    assert selectors.unread_of(w.aigul) == 1
    services.read_thread(reader=w.aigul, thread=thread)
    assert selectors.unread_of(w.aigul) == 0
    say(w.aigul, thread, "Four")
    assert Notice.objects.filter(kind="dialogue.word_of_member").count() == 2
    assert texts(w.daniyar, thread) == ["One", "Two", "Three", "Four"]
    for notice in Notice.objects.filter(kind__startswith="dialogue."):
        assert not notice.params
    with pytest.raises(services.NobodyThereError):
        say(w.galym, thread)  # type: ignore[attr-defined]
    with pytest.raises(services.EmptyWordError):
        say(w.aigul, thread, "  ")
    got.status = "closed"
    got.save()
    with pytest.raises(services.ClosedError):
        say(w.aigul, thread)


def test_who_comes_later_reads_from_that_day_unless_the_member_shows_more(w: World) -> None:
    got = appeal(w, taken=True)
    thread = services.open_thread(member=w.aigul, appeal=got)
    say(w.aigul, thread, "To Daniyar")
    got.holder = w.galym  # type: ignore[attr-defined]
    got.save()
    services.look_at_seat(thread=thread)
    services.look_at_seat(thread=thread)
    say(w.aigul, thread, "To Galym")
    assert texts(w.galym, thread) == ["To Galym"]  # type: ignore[attr-defined]
    assert texts(w.daniyar, thread) == []
    assert texts(w.aigul, thread) == ["To Daniyar", "To Galym"]
    assert Notice.objects.filter(kind="dialogue.new_officer", person=w.aigul).count() == 1

    services.answer_about_earlier(member=w.aigul, thread=thread, show=False)
    assert texts(w.galym, thread) == ["To Galym"]  # type: ignore[attr-defined]
    services.answer_about_earlier(member=w.aigul, thread=thread, show=True)
    assert texts(w.galym, thread) == ["To Daniyar", "To Galym"]  # type: ignore[attr-defined]

    got.holder = w.daniyar  # he returns: what he had read he reads again, not what came between
    got.save()
    services.look_at_seat(thread=thread)
    assert texts(w.daniyar, thread) == ["To Daniyar", "To Galym"]
    trail = Entry.objects.filter(action__startswith="dialogue.").values_list("action", flat=True)
    assert list(trail.order_by("pk")) == ["dialogue.earlier_kept", "dialogue.earlier_shown"]


def test_read_is_shown_only_when_both_want_it(w: World) -> None:
    thread = services.open_thread(member=w.aigul, body=w.union.mine)
    say(w.aigul, thread)
    services.read_thread(reader=w.saule, thread=thread)
    seen = []
    for people in ([], [w.aigul], [w.aigul, w.saule]):
        for one in people:
            services.set_receipts(person=one, wanted=True)
        seen.append(selectors.receipts_between(w.aigul, w.saule))
    assert seen == [False, False, True]
    page = as_(w.aigul).get(reverse("dialogue:show", args=[thread.public_id])).content.decode()
    assert "· read" in page
    services.set_receipts(person=w.saule, wanted=False)
    page = as_(w.aigul).get(reverse("dialogue:show", args=[thread.public_id])).content.decode()
    assert "· read" not in page


def test_manners_a_throttle_and_a_silence_with_a_reason(w: World) -> None:
    thread = services.open_thread(member=w.aigul, body=w.union.mine)
    for _n in range(THROTTLE_MOST):
        say(w.aigul, thread)
    with pytest.raises(services.TooManyError):
        say(w.aigul, thread)
    Message.objects.update(at=timezone.now() - timedelta(minutes=11))
    say(w.aigul, thread)

    for days in (0, 31):
        with pytest.raises(services.TalkError):
            services.mute_member(
                leader=w.saule, person=w.aigul, body=w.union.mine, days=days, reason="Threats"
            )
    mute = services.mute_member(
        leader=w.saule, person=w.aigul, body=w.union.mine, days=3, reason="Threats"
    )
    with pytest.raises(services.MutedError):
        say(w.aigul, thread)
    say(w.saule, thread)  # who muted may still write
    page = as_(w.aigul).get(reverse("dialogue:show", args=[thread.public_id])).content.decode()
    assert "Threats" in page
    assert reverse("appeals:new") in page
    assert who(w, "dialogue.lift_mute", mute) == {"saule", "timur", "nurlan"}
    Mute.objects.update(until=timezone.now() + timedelta(seconds=1), since=timezone.now())
    services.lift_mute(leader=w.saule, mute=mute)
    say(w.aigul, thread)
    entry = Entry.objects.get(action="dialogue.muted")
    assert (entry.actor_id, entry.body_id, entry.params) == (
        w.saule.pk,
        w.union.mine.pk,
        {"days": 3},
    )


def test_a_long_thread_opens_with_its_last_words_at_the_cost_of_a_short_one(w: World) -> None:
    thread = services.open_thread(member=w.aigul, body=w.union.mine)
    client = as_(w.aigul)
    address = reverse("dialogue:show", args=[thread.public_id])
    say(w.saule, thread, "word 0")
    client.get(address)
    with CaptureQueriesContext(connection) as short:
        client.get(address)
    now = timezone.now()
    Message.objects.bulk_create(
        Message(thread=thread, author=w.saule, text=f"word {n}", at=now, idempotency_key=uuid4())
        for n in range(1, 10_000)
    )
    Thread.objects.update(last_id=Message.objects.latest("pk").pk, member_read=2**40)
    with CaptureQueriesContext(connection) as long:
        page = client.get(address).content.decode()
    assert len(long) == len(short) <= 40
    assert page.count('<li class="list__item"') == LAST
    assert "word 9999" in page
    assert "word 9969" not in page
    older = page.partition('class="button button--quiet" href="')[2].partition('"')[0]
    assert "word 9969" in client.get(older.replace("&amp;", "&")).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("analyze dialogue_message")
        rows = Message.objects.filter(thread=thread).order_by("-id")[:31]
        assert "Sort" not in rows.explain()


def test_the_pages_from_either_side(w: World) -> None:
    got = appeal(w, taken=True)
    Appeal.objects.update(secrecy="confidential")
    aigul, daniyar, marat = as_(w.aigul), as_(w.daniyar), as_(w.marat)
    assert w.saule.short_name in aigul.get(reverse("dialogue:index")).content.decode()
    aigul.post(reverse("dialogue:start-chair", args=[w.union.mine.pk]))
    assert marat.post(reverse("dialogue:start-chair", args=[w.union.mine.pk])).status_code == 404
    for _twice in range(2):
        aigul.post(reverse("dialogue:start-case", args=[got.number]))
    thread = Thread.objects.get(appeal=got)
    address = reverse("dialogue:show", args=[thread.public_id])
    key = str(uuid4())
    for _twice in range(2):
        aigul.post(address, {"text": "My shift", "key": key})
    assert Message.objects.filter(thread=thread).count() == 1
    assert aigul.post(address, {"text": "", "key": key}).status_code == 422
    desk = daniyar.get(reverse("dialogue-desk:index")).content.decode()
    assert got.number in desk
    assert w.aigul.family_name not in desk.partition("<main")[2]  # a list names nobody
    theirs = reverse("dialogue-desk:show", args=[thread.public_id])
    assert "My shift" in daniyar.get(theirs).content.decode()
    daniyar.post(theirs, {"text": "I see it", "key": str(uuid4())})
    assert "I see it" in aigul.get(address).content.decode()
    for client in (marat, as_(w.saule), as_(w.galym)):  # type: ignore[attr-defined]
        assert client.get(address).status_code == 404
        assert client.get(theirs).status_code == 404


def test_a_persons_own_copy_and_the_erasure(w: World) -> None:
    thread = services.open_thread(member=w.aigul, body=w.union.mine)
    say(w.aigul, thread, "Mine")
    say(w.saule, thread, "Hers")
    assert [row["text"] for row in export(w.aigul)] == ["Mine"]
    assert erase(w.aigul) == []
    assert not Message.objects.exists()
    assert not Thread.objects.exists()
    member(w.marat, w.union.mine)
    other = services.open_thread(member=w.marat, body=w.union.mine)
    say(w.saule, other)
    assert len(erase(w.saule)) == 1
    assert Message.objects.count() == 1
