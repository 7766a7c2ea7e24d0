"""Guards on allauth's pages that it leaves open."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def few_guesses(view: View) -> View:
    """Count posted codes by session and by network address, in the cache that all processes share.

    allauth counts tries in the session alone; requests sent at once all read the same count.
    """

    @wraps(view)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            key = f"session:{request.session.session_key}"
            if not ratelimit.consume(request, action="confirm_code", key=key):
                refusal: HttpResponseBase = ratelimit.respond_429(request)
                return refusal
        return view(request, *args, **kwargs)

    return check
