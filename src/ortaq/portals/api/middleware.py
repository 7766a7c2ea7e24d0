"""Counts requests for Prometheus: by view and kind of answer, never by address."""

from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ortaq.portals.api import metrics


class MetricsMiddleware:
    """The outermost: it sees what people wait for. Costs some microseconds a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = perf_counter()
        response = self.get_response(request)
        metrics.count(_view(request), response.status_code, perf_counter() - began)
        return response


def _view(request: HttpRequest) -> str:
    """Return the view's name. An address may hold a secret, and there are too many of them."""
    match = request.resolver_match
    if match is None:
        return "static" if request.path.startswith(settings.STATIC_URL) else "unmatched"
    return match.view_name or "unnamed"
