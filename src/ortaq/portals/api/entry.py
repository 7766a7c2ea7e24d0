"""Who comes in by the machine door, and how often."""

import hashlib

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from ninja.security import SessionAuth
from ninja.throttling import SimpleRateThrottle


class Session(SessionAuth):
    """The same sign-in as on screen: the session cookie, and the CSRF token for changes.

    A person whose mandate needs a second factor has met the middleware before.
    """

    param_name = settings.SESSION_COOKIE_NAME


class Throttle(SimpleRateThrottle):
    """So many requests a minute for a person, or for an address without one.

    Counted in each process: a valve against a runaway program, not a defence; acts that matter
    have limits of their own.
    """

    cache = caches["local"]
    scope = "api"

    def __init__(self, *, signed_in: int, anonymous: int) -> None:
        self.rates = {True: signed_in, False: anonymous}
        super().__init__(rate=f"{signed_in}/min")

    def get_cache_key(self, request: HttpRequest) -> str:
        """Return whom to count, and set how many he may."""
        known = request.user.is_authenticated
        self.num_requests = self.rates[known]
        ident = f"user {request.user.pk}" if known else f"address {_address(request)}"
        digest = hashlib.sha256(ident.encode()).hexdigest()
        return self.cache_format % {"scope": self.scope, "ident": digest}


def _address(request: HttpRequest) -> str:
    """Return the caller's address: the last that our own proxy wrote, never what a caller says."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
