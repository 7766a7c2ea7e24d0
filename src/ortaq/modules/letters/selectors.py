"""Reads of letters: the registry at the desk, one letter, what a link opens, the public page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.letters import tokens
from ortaq.modules.letters.models import Answer, Enclosure, Letter, Link, Solution, Version
from ortaq.modules.letters.workflow import GONE, SORTS, Kind, Side, State

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal

_WITH = (
    "appeal__author",
    "appeal__holder",
    "appeal__body",
    "appeal__desk",
    "body",
    "officer",
    "pdf",
    "docx",
)
_NOTICES = [kind.value for kind, s in SORTS.items() if s.side is Side.EMPLOYER and s.reply]

Shelf = Callable[[date], Q]
SHELVES: dict[str, Shelf] = {
    "": lambda _today: Q(),
    "drafts": lambda _today: Q(state__in=[State.DRAFT, State.REFUSED]),
    "approval": lambda _today: Q(state=State.WAITING),
    "ready": lambda _today: Q(state=State.READY),
    "reply": lambda _today: Q(state=State.SENT, due_on__isnull=False),
    "late": lambda today: Q(state=State.SENT, due_on__lt=today),
}


def letter(public_id: UUID) -> Letter | None:
    """Return a letter with everything its pages show, or None."""
    return Letter.objects.select_related(*_WITH).filter(public_id=public_id).first()


def answer(pk: int) -> Answer | None:
    """Return a reply, or None."""
    return Answer.objects.select_related("letter__appeal__author").filter(pk=pk).first()


def enclosure(pk: int) -> Enclosure | None:
    """Return a file of a reply, or None."""
    rows = Enclosure.objects.select_related("file", "answer__letter__appeal__author")
    return rows.filter(pk=pk).first()


def letters_for(officer: User, *, shelf: str = "", today: date | None = None) -> QuerySet[Letter]:
    """Return the letters of appeals at an officer's desks; of confidential ones only his own.

    ``shelf`` is a key of SHELVES. No author is loaded: a list names nobody.
    """
    where = SHELVES[shelf](today or timezone.localdate())
    there = appeals.named_to(officer)
    return Letter.objects.filter(where, appeal__in=there.values("pk")).select_related(
        "appeal", "body"
    )


def letters_of(appeal: "Appeal") -> list[Letter]:
    """Return the letters about an appeal, the newest first."""
    rows = Letter.objects.filter(appeal=appeal).select_related("body", "solution")
    return list(rows.order_by("-pk"))


@dataclass(frozen=True)
class Notice:
    """Where the employer's private notice stands: given, over, and which day ends it."""

    given: bool
    until: date | None
    is_over: bool


def notice_of(appeal: "Appeal", *, today: date) -> Notice:
    """Return whether the employer had the matter to himself for his days, or has replied."""
    rows = Letter.objects.filter(
        appeal=appeal, kind__in=_NOTICES, state__in=[s.value for s in GONE]
    ).values_list("private_until", "answered_at")
    given = list(rows)
    until = min((day for day, _at in given if day), default=None)
    over = any(at for _day, at in given) or (until is not None and until < today)
    return Notice(bool(given), until, over)


def needs_notice(letter: Letter) -> bool:
    """Whether a letter goes to the state, so that the employer hears first."""
    return SORTS[Kind(letter.kind)].side is Side.STATE


def answers_of(letter: Letter) -> list[Answer]:
    """Return what came back, with its files, the oldest first."""
    return list(letter.answers.prefetch_related("enclosures__file").order_by("pk"))


def link_of(letter: Letter) -> Link | None:
    """Return the link that works now, with its openings; None when there is none."""
    rows = Link.objects.filter(
        letter=letter, revoked_at__isnull=True, expires_at__gt=timezone.now()
    )
    return rows.prefetch_related("openings").first()


def live_link(token: str) -> Link | None:
    """Return the link of a token while it can be used, or None; forged ones ask no database."""
    digest = tokens.digest_of(token)
    if digest is None:
        return None
    rows = Link.objects.filter(
        digest=digest, revoked_at__isnull=True, expires_at__gt=timezone.now()
    )
    return rows.select_related(*[f"letter__{name}" for name in _WITH]).first()


def solution_of(letter: Letter) -> Solution | None:
    """Return the joint page of a letter, or None."""
    return Solution.objects.filter(letter=letter).select_related("done_by").first()


def versions_of(solution: Solution) -> list[Version]:
    """Return what both sides put on the table, the newest first."""
    return list(solution.versions.select_related("by").order_by("-no"))


def public_solution(public_id: UUID) -> Solution | None:
    """Return an agreed page that both sides opened to everybody, or None."""
    rows = Solution.objects.select_related("letter__body").filter(
        public_id=public_id, agreed_at__isnull=False, union_public=True, other_public=True
    )
    return rows.first()


def public_solutions() -> QuerySet[Solution]:
    """Return every page that both sides opened to everybody; a page orders them."""
    return Solution.objects.filter(
        agreed_at__isnull=False, union_public=True, other_public=True
    ).select_related("letter__body")


def waiting_for_word(author: User) -> QuerySet[Letter]:
    """Return the pages that wait for a member's word."""
    return Letter.objects.filter(appeal__author=author, state=State.WAITING.value)
