"""What every act does: lock the row, note the move, write the audit entry."""

from collections.abc import Iterable

from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import rapid
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals.errors import EmptyTextError
from ortaq.modules.appeals.models import Appeal, Attachment, Move, Reply
from ortaq.modules.appeals.workflow import Status, Step, after


def locked(appeal: Appeal) -> Appeal:
    """Return the row as it is now, held until the transaction ends."""
    rows = Appeal.objects.select_for_update(of=("self",))
    return rows.select_related("author", "holder", "body", "desk").get(pk=appeal.pk)


def step(appeal: Appeal, what: Step) -> None:
    """Move the status on. IllegalStepError when the step does not lead from here."""
    appeal.status = after(Status(appeal.status), what).value


def said(text: str) -> str:
    """Return a text without edges. EmptyTextError when nothing is left."""
    text = text.strip()
    if not text:
        raise EmptyTextError
    return text


def note(
    appeal: Appeal,
    kind: Move.Kind,
    *,
    who: User | None,
    to: User | None = None,
    to_id: int | None = None,
    words: str = "",
) -> None:
    """Add a line to the timeline and an entry to the audit trail.

    An officer's act belongs to the trail of the desk where the appeal lies. The author's own act
    belongs to no desk: his name beside an appeal is not for those who may not read the appeal.
    """
    own = who is not None and who.pk == appeal.author_id
    to_id = to.pk if to else to_id
    rapid.add(Move(appeal=appeal, kind=kind, at=timezone.now(), who=who, to_id=to_id, words=words))
    audit.record(
        action=f"appeals.{kind.value}",
        subject=appeal,
        actor=who,
        body_id=None if own else appeal.desk_id,
        params={"number": appeal.number},
    )


def attach(appeal: Appeal, files: Iterable[StoredFile], *, reply: Reply | None = None) -> None:
    """Bind stored files to an appeal or to a reply on it."""
    rapid.add(*(Attachment(appeal=appeal, reply=reply, file=file) for file in files))


def place(appeal: Appeal, officer: User, desk: Body) -> None:
    """Give an appeal to an officer at his desk."""
    appeal.holder = officer
    appeal.desk = desk
