"""The public register of the union's bodies: names and places, no people."""

import base64
import json
from typing import Annotated, Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body

router = Router(tags=["bodies"])

Words = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")]


class BodyOut(Schema):
    """A body that works today. ``kato`` is the classifier's unit of its place."""

    id: int
    name: dict[str, str]
    level: Literal["centre", "branch", "region", "primary"]
    kato: str

    @staticmethod
    def resolve_name(body: Body) -> dict[str, str]:
        """Return the name in all its languages."""
        return dict(body.name)


class BodyPage(Schema):
    """A page of a list. ``next`` is given back as ``after`` for the following one."""

    items: list[BodyOut]
    next: str | None


class BodyQuery(Schema):
    """What to look for."""

    q: Words = ""
    level: Literal["centre", "branch", "region", "primary"] | None = None
    after: Annotated[str, Field(max_length=700)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 50


@router.get("/", response=BodyPage, auth=None, summary="Bodies of the union, page by page")
def list_bodies(request: HttpRequest, query: Query[BodyQuery]) -> dict[str, object]:
    """Return bodies in Kazakh alphabetical order; ``q`` finds words of a name in any language."""
    rows = orgs.open_bodies(level=query.level, query=query.q).order_by("sort_key", "pk")
    if query.after:
        rows = _behind(rows, query.after)
    found = list(rows[: query.limit + 1])
    items = found[: query.limit]
    more = len(found) > query.limit
    return {"items": items, "next": _mark(items[-1]) if more else None}


@router.get("/{int:body_id}", response=BodyOut, auth=None, summary="One body")
def show(request: HttpRequest, body_id: int) -> Body:
    """Return a body that works today."""
    body = orgs.open_bodies().filter(pk=body_id).first() if body_id < 2**63 else None
    if body is None:
        raise HttpError(404, _("No body that works today has this number."))
    return body


def _mark(body: Body) -> str:
    """Return where a page ended; its form is nobody's business and may change."""
    return base64.urlsafe_b64encode(json.dumps([body.sort_key, body.pk]).encode()).decode()


def _behind(rows: QuerySet[Body], mark: str) -> QuerySet[Body]:
    place = _read(mark)
    if place is None:
        raise HttpError(422, _("“after” is not one that a page gave."))
    key, pk = place
    return rows.filter(Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=pk))


def _read(mark: str) -> tuple[str, int] | None:
    try:
        place = json.loads(base64.urlsafe_b64decode(mark.encode()))
        json.dumps(place, ensure_ascii=False).encode()  # half a letter can be read, not asked for
    except (ValueError, RecursionError):
        return None
    match place:
        case [str(key), int(pk)] if "\0" not in key and abs(pk) < 2**63:
            return key, pk
        case _:
            return None
