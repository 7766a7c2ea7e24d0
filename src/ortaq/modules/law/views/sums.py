"""Calculators for everybody: a plain form, the result line by line. Nothing typed is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.foundation.accounts.access import public
from ortaq.modules.law.sums.catalogue import CALCULATORS, rules, shown_sum


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the calculators."""
    return render(request, "law/sums/index.html", {"calculators": CALCULATORS.values()})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """Work out one sum. Numbers come by POST, so that no wage stands in an address."""
    found = CALCULATORS.get(slug)
    if found is None:
        raise Http404
    form = found.form(request.POST if request.method == "POST" else None)
    result = form.result(rules()) if form.is_bound else None
    context = {
        "calculator": found,
        "form": form,
        "result": shown_sum(result) if result else None,
    }
    status = 422 if form.is_bound and result is None else 200
    response = render(request, "law/sums/one.html", context, status=status)
    if form.is_bound:
        response.headers["Cache-Control"] = "private, no-store"
    return response
