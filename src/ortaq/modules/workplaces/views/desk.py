"""The desk's pages of the register: employers, groups, sites, head-counts, bodies at sites."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.workplaces import selectors, services
from ortaq.modules.workplaces.forms import (
    AttachForm,
    EmployerForm,
    FindForm,
    GroupForm,
    HeadCountForm,
    PersonForm,
    SiteForm,
    WordsForm,
)
from ortaq.modules.workplaces.models import Employer, Site

OWN = 20  # sites of the reader's own primaries, above the list of all employers
REFUSALS = (services.WorkplacesError,)


@needs("workplaces.desk")
@require_safe
def index(request: SignedRequest) -> HttpResponse:
    """List employers by words, region and trade."""
    form = FindForm(request.GET)
    asked = form.asked()
    page = paginate(selectors.employers(**asked), request, per_page=50, order=("sort_key", "pk"))
    context = {
        "form": form,
        "page": page,
        "asked": any(asked.values()),
        "own": [] if any(asked.values()) else _own_sites(request.user),
        "may_add": request.user.has_perm("workplaces.add"),
    }
    return render(request, "workplaces/desk/index.html", context)


def _own_sites(user: User) -> list[Site]:
    """Return where the members of the reader's own primaries work: those are looked at daily."""
    posts = orgs.mandates_of(user)
    bodies = [post.body_id for post in posts if post.body.level == Body.Level.PRIMARY]
    return list(selectors.sites_of_bodies(bodies)[:OWN]) if bodies else []


@needs("workplaces.desk", load=selectors.employer)
@require_safe
def employer(request: SignedRequest, employer: Employer) -> HttpResponse:
    """Show an employer: its sites, its people over time, its group."""
    counts = selectors.head_counts_of_employer(employer)
    page = paginate(
        selectors.sites_of_employer(employer), request, per_page=50, order=("sort_key", "pk")
    )
    bodies = selectors.bodies_at(page.items)
    others = employer.group.employers.exclude(pk=employer.pk) if employer.group else ()
    context = {
        "employer": employer,
        "page": page,
        "sites": [(site, bodies.get(site.pk)) for site in page.items],
        "counts": counts[-12:],
        "values": [people for _day, people in counts[-12:]],
        "others": others[:50],
        "joined": employer.joined.order_by("joined_on", "pk")[:50],
        "may_change": request.user.has_perm("workplaces.change_employer", employer),
        "may_add": request.user.has_perm("workplaces.add"),
    }
    return render(request, "workplaces/desk/employer.html", context)


@needs("workplaces.add")
@require_http_methods(["GET", "POST"])
def add_employer(request: SignedRequest) -> HttpResponse:
    """Register an employer."""
    form = EmployerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_employer(actor=request.user, **form.cleaned_data)
        except services.BinTakenError as error:
            form.add_error("bin_text", str(error))
        else:
            messages.success(request, _("Added. Now name the places where its people work."))
            return redirect("workplaces-desk:employer", pk=made.pk)
    return _form(request, form, title=_("Add an employer"), back="workplaces-desk:index")


