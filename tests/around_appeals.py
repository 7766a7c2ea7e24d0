"""What stands around the appeals of the small world: hearings, talk, letters, an agreement."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from ortaq.foundation.files import services as files
from ortaq.foundation.texts.values import Texts
from ortaq.modules.agreements import services as agreements
from ortaq.modules.agreements.models import Version
from ortaq.modules.dialogue import services as dialogue
from ortaq.modules.dialogue.models import Announcement
from ortaq.modules.hearings import services as hearings
from ortaq.modules.hearings.workflow import Kind as HearingKind
from ortaq.modules.letters import selectors as letter_selectors
from ortaq.modules.letters import services as letters
from ortaq.modules.letters.workflow import Kind as LetterKind
from tests.pictures import picture


def hearings_of(world: Any) -> None:
    """Aigul's case is heard in two weeks, and the term of her claim is watched."""
    who, things = world.people, world.things
    things["hearing"] = hearings.set_hearing(
        actor=who["daniyar"],
        appeal=things["appeal"],
        kind=HearingKind.COMMISSION,
        plan=hearings.Plan(
            starts_at=timezone.now() + timedelta(days=14),
            representative=who["daniyar"],
            place="Room 12",
        ),
    )
    things["limitation"] = hearings.open_limitation(
        actor=who["daniyar"],
        appeal=things["appeal"],
        key="other_disputes",
        event_on=timezone.localdate() - timedelta(days=30),
    )


def talk_of(world: Any) -> None:
    """Aigul talks with who holds her case; the chair has written to all, Bolat replied aloud."""
    who, at, things = world.people, world.bodies, world.things
    things["thread"] = dialogue.open_thread(member=who["aigul"], appeal=things["appeal"])
    voice = files.store(owner=who["aigul"], name="shift.jpg", stream=picture())
    word = dialogue.say(
        author=who["aigul"], thread=things["thread"], text="", key=UUID(int=1), files=[voice]
    )
    things["voice"] = word.enclosures.get()
    things["announcement"] = dialogue.announce(
        leader=who["saule"],
        body=at["mine"],
        title=Texts({"ru": "Собрание"}),
        text=Texts({"ru": "В пятницу."}),
        key=UUID(int=2),
    )
    hour = timedelta(hours=1)
    Announcement.objects.update(sent_at=timezone.now() - hour, goes_at=timezone.now() - hour)
    things["public_reply"] = dialogue.reply_to_announcement(
        person=who["bolat"],
        announcement=things["announcement"],
        text="Приду.",
        is_public=True,
        key=UUID(int=3),
    )
    things["mute"] = dialogue.mute_member(
        leader=who["saule"], person=who["bolat"], body=at["mine"], days=3, reason="Insults"
    )


def letters_of(world: Any) -> None:
    """One letter waits for Aigul's word; one without her name has come to an agreed page."""
    who, things = world.people, world.things
    officer = who["daniyar"]

    def prepared(*, names_member: bool) -> Any:
        draft = letters.Draft(
            to_name="ТОО «Шахта»",
            language="ru",
            facts="Ночные смены не оплачены.",
            asks="Оплатить.",
            names_member=names_member,
        )
        letter = letters.draft_letter(
            officer=officer, appeal=things["appeal"], kind=LetterKind.DEMAND, draft=draft
        )
        return letters.prepare_letter(officer=officer, letter=letter)

    things["letter"] = prepared(names_member=True)
    sent, address = letters.send_letter(
        officer=officer, letter=prepared(names_member=False), carrier="paper"
    )
    things["sent_letter"] = sent
    things["letter_token"] = address.rstrip("/").rpartition("/")[2]
    link = letter_selectors.live_link(things["letter_token"])
    assert link
    paper = ContentFile(b"Order No. 7", name="order.txt")
    things["reply"] = letters.receive_answer(
        link=link, key=UUID(int=7), words=letters.Words(text="Paid."), uploads=[paper]
    )
    things["enclosure"] = things["reply"].enclosures.get()
    things["solution"] = letters.propose_solution(
        officer=officer, letter=sent, text="Оплатить до июня.", check_on=timezone.localdate()
    )
    letters.accept_solution(link=link, version=1, writer="Директор", may_be_public=True)
    letters.open_to_public(officer=officer, letter=sent)


def agreement_of(world: Any) -> None:
    """The mine has an agreement with a checked text, a promise, and a proposal at the table."""
    who, things = world.people["daniyar"], world.things
    row = things["agreement"] = agreements.register_agreement(
        actor=who, body=world.bodies["mine"], draft=agreements.Draft(title="Agreement of the mine")
    )
    text = "2.1. Испытательный срок — пять месяцев.".encode()
    version = agreements.add_version(
        actor=who, agreement=row, name="agreement.txt", stream=BytesIO(text)
    )
    version = Version.objects.select_related("file", "agreement").get(pk=version.pk)
    things["agreement_text"] = agreements.read_version(version=version)
    things["agreement_finding"] = version.findings.get()
    things["promise"] = agreements.promise(actor=who, agreement=row, text="Water at the face")
    things["bargaining"] = agreements.open_round(
        actor=who, agreement=row, proposed_on=timezone.localdate()
    )
    things["proposal"] = agreements.propose(
        actor=who,
        round_=things["bargaining"],
        union_text="Two months of trial",
        key=UUID(int=3),
    )
