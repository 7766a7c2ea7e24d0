"""Figures of a body: who its members are, who came and went, and how it stands among its like."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body, Line
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.membership import selectors as membership
from ortaq.modules.membership.rules import READERS_ABOVE
from ortaq.portals.desk.periods import PeriodForm
from ortaq.portals.desk.wording import (
    balance,
    circle_of,
    finding_of,
    finding_of_months,
    groups_of,
    spreads_of,
)

PER_PAGE = 50


def load_body(*, pk: int) -> Body | None:
    """Return the body that an address names."""
    return Body.objects.filter(pk=pk).first()


@needs("membership.desk")
@require_safe
def index(request: SignedRequest) -> HttpResponse:
    """Show the reader's bodies with their figures; a lone one opens at once."""
    mandates = orgs.mandates_of(request.user, kinds=READERS_ABOVE)
    bodies = list(dict.fromkeys(mandate.body for mandate in mandates))
    if len(bodies) == 1:
        return redirect("desk:figures", pk=bodies[0].pk)
    found = {body.pk: membership.figures_near(body)[body.pk] for body in bodies}
    shown = membership.for_reader(request.user, found)
    rows = [(body, shown[body.pk]) for body in bodies]
    return render(request, "desk/figures/index.html", {"rows": rows})


@needs("membership.count_members", load=load_body)
@require_safe
def show(request: SignedRequest, body: Body) -> HttpResponse:
    """Show who the members of a body are, and the same of each body directly below."""
    line, lines, page = _below(request, body)
    found = membership.figures_near(body, [row.pk for row in page.items])
    shown = membership.for_reader(request.user, found)
    own = shown[body.pk]
    months = membership.months_near(body, now=own.members)
    context = _frame(body, "now") | {
        "own": own,
        "groups": groups_of(own),
        "labels": [f"{day:%m.%Y}" for day, _n in months],
        "series": [(_("Members"), [n for _day, n in months])],
        "finding": finding_of_months(months),
        "line": line,
        "lines": lines,
        "page": page,
        "rows": [(row, shown[row.pk]) for row in page.items],
        "is_of_morning": membership.is_large(body),
    }
    return render(request, "desk/figures/show.html", context)


@needs("membership.count_members", load=load_body)
@require_safe
def movement(request: SignedRequest, body: Body) -> HttpResponse:
    """Show who came and went in a period, for a body and those directly below."""
    today = timezone.localdate()
    given = request.GET if "period" in request.GET else None
    form = PeriodForm(given, today=today)
    period = form.chosen()
    line, lines, page = _below(request, body)
    found = membership.movements_near(
        body, [row.pk for row in page.items], first=period.first, last=period.last
    )
    context = _frame(body, "movement") | {
        "form": form,
        "own": found[body.pk],
        "balance": balance(found[body.pk]),
        "finding": finding_of(found[body.pk]),
        "line": line,
        "lines": lines,
        "page": page,
        "rows": [(row, found[row.pk]) for row in page.items],
        "is_of_morning": membership.is_large(body),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/figures/movement.html", context, status=status)


@needs("membership.count_members", load=load_body)
@require_safe
def comparison(request: SignedRequest, body: Body) -> HttpResponse:
    """Show where a body stands in the spread of those like it; the others have no names."""
    found = membership.comparison(body)
    context = _frame(body, "comparison") | {
        "found": found,
        "circle": circle_of(found),
        "spreads": spreads_of(found),
    }
    return render(request, "desk/figures/comparison.html", context)


def _frame(body: Body, tab: str) -> dict[str, Any]:
    return {"body": body, "tab": tab, "may_open": body.level != Body.Level.CENTRE}


def _below(request: SignedRequest, body: Body) -> tuple[Line, list[Line], Any]:
    """Return the line shown, the lines that have bodies below, and a page of those bodies."""
    lines = [line for line in Line if orgs.children(body, line=line).exists()]
    asked = request.GET.get("line", "")
    line = next((known for known in lines if known.value == asked), (lines or list(Line))[0])
    page = paginate(
        orgs.children(body, line=line), request, order=("sort_key", "pk"), per_page=PER_PAGE
    )
    return line, lines, page
