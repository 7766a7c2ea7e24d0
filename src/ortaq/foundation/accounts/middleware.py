"""Forces a second factor where a mandate sees personal data; greets in a person's own language."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from ortaq.foundation.accounts import ports

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

# Without a second factor one may only leave, change the language, look at pictures and styles...
ALWAYS = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "accounts:prove",
        "ui:language",
        "ui:theme",
        "ui:manifest",
    }
)
# ...show the factor one has...
SHOWING = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
# ...or set up a first one.
SETTING_UP = frozenset(
    {"accounts:second_factor", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn"}
)

OWN_LANGUAGE = "ortaq_own_language"  # an attribute of the request that signed somebody in


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor (or came by a demo's one-time link)."""
    user: User = request.user  # type: ignore[assignment]
    return any(
        record.get("method") == "mfa"
        or (settings.MODE == "demo" and record.get("method") == "demo_link")
        for record in get_authentication_records(request, user)
    )


class OwnLanguageMiddleware:
    """After a sign-in, speak the person's own language where none was chosen on this device."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        own = getattr(request, OWN_LANGUAGE, "")  # set by hearing.note_language at a sign-in
        if own and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                own,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite="Lax",
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=True,
            )
        return response


class MfaRequiredMiddleware:
    """Send a person whose mandate sees personal data to his second factor before all else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._refusal(request) or self.get_response(request)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        if not request.user.is_authenticated or request.path.startswith(settings.STATIC_URL):
            return None
        if has_second_factor(request) or not ports.mfa_required(request.user):
            return None
        shown = is_mfa_enabled(
            request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        )
        if _name(request) in ALWAYS | (SHOWING if shown else SETTING_UP):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse(  # a problem of RFC 9457, as the whole API refuses
                {
                    "type": "about:blank",
                    "title": _("A second factor is needed"),
                    "status": 403,
                    "detail": _("Sign in on screen and show your second factor first."),
                },
                status=403,
                content_type="application/problem+json",
            )
        return _redirect(request, "mfa_reauthenticate" if shown else "accounts:second_factor")


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _redirect(request: HttpRequest, name: str) -> HttpResponse:
    """Redirect with the way back; what was posted is not repeated, so the way back is a GET."""
    back = request.get_full_path() if request.method == "GET" else "/"
    url = f"{reverse(name)}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
