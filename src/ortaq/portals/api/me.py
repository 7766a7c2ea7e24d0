"""Who I am to the house."""

from datetime import date
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from ortaq.foundation.orgs import selectors as orgs

if TYPE_CHECKING:
    from ortaq.foundation.accounts.access import SignedRequest

router = Router(tags=["me"])


class MandateOut(Schema):
    """A term of office."""

    kind: str
    body_id: int
    body: dict[str, str]
    since: date
    until: date | None


class MeOut(Schema):
    """The person who is signed in."""

    public_id: UUID
    name: str
    language: str
    mandates: list[MandateOut]


@router.get("/", response=MeOut, summary="Who I am, and my terms of office in force")
def me(request: HttpRequest) -> dict[str, object]:
    """Return the person of this session."""
    user = cast("SignedRequest", request).user
    return {
        "public_id": user.public_id,
        "name": user.full_name,
        "language": user.language,
        "mandates": [
            {
                "kind": mandate.kind,
                "body_id": mandate.body_id,
                "body": dict(mandate.body.name),
                "since": mandate.since,
                "until": mandate.until,
            }
            for mandate in orgs.mandates_of(user)
        ],
    }
