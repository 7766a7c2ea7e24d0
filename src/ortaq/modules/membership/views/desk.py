"""The desk's pages: applications, members of a primary, counts below, a person's record."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts import services as accounts_services
from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.forms.deciding import DecisionForm
from ortaq.modules.membership.forms.joining import MemberSearchForm, PurposeForm
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.rules import CHAIRS, READERS_ABOVE, bodies_of_person
from ortaq.modules.membership.workflow import IllegalStepError

QUEUE_ORDER = ("applied_at", "pk")
DIGITS = 18  # of a number that the database knows


def chosen(request: SignedRequest) -> list[int]:
    """Return the numbers of the rows that were ticked; nonsense is left out."""
    ticked = [text for text in request.POST.getlist("chosen") if text.isascii()]
    return [int(text) for text in ticked if text.isdigit() and len(text) <= DIGITS]


def body(pk: int) -> Body | None:
    """Return a body, open or closed, or None."""
    return Body.objects.filter(pk=pk).first()


@needs("membership.desk")
def index(request: SignedRequest) -> HttpResponse:
    """Show where I read names and where I read counts."""
    user = request.user
    mandates = orgs.mandates_of(user, kinds=READERS_ABOVE)
    above = {m.body_id: m.body for m in mandates if m.body.level != Body.Level.PRIMARY}
    counts = [(body, selectors.counts_below(body)) for body in above.values()]
    context = {
        "primaries": selectors.primaries_of_officer(user),
        "above": counts,
        "waiting": selectors.applications_for(user).count(),
        "may_decide": user.has_perm("membership.decide_any"),
        "may_enter": user.has_perm("membership.enter_any"),
        "moves": selectors.transfers_for(user).count(),
    }
    return render(request, "membership/desk/index.html", context)


@needs("membership.count_members", load=body)
def counts(request: SignedRequest, body: Body) -> HttpResponse:
    """Show how many members each body below has, in both lines; no names."""
    context = {
        "body": body,
        "counts": selectors.counts_below(body),
        "total": selectors.count_of(body),
    }
    return render(request, "membership/desk/counts.html", context)


@needs("membership.read_members", load=body)
def members(request: SignedRequest, body: Body) -> HttpResponse:
    """List the members of a primary in the Kazakh alphabet; search by name or card."""
    form = MemberSearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    rows = selectors.members_of([body.pk], query=query)
    page = paginate(rows, request, per_page=50, order=("alphabet", "pk"))
    context = {"body": body, "form": form, "page": page, "query": query}
    context["may_manage"] = orgs.is_here(request.user, body.pk, kinds=CHAIRS)
    template = "membership/desk/members.html"
    return render(request, template, context | {"total": selectors.count_of(body)})


@needs("membership.decide_any")
def applications(request: SignedRequest) -> HttpResponse:
    """List applications that wait for me, the oldest first; admit those that are ticked."""
    if request.method == "POST":
        rows = list(_queue(request).filter(pk__in=chosen(request)[:100]))
        count = services.approve_many(actor=request.user, memberships=rows)
        text = ngettext("{n} person is admitted.", "{n} people are admitted.", count)
        messages.success(request, text.format(n=count))
        return redirect("membership-desk:applications")
    page = paginate(_queue(request), request, order=QUEUE_ORDER)
    return render(request, "membership/desk/applications.html", {"page": page})


@needs("membership.decide", load=selectors.membership)
def application(request: SignedRequest, membership: Membership) -> HttpResponse:
    """Decide one application; then the next one opens."""
    actor = request.user
    if not membership.is_application:
        messages.info(request, _("This application is already decided."))
        return _next(request)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if form.cleaned_data["decision"] == DecisionForm.APPROVE:
                services.approve_application(actor=actor, membership=membership)
                messages.success(request, _("Admitted. The card number is given."))
            else:
                services.refuse_application(
                    actor=actor, membership=membership, reason=form.cleaned_data["reason"]
                )
                messages.success(request, _("Refused. The person will read your reason."))
        except IllegalStepError:
            messages.info(request, _("This application is already decided."))
        return _next(request)
    context = {
        "membership": membership,
        "form": form,
        "others": [m for m in selectors.memberships_of(membership.user) if m.is_member],
        "waiting": _queue(request).count(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "membership/desk/application.html", context, status=status)


@needs("membership.reach_person", load=accounts.person)
def person(request: SignedRequest, person: User) -> HttpResponse:
    """Show a member's record; from above, ask first what it is needed for."""
    reader = request.user
    if not reader.has_perm("membership.read_person", person):
        return _ask_purpose(request, reader, person)
    memberships = selectors.memberships_seen_by(reader, person)
    context = {
        "person": person,
        "memberships": [(m, reader.has_perm("membership.manage", m)) for m in memberships],
        "mandates": orgs.mandates_of(person),
        "opening": accounts.live_opening(reader, person),
        "may_keep_jobs": reader.has_perm("workplaces.keep_jobs", person),
    }
    return render(request, "membership/desk/person.html", context)


def _ask_purpose(request: SignedRequest, reader: User, person: User) -> HttpResponse:
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        accounts_services.open_record(
            reader=reader,
            person=person,
            purpose=form.cleaned_data["purpose"],
            post=_post(reader, person),
        )
        return redirect("membership-desk:person", public_id=person.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "membership/desk/purpose.html", {"form": form}, status=status)


def _post(reader: User, person: User) -> str:
    """Return the mandate by which a reader reaches a person, in words."""
    for body_id in bodies_of_person(person):
        for mandate in orgs.mandates_of(reader, kinds=READERS_ABOVE):
            if orgs.reaches(reader, body_id, kinds=[Kind(mandate.kind)]):
                return _("{kind}, {body}").format(
                    kind=mandate.get_kind_display(), body=mandate.body
                )
    return ""


def _queue(request: SignedRequest) -> QuerySet[Membership]:
    return selectors.applications_for(request.user)


def _next(request: SignedRequest) -> HttpResponse:
    """Open the next application; the list when none is left."""
    following = _queue(request).order_by(*QUEUE_ORDER).first()
    if following is None:
        return redirect("membership-desk:applications")
    return redirect("membership-desk:application", pk=following.pk)
