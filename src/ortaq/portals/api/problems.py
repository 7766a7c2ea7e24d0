"""Refusals for machines: application/problem+json of RFC 9457, in the reader's language."""

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

TITLES = {
    HTTPStatus.BAD_REQUEST: gettext_lazy("The request cannot be read"),
    HTTPStatus.UNAUTHORIZED: gettext_lazy("Please sign in"),
    HTTPStatus.FORBIDDEN: gettext_lazy("This is not allowed"),
    HTTPStatus.NOT_FOUND: gettext_lazy("There is no such thing, or it is not yours to see"),
    HTTPStatus.METHOD_NOT_ALLOWED: gettext_lazy("This address does not take such a request"),
    HTTPStatus.CONFLICT: gettext_lazy("This step is not possible now"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: gettext_lazy("The request is too large"),
    HTTPStatus.UNPROCESSABLE_ENTITY: gettext_lazy("Something in the request is wrong"),
    HTTPStatus.TOO_MANY_REQUESTS: gettext_lazy("Too many requests; please wait"),
    HTTPStatus.INTERNAL_SERVER_ERROR: gettext_lazy("Something went wrong on our side"),
}


class FieldError(Schema):
    """What is wrong with one value; ``at`` is its place: body.text, query.before."""

    at: str
    detail: str


class Problem(Schema):
    """A refusal. ``title`` depends on the status only; ``detail`` on this case."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[FieldError] = []


def problem(
    status: int, detail: str = "", *, errors: list[dict[str, str]] | None = None
) -> JsonResponse:
    """Return a refusal; nothing of the request is repeated in it."""
    title = TITLES.get(HTTPStatus(status)) or HTTPStatus(status).phrase
    body: dict[str, Any] = {"type": "about:blank", "title": str(title), "status": status}
    if detail:
        body["detail"] = detail
    if errors:
        body["errors"] = errors
    response = JsonResponse(body, status=status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def install(api: NinjaAPI) -> None:
    """Make every refusal of the API a problem."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        ValidationError: _invalid,
        Throttled: _throttled,
        HttpError: _http,
        Http404: lambda _request, _error: problem(404),
        PermissionDenied: lambda _request, _error: problem(403),
        RequestDataTooBig: lambda _request, _error: problem(413),
        DataError: _out_of_range,
        Exception: _unforeseen,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _http(_request: HttpRequest, error: HttpError) -> JsonResponse:
    # The library's own words are English labels of the status; the title says the same better.
    own = error.message in {"Unauthorized", "Forbidden"}
    return problem(error.status_code, "" if own else error.message)


def _throttled(_request: HttpRequest, error: Throttled) -> JsonResponse:
    response = problem(429)
    response.headers["Retry-After"] = str(max(int(error.wait or 1), 1))
    return response


def _invalid(_request: HttpRequest, error: ValidationError) -> JsonResponse:
    return problem(422, errors=[_field(item) for item in error.errors])


def _out_of_range(_request: HttpRequest, _error: DataError) -> JsonResponse:
    """Refuse a moment or a number that is well written, yet more than the database can hold."""
    return problem(422, _("A value is out of range."))


def _field(item: dict[str, Any]) -> dict[str, str]:
    """Name the place as the caller knows it; the function's parameter in between is ours."""
    place = [str(step) for step in item.get("loc", ())]
    if place[:1] == ["body"] and len(place) > 1:
        del place[1]
    return {"at": ".".join(place), "detail": str(item.get("msg", ""))}


def _unforeseen(request: HttpRequest, error: Exception) -> JsonResponse:
    view = request.resolver_match.view_name if request.resolver_match else ""
    log.error("error in the API at %s", view, exc_info=error)
    return problem(500, _("Nothing was changed. The error is written down; please try later."))
