"""The API's description: for programs as OpenAPI, for people as a page."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ortaq.foundation.accounts.access import public
from ortaq.portals.api.problems import problem
from ortaq.portals.api.reference import chapters, schema


@public
@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """Return the OpenAPI description."""
    response = JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=3600)
    return response


@public
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show every operation: what it takes, what it returns, how it refuses."""
    return render(request, "api/docs.html", {"chapters": chapters(), "about": schema()["info"]})


@public
@csrf_exempt
def nothing_here(_request: HttpRequest) -> HttpResponse:
    """Refuse an address that no operation has, as a problem rather than a page."""
    return problem(404)
