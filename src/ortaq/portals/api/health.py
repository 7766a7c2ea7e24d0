"""Two pages for machines: is the process alive, and can it serve."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from ortaq.foundation.accounts.access import public
from ortaq.portals.api import checks

_NEVER_KEPT = {"Cache-Control": "no-store"}


@public
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers. Asks nobody else: a dead database is no reason to kill it."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers=_NEVER_KEPT)


@public
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Say whether people can be served, and what is wrong.

    503 only where taking this process out of rotation helps: no database, old tables. A late
    worker, a lagging chain or a full disk is told with 200 and ``"ok": false``.
    """
    answers = checks.all_answers()
    ready = all(answer.ok for answer in answers if answer.stops)
    body = {
        "ready": ready,
        "checks": {
            answer.name: {"ok": answer.ok, **({"reason": answer.reason} if answer.reason else {})}
            for answer in answers
        },
    }
    return JsonResponse(body, status=200 if ready else 503, headers=_NEVER_KEPT)
