"""Who holds which post: proposing, confirming, refusing, ending."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.orgs import selectors, services
from ortaq.foundation.orgs.forms.bodies import today_first
from ortaq.foundation.orgs.forms.mandates import EndForm, MandateForm, WaitingForm, chosen_keys
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Mandate
from ortaq.foundation.orgs.rules import may_confirm_in_reach
from ortaq.foundation.orgs.views.bodies import named_body
from ortaq.foundation.ui.paging import paginate

SOON = timedelta(days=60)
MANY = 50  # posts confirmed by one press


def load_mandate(*, pk: int) -> Mandate | None:
    """Return the mandate that an address names, with the people in it."""
    people = ("user", "body", "proposed_by", "end_proposed_by")
    return Mandate.objects.select_related(*people).filter(pk=pk).first()


@needs("orgs.desk")
@require_safe
def index(request: SignedRequest) -> HttpResponse:
    """Show the reader's own posts, what waits for a second person, and what runs out soon."""
    user, today = request.user, timezone.localdate()
    page = paginate(selectors.waiting_mandates(user), request, order=("pk",))
    context = {
        "own": selectors.mandates_of(user),
        "page": page,
        "waiting": [(row, may_confirm_in_reach(user, row)) for row in page.items],
        "expiring": selectors.expiring_mandates(user, by=today + SOON)[:50],
        "may_grant": user.has_perm("orgs.grant"),
        "is_alone": selectors.is_alone(user),
    }
    return render(request, "orgs/mandates.html", context)


@needs("orgs.grant")
@require_http_methods(["GET", "POST"])
def propose(request: SignedRequest) -> HttpResponse:
    """Propose a term of office at a body that the reader grants over."""
    body = named_body(request, "body")
    if body is None or not request.user.has_perm("orgs.propose_mandate", body):
        messages.info(request, _("Open the page of a body that you answer for, and begin there."))
        return redirect("orgs:bodies")
    form = MandateForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        mandate = _proposed(request, form, body)
        if mandate:
            messages.success(request, _what_now(mandate))
            return redirect("orgs:body", body.pk)
    is_alone = selectors.is_alone(request.user)
    return render(request, "orgs/propose.html", {"form": form, "body": body, "is_alone": is_alone})


def _proposed(request: SignedRequest, form: MandateForm, body: Body) -> Mandate | None:
    values = form.cleaned_data
    draft = Mandate(user=values["user"], body=body, kind=values["kind"], since=values["since"])
    if not request.user.has_perm("orgs.propose_mandate", draft):
        own = draft.user_id == request.user.pk
        form.add_error(
            "kind",
            _("Nobody can propose himself.") if own else _("Only a higher body grants this post."),
        )
        return None
    terms = {name: values[name] for name in ("user", "kind", "since", "until", "ground")}
    try:
        if _is_second_administrator(request, draft):
            return services.grant_second_administrator(
                actor=request.user, user=draft.user, centre=body
            )
        return services.propose_mandate(actor=request.user, body=body, **terms)
    except services.OrgsError as error:
        form.add_error(None, str(error))
        return None


def _is_second_administrator(request: SignedRequest, draft: Mandate) -> bool:
    """Whether the only administrator names another, whom nobody could confirm."""
    at_centre = draft.body.level == Body.Level.CENTRE
    return draft.kind == Kind.ADMINISTRATOR and at_centre and selectors.is_alone(request.user)


def _what_now(mandate: Mandate) -> str:
    if mandate.state == Mandate.State.HELD:
        return _("{person} holds the post from the first day of the term.").format(
            person=mandate.user
        )
    return _("{person} is proposed. Another person must confirm it.").format(person=mandate.user)


@needs("orgs.confirm_mandate", load=load_mandate)
@require_http_methods(["GET", "POST"])
def confirm(request: SignedRequest, mandate: Mandate) -> HttpResponse:
    """Show what waits for a second person, and confirm it."""
    if request.method == "POST":
        ends = mandate.state == Mandate.State.ENDING
        act = services.confirm_end if ends else services.confirm_mandate
        return _decide(request, mandate, act, _("Confirmed."))
    if mandate.state not in {Mandate.State.PROPOSED, Mandate.State.ENDING}:
        messages.info(request, _("This has been decided already."))
        return redirect("orgs:mandates")
    may_refuse = request.user.has_perm("orgs.refuse_mandate", mandate)
    return render(request, "orgs/confirm.html", {"mandate": mandate, "may_refuse": may_refuse})


@needs("orgs.grant")
@require_http_methods(["GET", "POST"])
def confirm_many(request: SignedRequest) -> HttpResponse:
    """Confirm many posts on one page, as after elections; each is asked and told on its own."""
    user, form = request.user, WaitingForm(request.GET)
    if request.method == "POST":
        keys = chosen_keys(request.POST.getlist("mandate"), most=MANY)
        waiting = selectors.waiting_mandates(user).filter(pk__in=keys)
        mine = [row for row in waiting if may_confirm_in_reach(user, row)]
        done, refused = services.confirm_many(actor=user, mandates=mine)
        if done:
            words = ngettext("%(n)s post is confirmed.", "%(n)s posts are confirmed.", done)
            messages.success(request, words % {"n": done})
        for mandate, why in refused:
            messages.error(request, f"{mandate.user.full_name}, {mandate.body}: {why}")
        return redirect(request.get_full_path())
    found = form.narrow(selectors.waiting_mandates(user))
    page = paginate(found, request, order=("body__sort_key", "pk"), per_page=MANY)
    rows = [row for row in page.items if may_confirm_in_reach(user, row)]
    return render(request, "orgs/confirm_many.html", {"form": form, "page": page, "rows": rows})


@needs("orgs.refuse_mandate", load=load_mandate)
@require_POST
def refuse(request: SignedRequest, mandate: Mandate) -> HttpResponse:
    """Refuse what waits, or withdraw one's own proposal."""
    ends = mandate.state == Mandate.State.ENDING
    act = services.refuse_end if ends else services.refuse_mandate
    return _decide(request, mandate, act, _("Refused. Nothing has changed in the posts."))


def _decide(
    request: SignedRequest, mandate: Mandate, act: Callable[..., None], done: str
) -> HttpResponse:
    try:
        act(actor=request.user, mandate=mandate)
    except services.OrgsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("orgs:mandates")


@needs("orgs.propose_end", load=load_mandate)
@require_http_methods(["GET", "POST"])
def end(request: SignedRequest, mandate: Mandate) -> HttpResponse:
    """Propose the last day of a post; the holder resigns here."""
    form = EndForm(request.POST or None, initial=today_first())
    if request.method == "POST" and form.is_valid():
        try:
            services.propose_end(actor=request.user, mandate=mandate, **form.cleaned_data)
        except services.OrgsError as error:
            form.add_error(None, str(error))
        else:
            over = mandate.state == Mandate.State.ENDED
            waits = _("Another person must confirm the end. Until then the post works on.")
            messages.success(request, _("The mandate has ended.") if over else waits)
            return redirect("orgs:mandates")
    return render(request, "orgs/end.html", {"form": form, "mandate": mandate})
