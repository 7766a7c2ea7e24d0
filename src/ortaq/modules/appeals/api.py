"""Appeals for machines: the same services, the same rights as on screen."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Header, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import AwareDatetime

from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.models import Appeal, Reply
from ortaq.modules.appeals.receipts import code_of
from ortaq.modules.appeals.routing import posts_above
from ortaq.modules.appeals.services import Intake
from ortaq.modules.appeals.workflow import IllegalStepError, Secrecy, Topic, Urgency
from ortaq.modules.membership import selectors as membership

if TYPE_CHECKING:
    from ortaq.foundation.accounts.access import SignedRequest

router = Router(tags=["appeals"])

Words = Annotated[
    str, Field(min_length=1, max_length=10_000, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")
]


class AppealOut(Schema):
    """An appeal in a list."""

    number: str
    body_id: int
    topic: str
    status: str
    submitted_at: datetime
    due_on: date
    answered_at: datetime | None
    holder: str | None

    @staticmethod
    def resolve_holder(row: Appeal) -> str | None:
        """Return the officer's name as the author sees it."""
        return row.holder.short_name if row.holder else None


class ReplyOut(Schema):
    """An answer."""

    officer: str
    text: str
    at: datetime
    stars: int | None
    comment: str

    @staticmethod
    def resolve_officer(row: Reply) -> str:
        """Return the officer's name."""
        return row.officer.short_name


class AppealFullOut(AppealOut):
    """An appeal with its words."""

    text: str
    replies: list[ReplyOut]

    @staticmethod
    def resolve_replies(row: Appeal) -> list[Reply]:
        """Return the answers, the oldest first."""
        return selectors.replies_of(row)


class ReceiptOut(AppealOut):
    """What came of submitting; a repeat with the same key returns the same."""

    receipt_code: str

    @staticmethod
    def resolve_receipt_code(row: Appeal) -> str:
        """Return the code that proves one holds the receipt."""
        return code_of(row.public_id)


class AppealIn(Schema):
    """A new appeal. ``body_id`` is one of one's own primaries; the only one may be left out.

    Without a ``topic`` the words suggest one. ``danger``: to life or health. ``against``: the
    officer complained of, one of those above. ``secrecy`` confidential: the name is the holder's.
    """

    text: Words
    topic: Topic | None = None
    body_id: int | None = None
    secrecy: Secrecy = Secrecy.NAMED
    bypass: bool = False
    danger: bool = False
    against: UUID | None = None
    event_on: date | None = None

    def intake(self, body: Body) -> Intake:
        """Return what comes besides the words; HttpError 422 for what cannot be."""
        if self.event_on and self.event_on > timezone.localdate():
            raise HttpError(422, _("event_on lies ahead."))
        against = None
        if self.against:
            officers = {post.officer.public_id: post.officer for post in posts_above(body)}
            against = officers.get(self.against)
            if against is None:
                raise HttpError(422, _("against is no officer above you."))
        return Intake(
            secrecy=self.secrecy,
            bypass=self.bypass,
            against=against,
            event_on=self.event_on,
            urgency=Urgency.DANGER if self.danger else Urgency.ORDINARY,
        )


class AnswerIn(Schema):
    """An answer in words; after its day also why it took long, which the member reads."""

    text: Words
    late_reason: str = ""


@router.get("/", response=list[AppealOut], summary="My appeals, the newest first")
def list_mine(request: HttpRequest, before: AwareDatetime | None = None) -> list[Appeal]:
    """Return up to a hundred; ``before`` is the ``submitted_at`` of the last one seen."""
    rows = selectors.appeals_of(cast("SignedRequest", request).user)
    if before:
        rows = rows.filter(submitted_at__lt=before)
    return list(rows.order_by("-submitted_at", "-pk")[:100])


@router.post("/", response={201: ReceiptOut}, summary="Submit an appeal (safe to repeat)")
def create(
    request: HttpRequest,
    data: AppealIn,
    idempotency_key: Annotated[UUID, Header(alias="Idempotency-Key")],
) -> Status[Appeal]:
    """Submit; the same Idempotency-Key never makes a second appeal."""
    user = cast("SignedRequest", request).user
    bodies = {body.pk: body for body in membership.bodies_of(user)}
    if not bodies:
        raise HttpError(403, _("Appeals are for members."))
    if data.body_id is None and len(bodies) > 1:
        raise HttpError(422, _("You are in several organisations: name one by body_id."))
    body = bodies.get(data.body_id or next(iter(bodies)))
    if body is None:
        raise HttpError(422, _("body_id is not one of your organisations."))
    try:
        appeal = services.submit_appeal(
            author=user,
            body=body,
            topic=data.topic or "",
            text=data.text,
            idempotency_key=idempotency_key,
            intake=data.intake(body),
        )
    except services.NotSuitableError as error:
        raise HttpError(422, _("A complaint is about somebody else.")) from error
    return Status(201, appeal)


def _readable(request: HttpRequest, number: str) -> Appeal:
    appeal = selectors.appeal(number)
    if appeal is None or not request.user.has_perm("appeals.view", appeal):
        raise HttpError(404, _("There is no such appeal, or it is not yours to read."))
    return appeal


@router.get("/{number}", response=AppealFullOut, summary="One appeal that I may read")
def show(request: HttpRequest, number: str) -> Appeal:
    """Return an appeal to its author, its holder or his desk."""
    return _readable(request, number)


@router.post("/{number}/answer", response={201: ReplyOut}, summary="Answer an appeal that I hold")
def answer(request: HttpRequest, number: str, data: AnswerIn) -> Status[Reply]:
    """Answer; only the holder may."""
    appeal = _readable(request, number)
    if not request.user.has_perm("appeals.answer", appeal):
        raise HttpError(403, _("Only its holder answers an appeal."))
    officer = cast("SignedRequest", request).user
    try:
        reply = services.answer_appeal(
            officer=officer, appeal=appeal, text=data.text, late_reason=data.late_reason
        )
    except services.LateWithoutReasonError as error:
        raise HttpError(
            422, _("The day of the answer has passed: say why in late_reason.")
        ) from error
    except (IllegalStepError, services.NotHolderError) as error:
        raise HttpError(409, _("This appeal is not in work with you.")) from error
    return Status(201, reply)
