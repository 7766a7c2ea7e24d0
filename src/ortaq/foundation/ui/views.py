"""The gallery, the reader's choices of language and colours, and the pages for errors."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ortaq.foundation.ui.access import public
from ortaq.foundation.ui.context import THEME_COOKIE, THEMES
from ortaq.foundation.ui.gallery import sample


@public
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in all its states; in a demo, in debugging and in tests only."""
    if settings.MODE == "production" and not settings.DEBUG:
        raise Http404
    return render(request, "ui/gallery.html", sample(request))


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Return to the page the reader came from, never to another site."""
    for address in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if url_has_allowed_host_and_scheme(
            address, {request.get_host()}, require_https=request.is_secure()
        ):
            return HttpResponseRedirect(address)
    return HttpResponseRedirect("/")


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
    )


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's language in a cookie; an unknown code changes nothing.

    A signed-in person's choice is told to the port UI_KEEP_LANGUAGE, ``(*, user, language)``:
    the next phone, and the letters, then speak it too.
    """
    response = _back(request)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, code)
        if request.user.is_authenticated:
            import_string(settings.UI_KEEP_LANGUAGE)(user=request.user, language=code)
    return response


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of light, dark or the device's colours in a cookie."""
    response = _back(request)
    choice = request.POST.get("theme", "")
    if choice in THEMES:
        _remember(response, THEME_COOKIE, choice)
    return response


@public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the member's application, for a phone's home screen."""
    icons = [
        {"src": static("ui/favicon.svg"), "type": "image/svg+xml", "sizes": "any"},
        *(
            {
                "src": static(f"ui/app-icon-{size}.png"),
                "type": "image/png",
                "sizes": f"{size}x{size}",
                "purpose": "any maskable",
            }
            for size in (192, 512)
        ),
    ]
    data = {
        "name": "Ortaq",
        "short_name": "Ortaq",
        "description": _("Your trade union in your phone"),
        "start_url": "/my/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf7f0",
        "theme_color": "#0b5563",
        "icons": icons,
    }
    return JsonResponse(data, content_type="application/manifest+json")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request we could not read; one that is too big gets its own words."""
    if isinstance(exception, RequestDataTooBig):
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return render(request, "413.html", status=status)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was open too long; the reason is Django's, not for people."""
    return render(request, "ui/csrf_failure.html", status=HTTPStatus.FORBIDDEN)
