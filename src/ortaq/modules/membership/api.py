"""The register for machines: one's own memberships, and applying."""

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from ninja.errors import HttpError

from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import LIVE, IllegalStepError

if TYPE_CHECKING:
    from ortaq.foundation.accounts.access import SignedRequest

router = Router(tags=["membership"])


class MembershipOut(Schema):
    """A membership as its owner sees it."""

    id: int
    body_id: int
    body: dict[str, str]
    state: str
    card_no: str | None
    applied_at: datetime
    decided_at: datetime | None
    reason: str
    left_on: date | None

    @staticmethod
    def resolve_body(row: Membership) -> dict[str, str]:
        """Return the body's name in all its languages."""
        return dict(row.body.name)


class ApplyIn(Schema):
    """An application; ``consent`` must be true."""

    body_id: int
    consent: bool


@router.get("/", response=list[MembershipOut], summary="My memberships and applications")
def list_mine(request: HttpRequest) -> list[Membership]:
    """Return all of one's own, those in force first."""
    return selectors.memberships_of(cast("SignedRequest", request).user)


@router.post(
    "/", response={201: MembershipOut}, summary="Apply to a primary organisation (repeatable)"
)
def create(request: HttpRequest, data: ApplyIn) -> Status[Membership]:
    """Apply; a repeat returns the application that waits."""
    body = None
    if 0 < data.body_id < 2**63:
        bodies = orgs.open_bodies(level=Body.Level.PRIMARY)
        body = bodies.filter(pk=data.body_id).first()
    if body is None:
        raise HttpError(404, _("No open primary organisation has this number."))
    if not data.consent:
        raise HttpError(422, _("An application cannot be kept without consent."))
    user = cast("SignedRequest", request).user
    return Status(201, services.apply_for_membership(user=user, body=body))


@router.post("/{membership_id}/leave", response=MembershipOut, summary="Take back or leave")
def leave(request: HttpRequest, membership_id: int) -> Membership:
    """Take an application back, or leave the primary."""
    user = cast("SignedRequest", request).user
    membership = selectors.membership(membership_id) if 0 < membership_id < 2**63 else None
    if membership is None or not user.has_perm("membership.leave", membership):
        raise HttpError(404, _("There is no such membership, or it is not yours."))
    if membership.state not in LIVE:
        raise HttpError(409, _("This membership is already over."))
    try:
        return services.leave(user=user, membership=membership)
    except IllegalStepError as error:
        raise HttpError(409, _("This membership is already over.")) from error
