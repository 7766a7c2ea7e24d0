"""The member's pages: my job."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs, signed_in
from ortaq.modules.workplaces import selectors, services
from ortaq.modules.workplaces.forms import OwnJobForm, WordsForm
from ortaq.modules.workplaces.models import Job


@signed_in
@require_safe
def mine(request: SignedRequest) -> HttpResponse:
    """Show where I work, and find my workplace by words."""
    finding = WordsForm(request.GET)
    words = finding.words()
    context = {
        "jobs": selectors.jobs_of(request.user),
        "finding": finding,
        "words": words,
        "found": selectors.site_search(words, 20) if words else [],
    }
    return render(request, "workplaces/member/mine.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: SignedRequest, site_id: int) -> HttpResponse:
    """Say what I do at a site, and on whose side I sit."""
    site = selectors.site(site_id)
    if site is None or not site.is_open_on(timezone.localdate()):
        raise Http404
    known = next((job for job in selectors.jobs_of(request.user) if job.site_id == site_id), None)
    initial: dict[str, Any] = {"side": "worker"}
    if known:
        initial = {"position": known.position, "since": known.since, "side": known.side}
    form = OwnJobForm(request.POST or None, job=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_job(actor=request.user, user=request.user, site=site, **form.cleaned_data)
        except services.WorkplacesError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your job is written down."))
            return redirect("workplaces:mine")
    context = {"site": site, "form": form, "job": known}
    status = 422 if form.is_bound else 200
    return render(request, "workplaces/member/edit.html", context, status=status)


@require_POST
@needs("workplaces.end_own_job", load=selectors.job)
def end(request: SignedRequest, job: Job) -> HttpResponse:
    """Say that I work there no longer, from today."""
    services.end_job(actor=request.user, job=job, until=timezone.localdate())
    messages.success(request, _("Written down: today was your last day there."))
    return redirect("workplaces:mine")
