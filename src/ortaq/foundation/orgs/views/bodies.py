"""The tree of bodies in both lines, and the acts on one body."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs, require
from ortaq.foundation.orgs import ports, selectors, services
from ortaq.foundation.orgs.forms.bodies import (
    BrowseForm,
    CloseForm,
    ContactsForm,
    MoveForm,
    OpenBodyForm,
    RenameForm,
    today_first,
)
from ortaq.foundation.orgs.models import Body, Line, Link
from ortaq.foundation.orgs.rules import Move
from ortaq.foundation.texts.quotes import inner
from ortaq.foundation.ui.paging import paginate

MEETINGS = 5  # on a body's page
GRANTORS = 5  # the nearest who may name somebody, where nobody holds a post
LONGEST_NUMBER = 18  # digits that always fit a key of the database


def load_body(*, pk: int) -> Body | None:
    """Return the body that an address names."""
    return Body.objects.filter(pk=pk).first()


def named_body(request: SignedRequest, word: str) -> Body | None:
    """Return the body that a word of the query names by number, or None."""
    text = request.GET.get(word, "")
    fits = text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER
    return load_body(pk=int(text)) if fits else None


@needs("orgs.view_body")
@require_safe
def browse(request: SignedRequest) -> HttpResponse:
    """Show the centre's children in one line, or what a search finds."""
    form = BrowseForm(request.GET)
    line, query = form.chosen_line(), form.query()
    top = Body.objects.filter(level=Body.Level.CENTRE).first()
    if query:
        found = selectors.open_bodies(query=query)
    elif top:
        found = selectors.children(top, line=line)
    else:
        found = selectors.open_bodies()
    page = paginate(found, request, order=("sort_key",), per_page=50)
    context = {
        "page": page,
        "rows": [(body, None) for body in page.items] if query else _counted(page.items, line),
        "line": line,
        "lines": Line.choices,
        "query": query,
        "top": top,
        "mine": selectors.switcher(request.user),
        "may_open": request.user.has_perm("orgs.grant"),
    }
    return render(request, "orgs/browse.html", context)


@needs("orgs.view_body", load=load_body)
@require_safe
def show(request: SignedRequest, body: Body) -> HttpResponse:
    """Show one body: where it stands, who acts for it, what stands under it, its life."""
    user, today = request.user, timezone.localdate()
    form = BrowseForm(request.GET)
    trails = [(line, selectors.trail(body, line=line)) for line in Line]
    stands_in = [line for line, trail in trails if len(trail) > 1]
    asked = request.GET.get("line")
    line = form.chosen_line() if asked or not stands_in else stands_in[0]
    sees_history = user.has_perm("orgs.view_history", body)
    below = selectors.count_below(body)
    places, people = list(selectors.history(body)), list(selectors.people_in_posts(body))
    context = {
        "body": body,
        "today": today,
        "is_open": body.is_open_on(today),
        "trails": [(found, trail) for found, trail in trails if len(trail) > 1],
        "planned": [place for place in places if _is_planned(place, today)],
        "people": people,
        "grantors": [] if people else selectors.grantors_above(body)[:GRANTORS],
        "proposed": selectors.proposed_mandates(body) if sees_history else [],
        "meetings": selectors.elections_of(body)[:MEETINGS],
        "story": selectors.story_of(body, places=places, people=people) if sees_history else [],
        "below": [(Body.Level(level).label, n) for level, n in below.items()],
        "line": line,
        "lines": Line.choices,
        "may_change": user.has_perm("orgs.change_body", body),
        "may_reshape": user.has_perm("orgs.reshape_body", body),
        "may_see_history": sees_history,
        "blocks": ports.body_blocks(request, body),
        **_children(request, body, line, any(below.values())),
    }
    return render(request, "orgs/body.html", context)


def _children(request: SignedRequest, body: Body, line: Line, has_any: bool) -> dict[str, object]:
    """Return a page of children, and how many stand below each of that page."""
    found = selectors.children(body, line=line) if has_any else Body.objects.none()
    page = paginate(found, request, order=("sort_key",))
    return {"page": page, "rows": _counted(page.items, line)}


def _counted(bodies: list[Body], line: Line) -> list[tuple[Body, int]]:
    below = selectors.counts_below(bodies, line=line)
    return [(body, below.get(body.pk, 0)) for body in bodies]


def _is_planned(place: Link, today: date) -> bool:
    return place.pending and (place.since > today or place.until is not None)


@needs("orgs.grant")
@require_http_methods(["GET", "POST"])
def open_new(request: SignedRequest) -> HttpResponse:
    """Open a body under one that the reader grants over."""
    under = named_body(request, "under")
    if under:
        require(request.user, "orgs.change_body", under)
    initial = {"level": Body.Level.PRIMARY, **today_first(), **_parents_as(under)}
    form = OpenBodyForm(request.POST or None, user=request.user, under=under, initial=initial)
    if request.method == "POST" and form.is_valid():
        parents = form.parents()
        for parent in parents.values():
            require(request.user, "orgs.change_body", parent)
        try:
            body = services.open_body(
                actor=request.user,
                name=form.cleaned_data["name"],
                level=form.cleaned_data["level"],
                kato=form.cleaned_data["kato"],
                parents=parents,
                opened_on=form.cleaned_data["opened_on"],
            )
        except services.BodyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The body “{body}” is open.").format(body=inner(body)))
            return redirect("orgs:body", body.pk)
    return render(request, "orgs/open.html", {"form": form, "under": under})


