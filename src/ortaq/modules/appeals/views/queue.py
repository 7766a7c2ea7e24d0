"""The queue of a desk: by the clock, filtered by what stands in the address."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.appeals.forms.desk import FilterForm
from ortaq.modules.appeals.selectors import desks_kept, head_of
from ortaq.modules.appeals.selectors import queue as queued
from ortaq.modules.appeals.views.around import FILTERS, keep


@needs("appeals.desk")
def queue(request: SignedRequest) -> HttpResponse:
    """List open appeals by the clock: with me, or all at my desks; filters combine."""
    with desks_kept(request.user):
        return _queue(request)


def _queue(request: SignedRequest) -> HttpResponse:
    officer, today = request.user, timezone.localdate()
    # Folded filters are neither asked for nor drawn: most pages are the plain queue.
    is_wide = any(request.GET.get(name) for name in ("more", *FILTERS) if name not in PLAIN)
    form = FilterForm(request.GET, colleagues=queued.colleagues(officer) if is_wide else [])
    asked = form.asked
    desk = queued.desk_of(officer)
    rows = queued.filtered(desk, asked, today=today)
    page = paginate(rows, request, order=queued.ORDER)
    is_first = page.previous_url is None
    shows_cases = is_first and not asked.is_narrow
    head = head_of(officer, whole=asked.whole, today=today)
    context = {
        "page": page,
        "rows": queued.rows_of(page.items, officer),
        "form": form,
        "whole": asked.whole,
        "narrow": asked.is_narrow,
        "tally": queued.tally(rows, today=today) if asked.is_narrow else head.tally,
        "matters": head.matters if shows_cases else [],
        "dangers": head.dangers if is_first else [],
        "keep": keep(request),
        "may_plan": queued.may_plan(officer),
        "filters_open": is_wide,
    }
    return render(request, "appeals/desk/queue.html", context)


PLAIN = ("of", "due", "number")  # stand above the rows; the rest is folded away
