"""Taking an appeal in: once, with its officer, its clocks and its receipt, in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events import rapid
from ortaq.foundation.events.bus import publish
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.orgs.models import Body
from ortaq.lib.workdays.kz import KZ
from ortaq.modules.appeals.errors import EmptyTextError, NotAMemberError, NotSuitableError
from ortaq.modules.appeals.events import AppealSubmitted
from ortaq.modules.appeals.models import Appeal, Move
from ortaq.modules.appeals.numbers import next_numbers
from ortaq.modules.appeals.receipts import code_of, digest_of
from ortaq.modules.appeals.routing import send_on_its_way
from ortaq.modules.appeals.services.clock import start_clocks
from ortaq.modules.appeals.services.flood import join_flood
from ortaq.modules.appeals.services.moves import attach, note
from ortaq.modules.appeals.topics import suggest
from ortaq.modules.appeals.workflow import Manner, Secrecy, Topic, Urgency, due_on
from ortaq.modules.membership import selectors as membership

if TYPE_CHECKING:
    from ortaq.modules.workplaces.models import Site


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What may come with an appeal besides words, place and topic."""

    secrecy: Secrecy = Secrecy.NAMED
    bypass: bool = False  # nobody of the author's own primary
    against: User | None = None  # the officer it complains of
    site: "Site | None" = None
    event_on: date | None = None
    urgency: Urgency = Urgency.ORDINARY
    manner: Manner = Manner.ONLINE
    entered_by: User | None = None


PLAIN = Intake()
_TWIN = "SELECT id FROM appeals_appeal WHERE author_id = %s AND idempotency_key = %s"


@transaction.atomic
def submit_appeal(
    *,
    author: User,
    body: Body,
    text: str,
    idempotency_key: UUID,
    topic: str = "",
    files: Iterable[StoredFile] = (),
    intake: Intake = PLAIN,
) -> Appeal:
    """Take an appeal in, find its officer and start its clocks; return it.

    Words or a file are enough. Idempotent: the same key of the same author returns the first
    appeal and does nothing else, however many tries arrive at once (they wait for one another by
    a lock on the key). NotAMemberError unless the author is a member of this primary. ``files``
    may be stored while they are asked for, inside this transaction. The holder is told by a
    receiver of AppealSubmitted, after commit.
    """
    wait_for_twin(f"{author.pk}:{idempotency_key}")
    for (twin,) in rapid.ask(_TWIN, [author.pk, idempotency_key]):
        return Appeal.objects.get(pk=twin)
    if not membership.is_member(author, body):
        raise NotAMemberError(body.pk)
    appeal = Appeal(author=author, body=body, text=text, topic=topic)
    appeal.idempotency_key = idempotency_key
    with rapid.together():
        return take_in(appeal, intake, list(files))  # stored only now, when no twin was found


def take_in(appeal: Appeal, intake: Intake, files: list[StoredFile]) -> Appeal:
    """Complete and save a new appeal. Part of the caller's transaction.

    EmptyTextError without words and files; NotSuitableError for a complaint about oneself.
    """
    appeal.text = appeal.text.strip()
    if not appeal.text and not files:
        raise EmptyTextError
    if intake.against and intake.against.pk == appeal.author_id:
        raise NotSuitableError
    now = timezone.now()
    today = timezone.localdate(now)
    about = Topic(appeal.topic) if appeal.topic else suggest(appeal.text) or Topic.OTHER
    appeal.public_id = uuid4()
    appeal.topic = about.value
    _apply(appeal, intake)
    able = send_on_its_way(appeal)
    found = appeal.holder_id
    appeal.submitted_at = now
    appeal.due_on = due_on(today, KZ)
    appeal.receipt_digest = digest_of(code_of(appeal.public_id))
    [appeal.number] = next_numbers(today.year)
    grouped = join_flood(appeal, able)
    rapid.insert(appeal)
    attach(appeal, files)
    note(appeal, Move.Kind.SUBMITTED, who=appeal.author, to_id=found)
    start_clocks(appeal, is_new=True)
    if grouped:
        grouped()
    publish(AppealSubmitted(appeal_id=appeal.pk, body_id=appeal.body_id))
    return appeal


def _apply(appeal: Appeal, intake: Intake) -> None:
    """Copy what came besides the words."""
    appeal.secrecy = intake.secrecy.value
    appeal.bypass = intake.bypass
    appeal.against = intake.against
    appeal.site = intake.site
    appeal.event_on = intake.event_on
    appeal.urgency = intake.urgency.value
    appeal.manner = intake.manner.value
    appeal.entered_by = intake.entered_by


def wait_for_twin(key: str) -> None:
    """Let tries with one key pass one after another, until this transaction ends."""
    rapid.ask("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"appeal:{key}"])