def _parents_as(under: Body | None) -> dict[str, int]:
    if under is None:
        return {}
    lines = {
        Body.Level.BRANCH: [Line.BRANCH],
        Body.Level.REGION: [Line.TERRITORY],
    }.get(Body.Level(under.level), list(Line))
    return {line.value: under.pk for line in lines}


@needs("orgs.change_body", load=load_body)
@require_http_methods(["GET", "POST"])
def rename(request: SignedRequest, body: Body) -> HttpResponse:
    """Give a body another name."""
    form = RenameForm(request.POST or None, initial={"name": body.name})
    if request.method == "POST" and form.is_valid():
        services.rename_body(actor=request.user, body=body, name=form.cleaned_data["name"])
        messages.success(
            request, _("The new name is saved. The old one stays in the audit trail.")
        )
        return redirect("orgs:body", body.pk)
    return render(request, "orgs/rename.html", {"form": form, "body": body})


@needs("orgs.change_body", load=load_body)
@require_http_methods(["GET", "POST"])
def contacts(request: SignedRequest, body: Body) -> HttpResponse:
    """Say where a body is found."""
    known = {"address": body.address, "phone": body.phone, "email": body.email}
    form = ContactsForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        services.set_contacts(actor=request.user, body=body, **form.cleaned_data)
        messages.success(request, _("The address is saved."))
        return redirect("orgs:body", body.pk)
    return render(request, "orgs/contacts.html", {"form": form, "body": body})


@needs("orgs.reshape_body", load=load_body)
@require_http_methods(["GET", "POST"])
def move(request: SignedRequest, body: Body) -> HttpResponse:
    """Hang a body under another parent, today or on a day to come."""
    initial = {**today_first(), "line": request.GET.get("line", Line.BRANCH)}
    form = MoveForm(request.POST or None, user=request.user, body=body, initial=initial)
    if request.method == "POST" and form.is_valid():
        line, parent = Line(form.cleaned_data["line"]), form.cleaned_data["parent"]
        on = form.cleaned_data["on"]
        try:
            require(request.user, "orgs.move_body", Move(body, line, parent))
            _move(request, form, body)
        except PermissionDenied:
            form.add_error(
                None,
                _("Your mandate must reach both where the body stands and where it goes."),
            )
        except services.BodyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _moved(body, parent, on))
            return redirect("orgs:body", body.pk)
    context = {
        "form": form,
        "body": body,
        "trails": [(line, selectors.trail(body, line=line)) for line in Line],
    }
    return render(request, "orgs/move.html", context)


def _move(request: SignedRequest, form: MoveForm, body: Body) -> None:
    """Transfer a body within a line; one that enters or leaves a line is moved."""
    values = form.cleaned_data
    line = Line(values["line"])
    stands = selectors.parent_on(body, line=line, day=timezone.localdate())
    act = services.transfer_body if stands and values["parent"] else services.move_body
    act(
        actor=request.user,
        body=body,
        line=line,
        parent=values["parent"],
        on=values["on"],
        ground=values["ground"],
    )


def _moved(body: Body, parent: Body | None, on: date) -> str:
    if on > timezone.localdate():
        return _("The move of “{body}” is planned.").format(body=inner(body))
    if parent is None:
        return _("“{body}” has left this line.").format(body=inner(body))
    return _("“{body}” now stands under “{parent}”.").format(
        body=inner(body), parent=inner(parent)
    )


@needs("orgs.reshape_body", load=load_body)
@require_POST
def cancel_move(request: SignedRequest, body: Body) -> HttpResponse:
    """Forget a planned move."""
    form = BrowseForm(request.POST)
    line = form.chosen_line()
    require(request.user, "orgs.move_body", Move(body, line, None))
    try:
        services.cancel_planned_move(actor=request.user, body=body, line=line)
    except services.NothingPlannedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The planned move is cancelled."))
    return redirect("orgs:body", body.pk)


@needs("orgs.reshape_body", load=load_body)
@require_http_methods(["GET", "POST"])
def close(request: SignedRequest, body: Body) -> HttpResponse:
    """Close a body, or say what stands in the way."""
    form = CloseForm(request.POST or None, initial=today_first())
    context = {"form": form, "body": body, "children": [], "mandates": [], "reasons": []}
    if request.method == "POST" and form.is_valid():
        try:
            services.close_body(actor=request.user, body=body, on=form.cleaned_data["on"])
        except services.BodyInUseError as error:
            form.add_error(None, str(error))
            context |= {
                "children": error.children,
                "mandates": error.mandates,
                "reasons": error.reasons,
            }
        except services.BodyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("“{body}” is closed. Its archive stays in place.").format(body=inner(body)),
            )
            return redirect("orgs:body", body.pk)
    return render(request, "orgs/close.html", context)
