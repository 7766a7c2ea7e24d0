"""What every act does: lock the row, move its state, write the audit entry, tell people."""

from typing import TYPE_CHECKING

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals import rules as appeals
from ortaq.modules.letters.errors import ClosedAppealError, NotHolderError
from ortaq.modules.letters.models import Letter
from ortaq.modules.letters.workflow import State, Step, after

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal

WITH = ("appeal__author", "appeal__holder", "appeal__desk", "body", "officer", "clock")


def locked(letter: Letter) -> Letter:
    """Return the row as it is now, held until the transaction ends."""
    rows = Letter.objects.select_for_update(of=("self",))
    return rows.select_related(*WITH).get(pk=letter.pk)


def step(letter: Letter, what: Step) -> None:
    """Move the state on. IllegalStepError when the step does not lead from here."""
    letter.state = after(State(letter.state), what).value


def must_hold(officer: User, appeal: "Appeal") -> None:
    """Refuse everybody but the one who has the appeal."""
    if not appeals.is_holder.test(officer, appeal):
        raise NotHolderError


def must_write(officer: User, appeal: "Appeal") -> None:
    """Refuse everybody but the one who has the appeal, and him when it is not in work."""
    must_hold(officer, appeal)
    if not appeal.is_open:
        raise ClosedAppealError


def note(letter: Letter, act: str, *, who: User | None) -> None:
    """Write the audit entry; the member's own act belongs to no desk's trail."""
    own = who is not None and who.pk == letter.appeal.author_id
    audit.record(
        action=f"letters.{act}",
        subject=letter,
        actor=who,
        body_id=None if own else letter.appeal.desk_id,
        params={"number": letter.number or "—", "appeal": letter.appeal.number},
    )


def tell_holder(letter: Letter, kind: str) -> None:
    """Tell the officer who has the appeal now, whoever wrote the letter."""
    if holder := letter.appeal.holder:
        _tell(letter, holder, kind, f"/desk/letters/{letter.public_id}/")


def tell_author(letter: Letter, kind: str) -> None:
    """Tell the member."""
    _tell(letter, letter.appeal.author, kind, f"/my/letters/{letter.public_id}/")


def _tell(letter: Letter, person: User, kind: str, url: str) -> None:
    params = {"appeal": letter.appeal.number, "number": letter.number}
    notify(users=[person], kind=f"letters.{kind}", params=params, url=url)