@needs("workplaces.change_employer", load=selectors.employer)
@require_http_methods(["GET", "POST"])
def edit_employer(request: SignedRequest, employer: Employer) -> HttpResponse:
    """Correct an employer."""
    initial = {
        "bin_text": employer.bin or "",
        "name": employer.name,
        "oked": employer.oked,
        "kato": employer.kato,
        "group": employer.group_id,
    }
    form = EmployerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_employer(actor=request.user, employer=employer, **form.cleaned_data)
        except services.BinTakenError as error:
            form.add_error("bin_text", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("workplaces-desk:employer", pk=employer.pk)
    return _form(
        request, form, title=_("Change an employer"), back="workplaces-desk:employer", of=employer
    )


@needs("workplaces.desk")
@require_http_methods(["GET", "POST"])
def groups(request: SignedRequest) -> HttpResponse:
    """List the groups of companies, and add one."""
    may_add = request.user.has_perm("workplaces.add")
    if request.method == "POST" and not may_add:
        raise PermissionDenied
    form = GroupForm(request.POST or None) if may_add else None
    if request.method == "POST" and form and form.is_valid():
        services.add_group(actor=request.user, **form.cleaned_data)
        messages.success(request, _("Added. Choose the group on the page of each employer."))
        return redirect("workplaces-desk:groups")
    page = paginate(selectors.groups(), request, per_page=50, order=("sort_key", "pk"))
    status = 422 if form and form.is_bound else 200
    context = {"page": page, "form": form}
    return render(request, "workplaces/desk/groups.html", context, status=status)


@needs("workplaces.desk", load=selectors.site)
@require_safe
def site(request: SignedRequest, site: Site) -> HttpResponse:
    """Show a site: its people over time, the body that works there, and sides as counts."""
    return _site(request, site)


def _site(
    request: SignedRequest,
    site: Site,
    *,
    count: HeadCountForm | None = None,
    finding: PersonForm | None = None,
) -> HttpResponse:
    user = request.user
    counts = selectors.head_counts_of(site)[-12:]
    may_change = user.has_perm("workplaces.change_site", site)
    names = user.has_perm("workplaces.read_names", site)
    context = {
        "site": site,
        "is_open": site.is_open_on(timezone.localdate()),
        "body": selectors.body_of(site),
        "attachments": selectors.attachments_of(site)[:20],
        "counts": counts,
        "values": [row.people for row in counts],
        "sides": [(side.label, n) for side, n in selectors.sides_at(site).items()],
        "marks": selectors.employer_side_at(site)[:100] if names else None,
        "may_change": may_change,
        "may_take": user.has_perm("workplaces.take_site", site),
        "count": (count or HeadCountForm()) if may_change else None,
        "finding": (finding or PersonForm()) if user.has_perm("workplaces.add") else None,
    }
    status = 422 if count or finding else 200
    return render(request, "workplaces/desk/site.html", context, status=status)


@needs("workplaces.add", load=selectors.employer)
@require_http_methods(["GET", "POST"])
def add_site(request: SignedRequest, employer: Employer) -> HttpResponse:
    """Register a place where people of an employer work."""
    form = SiteForm(request.POST or None, initial={"kato": employer.kato})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_site(actor=request.user, employer=employer, **form.cleaned_data)
        except services.JoinedError as error:
            messages.error(request, str(error))
            return redirect("workplaces-desk:employer", pk=employer.pk)
        messages.success(
            request, _("Added. Now say whose members work there, and how many people.")
        )
        return redirect("workplaces-desk:site", pk=made.pk)
    return _form(
        request, form, title=_("Add a workplace"), back="workplaces-desk:employer", of=employer
    )


@needs("workplaces.change_site", load=selectors.site)
@require_http_methods(["GET", "POST"])
def edit_site(request: SignedRequest, site: Site) -> HttpResponse:
    """Correct a site."""
    initial = {"name": site.name, "kato": site.kato, "address": site.address}
    form = SiteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_site(actor=request.user, site=site, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("workplaces-desk:site", pk=site.pk)
    return _form(
        request, form, title=_("Change a workplace"), back="workplaces-desk:site", of=site
    )


@require_POST
@needs("workplaces.change_site", load=selectors.site)
def count(request: SignedRequest, site: Site) -> HttpResponse:
    """Say how many people work at a site."""
    form = HeadCountForm(request.POST)
    if form.is_valid():
        try:
            services.set_head_count(actor=request.user, site=site, **form.cleaned_data)
        except REFUSALS as error:
            form.add_error("on", str(error))
        else:
            messages.success(request, _("The head-count is written down."))
            return redirect("workplaces-desk:site", pk=site.pk)
    return _site(request, site, count=form)


@needs("workplaces.take_site", load=selectors.site)
@require_http_methods(["GET", "POST"])
def attach(request: SignedRequest, site: Site) -> HttpResponse:
    """Say whose members work at a site."""
    user = request.user
    finding = WordsForm(request.GET, label_suffix="")
    form = AttachForm(request.POST or None, user=user, words=finding.words())
    if request.method == "POST" and form.is_valid():
        body, since = form.cleaned_data["body"], form.cleaned_data["since"]
        if user.has_perm("workplaces.attach", body):
            try:
                services.attach_site(actor=user, site=site, body=body, since=since)
            except REFUSALS as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Members of “{body}” work there.").format(body=body))
                return redirect("workplaces-desk:site", pk=site.pk)
    context = {"site": site, "form": form, "words": finding.words()}
    status = 422 if form.is_bound else 200
    return render(request, "workplaces/desk/attach.html", context, status=status)


@require_POST
@needs("workplaces.take_site", load=selectors.site)
def detach(request: SignedRequest, site: Site) -> HttpResponse:
    """Say that the body's members work there no longer."""
    return _done(request, site, services.detach_site, _("No organisation works there now."))


@require_POST
@needs("workplaces.take_site", load=selectors.site)
def close(request: SignedRequest, site: Site) -> HttpResponse:
    """Close a workplace from today on."""
    return _done(request, site, services.close_site, _("The workplace is closed."))


def _done(request: SignedRequest, site: Site, act: Any, words: str) -> HttpResponse:
    try:
        act(actor=request.user, site=site, on=timezone.localdate())
    except REFUSALS as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("workplaces-desk:site", pk=site.pk)


@require_POST
@needs("workplaces.add", load=selectors.site)
def find_person(request: SignedRequest, site: Site) -> HttpResponse:
    """Find a person by address and family name, to write down the job at this site."""
    form = PersonForm(request.POST)
    if form.is_valid():
        person = form.person()
        if person and request.user.has_perm("workplaces.keep_jobs", person):
            return redirect("workplaces-desk:job", public_id=person.public_id, site_id=site.pk)
        form.add_error(
            None,
            _("Nobody whose record you may open has both this address and this family name."),
        )
    return _site(request, site, finding=form)


def _form(
    request: SignedRequest,
    form: forms.Form,
    *,
    title: str,
    back: str,
    of: Employer | Site | None = None,
) -> HttpResponse:
    """Show a form of the register."""
    context = {"form": form, "title": title, "of": of, "back": back}
    status = 422 if form.is_bound else 200
    return render(request, "workplaces/desk/form.html", context, status=status)
