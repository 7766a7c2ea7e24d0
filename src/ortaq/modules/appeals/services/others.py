"""Appeals that somebody else writes down: an officer for who came, a guest before joining."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals.errors import ClaimError, NotSuitableError, OwnAppealError
from ortaq.modules.appeals.models import Appeal, GuestContact, Move
from ortaq.modules.appeals.receipts import is_number, matches
from ortaq.modules.appeals.routing import route_appeal
from ortaq.modules.appeals.rules import is_kept_away
from ortaq.modules.appeals.services.moves import locked, note, step
from ortaq.modules.appeals.services.submit import (
    PLAIN,
    Intake,
    submit_appeal,
    take_in,
    wait_for_twin,
)
from ortaq.modules.appeals.workflow import Manner, Step
from ortaq.modules.workplaces import selectors as workplaces

_GUESTS = UUID("6d1f2c52-3a5b-4b43-9d0e-6a7a3b1c8e54")  # names of guests are made from their keys


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Who asks without an account, as he says it himself."""

    family_name: str
    given_name: str
    contact: str = ""
    language: str = "kk"


@transaction.atomic
def enter_for(  # noqa: PLR0913 -- what an officer writes down
    *,
    officer: User,
    author: User,
    body: Body,
    text: str,
    idempotency_key: UUID,
    topic: str = "",
    files: Iterable[StoredFile] = (),
    intake: Intake = PLAIN,
) -> Appeal:
    """Write an appeal down for a member who came in person; tell him, so that he may confirm it.

    OwnAppealError for oneself; NotSuitableError when the officer sits on the employer's side of
    the member's workplace; else as ``submit_appeal``.
    """
    _may_enter(officer, author=author, body=body)
    wait_for_twin(f"{author.pk}:{idempotency_key}")
    if twin := Appeal.objects.filter(author=author, idempotency_key=idempotency_key).first():
        return twin
    written = replace(intake, manner=Manner.IN_PERSON, entered_by=officer)
    appeal = submit_appeal(
        author=author,
        body=body,
        text=text,
        idempotency_key=idempotency_key,
        topic=topic,
        files=files,
        intake=written,
    )
    _entered(appeal, officer)
    notify(
        users=[author],
        kind="appeals.entered",
        params={"number": appeal.number},
        url=f"/my/appeals/{appeal.number}/",
        key=f"appeals.entered:{appeal.pk}",
    )
    return appeal


def _may_enter(officer: User, *, author: User, body: Body) -> None:
    if officer.pk == author.pk:
        raise OwnAppealError
    side = workplaces.is_employer_side(officer, body)
    if side or workplaces.is_employer_side_to(officer, author.pk):
        raise NotSuitableError


def _entered(appeal: Appeal, officer: User) -> None:
    """Say in the trail of the officer's desk that he wrote it down, once; never for whom."""
    audit.record(
        action="appeals.entered",
        subject=appeal,
        actor=officer,
        body_id=appeal.desk_id,
        params={"number": appeal.number},
    )


@transaction.atomic
def submit_as_guest(
    *,
    guest: Guest,
    body: Body | None,
    text: str,
    idempotency_key: UUID,
    topic: str = "",
    officer: User | None = None,
    intake: Intake = PLAIN,
) -> Appeal:
    """Take in the appeal of somebody without an account: a person is made who cannot sign in.

    ``body`` is where he works or lives, or None when he does not know: then the body of his site,
    else the centre. With ``officer`` he came in person. Idempotent by the key, as for members.
    What he says of himself proves nothing: his contact never becomes a way to sign in.
    """
    wait_for_twin(f"guest:{idempotency_key}")
    public_id = uuid5(_GUESTS, str(idempotency_key))
    if twin := Appeal.objects.filter(author__public_id=public_id).first():
        return twin
    if officer and intake.site and workplaces.is_employer_side_in(officer, intake.site.pk):
        raise NotSuitableError
    person = accounts.register_person(
        actor=officer,
        family_name=guest.family_name,
        given_name=guest.given_name,
        language=guest.language,
    )
    person.public_id = public_id
    person.save(update_fields=["public_id"])
    if body is None and intake.site:
        body = workplaces.body_of(intake.site)
    appeal = Appeal(author=person, body=body or orgs.centre(), text=text, topic=topic)
    appeal.idempotency_key = idempotency_key
    manner = Manner.IN_PERSON if officer else Manner.GUEST
    take_in(appeal, replace(intake, manner=manner, entered_by=officer), [])
    GuestContact.objects.create(appeal=appeal, contact=guest.contact.strip())
    if officer:
        _entered(appeal, officer)
    return appeal


@transaction.atomic
def claim(*, user: User, number: str, code: str) -> Appeal:
    """Make the appeal of a receipt one's own; its guest's record is erased.

    ClaimError when number and code do not belong together, when it is a member's appeal, or was
    claimed before: always the same one, so that nothing can be learned by trying. The road is
    asked anew when its officer may not meet an appeal of this author.
    """
    found = Appeal.objects.filter(number=number, guest__claimed_at__isnull=True).first()
    digest = bytes(found.receipt_digest) if found and is_number(number) else bytes(32)
    if not matches(code, digest) or found is None:
        raise ClaimError
    appeal = locked(found)
    if not GuestContact.objects.filter(appeal=appeal, claimed_at__isnull=True).exists():
        raise ClaimError
    guest = appeal.author
    GuestContact.objects.filter(appeal=appeal).update(claimed_at=timezone.now(), contact="")
    appeal.author = user
    holder = appeal.holder
    if holder and (holder.pk == user.pk or is_kept_away.test(holder, appeal)):
        _release(appeal)
    appeal.save()
    Move.objects.filter(appeal=appeal, who=guest).update(who=user)
    note(appeal, Move.Kind.CLAIMED, who=user)
    accounts.erase_person(user_id=guest.pk)
    return appeal


def _release(appeal: Appeal) -> None:
    """Take an appeal from an officer who may not meet its author; an open one finds another."""
    appeal.holder = None
    if appeal.is_open:
        step(appeal, Step.RETURN)
        appeal.holder, appeal.desk, appeal.reasons = route_appeal(appeal)


@transaction.atomic
def confirm_entered(*, author: User, appeal: Appeal) -> None:
    """Say that what an officer wrote down is what one said. Idempotent."""
    appeal = locked(appeal)
    if appeal.author_id != author.pk or appeal.entered_by_id is None:
        raise NotSuitableError
    if not Move.objects.filter(appeal=appeal, kind=Move.Kind.AGREED).exists():
        note(appeal, Move.Kind.AGREED, who=author)
