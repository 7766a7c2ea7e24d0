"""The desk's pages about persons: where somebody works, and on whose side."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.accounts.models import User
from ortaq.modules.workplaces import selectors, services
from ortaq.modules.workplaces.forms import EndJobForm, JobForm, MarkForm, WordsForm
from ortaq.modules.workplaces.models import Job, Site


@dataclass(frozen=True)
class Place:
    """A person at a site, whether or not he has a job there yet."""

    user: User
    site: Site


def person_of(public_id: UUID) -> User | None:
    """Return the person of an address."""
    return accounts.person(public_id)


def place_of(public_id: UUID, site_id: int) -> Place | None:
    """Return the person and the site of an address."""
    person, site = accounts.person(public_id), selectors.site(site_id)
    return Place(person, site) if person and site else None


@needs("workplaces.keep_jobs", load=person_of)
@require_safe
def person(request: SignedRequest, person: User) -> HttpResponse:
    """Show where a person works and worked; find the site of another job."""
    finding = WordsForm(request.GET)
    words = finding.words()
    context = {
        "person": person,
        "jobs": selectors.jobs_of(person),
        "past": selectors.past_jobs_of(person)[:20],
        "finding": finding,
        "words": words,
        "found": selectors.site_search(words, 20) if words else [],
    }
    return render(request, "workplaces/desk/person.html", context)


@needs("workplaces.keep_jobs", load=place_of)
@require_http_methods(["GET", "POST"])
def job(request: SignedRequest, place: Place) -> HttpResponse:
    """Write down a person's job at a site."""
    person, site = place.user, place.site
    known = next((job for job in selectors.jobs_of(person) if job.site_id == site.pk), None)
    initial = {"position": known.position, "since": known.since} if known else {}
    form = JobForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_job(actor=request.user, user=person, site=site, **form.cleaned_data)
        except services.WorkplacesError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The job is written down."))
            return redirect("workplaces-desk:person", public_id=person.public_id)
    context = {"person": person, "site": site, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "workplaces/desk/job.html", context, status=status)


@needs("workplaces.keep_jobs", load=selectors.job)
@require_http_methods(["GET", "POST"])
def mark(request: SignedRequest, job: Job) -> HttpResponse:
    """Mark on whose side a person sits; the page says before what a mark ends."""
    initial = {"side": job.side, "whole_employer": job.whole_employer, "ground": job.mark_ground}
    form = MarkForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.mark_side(actor=request.user, job=job, **form.cleaned_data)
        except services.WorkplacesError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Marked. The person has been told."))
            return redirect("workplaces-desk:person", public_id=job.user.public_id)
    context = {"job": job, "person": job.user, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "workplaces/desk/mark.html", context, status=status)


@needs("workplaces.keep_jobs", load=selectors.job)
@require_http_methods(["GET", "POST"])
def end(request: SignedRequest, job: Job) -> HttpResponse:
    """Say the last day of a person's job."""
    form = EndJobForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_job(actor=request.user, job=job, until=form.cleaned_data["until"])
        except services.WorkplacesError as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, _("The job has ended."))
            return redirect("workplaces-desk:person", public_id=job.user.public_id)
    context = {"job": job, "person": job.user, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "workplaces/desk/end.html", context, status=status)
