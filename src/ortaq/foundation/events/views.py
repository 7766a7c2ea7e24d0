"""Jobs that used up their tries, and the state of the queues."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ortaq.foundation.events import jobs, selectors, services
from ortaq.foundation.events.forms import RERUN, ChosenJobs
from ortaq.foundation.ui.access import SignedRequest, needs
from ortaq.foundation.ui.paging import paginate

MOST = 1_000  # in one press of "run all again"


@needs("events.view_jobs")
@require_safe
def overview(request: SignedRequest) -> HttpResponse:
    """Show dead letters, newest first, the queues and what the clock starts."""
    name = _name(request.GET)
    page = paginate(selectors.dead_jobs(name), request, order=("-id",))
    context = {
        "page": page,
        "letters": selectors.dead_letters(page.items),
        "count": selectors.dead_count(),
        "name": name,
        "queues": selectors.queue_states(),
        "workers": selectors.workers_alive(),
        "periodic": jobs.periodic_table(),
        "may_rerun": request.user.has_perm("events.rerun_job"),
    }
    return render(request, "events/overview.html", context)


def _name(words: QueryDict) -> str:
    """Return the name of a job that was asked for; the database knows no NUL."""
    return words.get("name", "").replace("\0", "")


@needs("events.rerun_job")
@require_POST
def act(request: SignedRequest) -> HttpResponse:
    """Run the chosen dead letters again, or discard them."""
    ids = list(selectors.dead_jobs().order_by("id").values_list("id", flat=True)[:MOST])
    form = ChosenJobs(request.POST, ids=ids)
    if not form.is_valid():
        messages.error(request, _("Nothing was done: choose at least one job of the list."))
    elif form.cleaned_data["act"] == RERUN:
        done = services.rerun_jobs(actor=request.user, ids=form.cleaned_data["job"])
        messages.success(
            request, ngettext("{n} job runs again.", "{n} jobs run again.", done).format(n=done)
        )
    else:
        done = services.discard_jobs(actor=request.user, ids=form.cleaned_data["job"])
        messages.success(
            request, ngettext("{n} job discarded.", "{n} jobs discarded.", done).format(n=done)
        )
    return redirect("events:jobs")


@needs("events.rerun_job")
@require_POST
def rerun_all(request: SignedRequest) -> HttpResponse:
    """Run all dead letters again, or those of one name; at most MOST at a time."""
    chosen = selectors.dead_jobs(_name(request.POST)).order_by("id")
    ids = list(chosen.values_list("id", flat=True)[:MOST])
    done = services.rerun_jobs(actor=request.user, ids=ids)
    messages.success(
        request, ngettext("{n} job runs again.", "{n} jobs run again.", done).format(n=done)
    )
    return redirect("events:jobs")
