"""Announcements: one row, whom they reach, who reads which reply."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.testing import run_jobs, waiting
from ortaq.foundation.notify.models import Message as Notice
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.texts.values import Texts
from ortaq.modules.appeals.tests.factories import World, world
from ortaq.modules.dialogue import selectors, services
from ortaq.modules.dialogue.models import Announcement, AnnouncementReply, ReadMark
from ortaq.modules.dialogue.tests.test_talk import as_
from ortaq.modules.dialogue.workflow import counted
from ortaq.modules.membership.tests.factories import member
from ortaq.modules.workplaces.models import Side
from ortaq.modules.workplaces.tests.factories import job, site

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    found = world()
    timur = person("Timur")
    mandate(timur, found.union.miners, Kind.CHAIR)
    found.timur = timur  # type: ignore[attr-defined]
    found.sailor = person("Sailor")  # type: ignore[attr-defined]
    member(found.sailor, found.union.port)  # type: ignore[attr-defined]
    found.smith = person("Smith")  # type: ignore[attr-defined]
    member(found.smith, found.union.mill)  # type: ignore[attr-defined]
    return found


def written(leader: User, body: Body, *, out: bool = True) -> Announcement:
    row = services.announce(
        leader=leader,
        body=body,
        title=Texts({"kk": "Жиналыс", "ru": "Собрание", "en": "Meeting"}),
        text=Texts({"ru": "В пятницу в 16:00."}),
        key=uuid4(),
    )
    if out:
        Announcement.objects.filter(pk=row.pk).update(
            sent_at=timezone.now() - timedelta(minutes=11), goes_at=timezone.now()
        )
        services.go_out(announcement_id=row.pk)
    row.refresh_from_db()
    return row


def reply(who: User, row: Announcement, text: str, *, public: bool = False) -> AnnouncementReply:
    return services.reply_to_announcement(
        person=who, announcement=row, text=text, is_public=public, key=uuid4()
    )


def test_it_reaches_the_body_and_all_below_and_nobody_else(w: World) -> None:
    of_branch = written(w.timur, w.union.miners)  # type: ignore[attr-defined]
    of_mine = written(w.saule, w.union.mine)
    people = {"aigul": w.aigul, "sailor": w.sailor, "smith": w.smith, "marat": w.marat}  # type: ignore[attr-defined]
    reached = {
        name: {row.body_id for row in selectors.announcements_for(user)}
        for name, user in people.items()
    }
    both = {w.union.miners.pk, w.union.mine.pk}
    assert reached == {
        "aigul": both,
        "sailor": {w.union.miners.pk},
        "smith": set(),
        "marat": set(),
    }
    for name, user in people.items():
        for row in (of_branch, of_mine):
            assert user.has_perm("dialogue.read_announcement", row) == (
                row.body_id in reached[name]
            )
    assert (of_branch.addressed, of_mine.addressed) == (4, 3)  # Aigul, Bota, Saule; and the sailor
    assert not Notice.objects.filter(kind__startswith="dialogue.announce").exists()
    leaders = {n for n in ("timur", "saule", "daniyar", "nurlan") if getattr(w, n).has_perm(
        "dialogue.lead_announcement", of_branch)}  # fmt: skip
    assert leaders == {"timur"}


def test_one_question_whatever_the_number_of_members(w: World) -> None:
    written(w.timur, w.union.miners)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as queries:
        found = selectors.news_for(w.aigul)
    assert (len(found), len(queries)) == (1, 1)
    services.mark_announcement_read(person=w.aigul, announcement=found[0])
    services.mark_announcement_read(person=w.aigul, announcement=found[0])
    assert ReadMark.objects.count() == 1
    assert not selectors.news_for(w.aigul)


def test_ten_minutes_to_take_it_back_and_once_only(w: World) -> None:
    key = uuid4()
    rows = {
        services.announce(
            leader=w.saule, body=w.union.mine, title=Texts({"kk": "Бір"}),
            text=Texts({"kk": "Екі"}), key=key,
        ).pk
        for _twice in range(2)
    }  # fmt: skip
    row = Announcement.objects.get(pk=rows.pop())
    assert not rows
    assert len(waiting("dialogue.go_out")) == 1
    assert not selectors.announcements_for(w.aigul).exists()
    assert not w.aigul.has_perm("dialogue.read_announcement", row)
    services.undo_announcement(leader=w.saule, announcement=row)
    run_jobs(at=timezone.now() + timedelta(minutes=11))
    row.refresh_from_db()
    assert row.addressed is None
    out = written(w.saule, w.union.mine)
    services.go_out(announcement_id=out.pk)
    with pytest.raises(services.TooLateError):
        services.undo_announcement(leader=w.saule, announcement=out)
    with pytest.raises(services.TalkError):
        services.announce(
            leader=w.saule, body=w.union.mine, title=Texts(), text=Texts(), key=uuid4()
        )


def test_a_reply_is_the_leaders_alone_or_everybodys(w: World) -> None:
    row = written(w.saule, w.union.mine)
    reply(w.aigul, row, "Only for you")
    loud = reply(w.aigul, row, "For all", public=True)
    assert {r.text for r in selectors.replies_for_member(w.bota, row)} == {"For all"}
    assert {r.text for r in selectors.replies_for_leader(w.saule, row)} == {
        "Only for you",
        "For all",
    }
    services.hide_reply(leader=w.saule, reply=loud, reason="An insult")
    assert not selectors.replies_for_member(w.bota, row).exists()
    assert selectors.replies_for_member(w.aigul, row).count() == 2  # her own, with the reason
    assert selectors.hidden_in(row) == 1
    for _n in range(3):
        reply(w.aigul, row, "More")
    with pytest.raises(services.TooManyError):
        reply(w.aigul, row, "Too much")
    services.mute_member(
        leader=w.saule, person=w.bota, body=w.union.mine, days=1, reason="Insults"
    )
    with pytest.raises(services.MutedError):
        reply(w.bota, row, "Again")


def test_a_private_reply_never_reaches_who_manages_its_author(w: World) -> None:
    shaft = site("Shaft", body=w.union.mine)
    deputy = person("Serik")
    job(deputy, shaft, Side.MANAGER)
    mandate(deputy, w.union.mine, Kind.DEPUTY, since=date(2021, 1, 1))
    row = written(w.saule, w.union.mine)
    quiet = reply(w.aigul, row, "Only for you")
    loud = reply(w.aigul, row, "For all", public=True)
    deputy = User.objects.get(pk=deputy.pk)
    assert list(selectors.replies_for_leader(deputy, row)) == [loud]
    assert not deputy.has_perm("dialogue.hide_reply", quiet)
    assert deputy.has_perm("dialogue.hide_reply", loud)


def test_readers_are_counted_aloud_from_seven_on(w: World) -> None:
    assert [counted(n) for n in (0, 6, 7)] == [None, None, 7]
    row = written(w.saule, w.union.mine)
    page = reverse("dialogue:announcement", args=[row.public_id])
    aigul, saule = as_(w.aigul), as_(w.saule)
    assert aigul.get(page).status_code == 200
    home = aigul.get(reverse("member:home")).content.decode()
    assert page not in home  # read
    assert as_(w.marat).get(page).status_code == 404
    theirs = reverse("dialogue-desk:announcement", args=[row.public_id])
    assert "fewer than 7" in saule.get(theirs).content.decode()
    for n in range(6):
        someone = person(f"Reader{n}")
        services.mark_announcement_read(person=someone, announcement=row)
    assert "read by 7 members" in saule.get(theirs).content.decode()
    values = {"text": "I come", "who": "all", "key": str(uuid4())}
    for _twice in range(2):
        aigul.post(page, values)
    assert AnnouncementReply.objects.count() == 1
    got = AnnouncementReply.objects.get()
    saule.post(
        reverse("dialogue-desk:hide", args=[row.public_id, got.pk]), {"reason": "Off topic"}
    )
    assert "hidden 1 public reply" in as_(w.bota).get(page).content.decode()
    made = saule.post(
        reverse("dialogue-desk:announce"),
        {
            "body": w.union.mine.pk, "title_kk": "Жаңалық", "text_kk": "Мәтін",
            "title_ru": "", "text_ru": "", "title_en": "", "text_en": "", "key": str(uuid4()),
        },
    )  # fmt: skip
    assert made.status_code == 302
    assert saule.get(made.headers["Location"]).status_code == 200
    undo = made.headers["Location"] + "undo/"
    assert saule.post(undo).status_code == 302
    assert Announcement.objects.filter(withdrawn_at__isnull=False).count() == 1
