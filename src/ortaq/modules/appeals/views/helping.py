"""Before a term ends and after: ask for help, say why, and what leaders do for others."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.forms import HandOverForm
from ortaq.modules.appeals.forms.clocks import AskHelpForm, ExplainForm, OfferForm, TakeOverForm
from ortaq.modules.appeals.models import Appeal, Move
from ortaq.modules.appeals.routing import Post, successors
from ortaq.modules.appeals.views.desk import page
from ortaq.modules.appeals.workflow import IllegalStepError


@require_POST
@needs("appeals.answer", load=selectors.appeal)
def ask_help(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Ask the nearest leaders for help."""
    form = AskHelpForm(request.POST)
    if not form.is_valid():
        return page(request, appeal, helping=form)
    try:
        asked = services.ask_help(officer=request.user, appeal=appeal, **form.cleaned_data)
        names = ", ".join(leader.short_name for leader in asked)
        messages.success(
            request,
            _("Your request is with {names}.").format(names=names)
            if names
            else _("Your request is in the timeline; nobody above could be told."),
        )
    except IllegalStepError:
        messages.info(request, _("This appeal is not open any more."))
    return redirect("appeals-desk:show", number=appeal.number)


@require_POST
@needs("appeals.answer", load=selectors.appeal)
def explain(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Say why the answer takes longer."""
    form = ExplainForm(request.POST)
    if not form.is_valid():
        return page(request, appeal, helping=form)
    try:
        services.explain_delay(officer=request.user, appeal=appeal, **form.cleaned_data)
        messages.success(request, _("The member reads why, and the new day."))
    except services.AlreadyExtendedError:
        messages.info(request, _("The term was moved once already. Ask for help instead."))
    except IllegalStepError:
        messages.info(request, _("This appeal is not open any more."))
    return redirect("appeals-desk:show", number=appeal.number)


@require_POST
@needs("appeals.answer", load=selectors.appeal)
def name_deputy(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Let a colleague have one appeal in one's stead."""
    form = HandOverForm(request.POST, posts=successors(appeal))
    if not form.is_valid():
        return page(request, appeal, helping=form)
    deputy = form.posts[form.cleaned_data["officer"]].officer
    try:
        services.name_deputy(
            officer=request.user, appeal=appeal, deputy=deputy, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("{name} has it now.").format(name=deputy.short_name))
    except (IllegalStepError, services.NotSuitableError, services.NotShownError):
        messages.info(request, _("This appeal can no longer be handed over so."))
    return redirect("appeals-desk:queue")


@needs("appeals.help")
def needs_help(request: SignedRequest) -> HttpResponse:
    """List the appeals that need help: number, topic, clock, officer; no author, no words."""
    rows = paginate(selectors.needing_help(request.user), request, order=("due_on", "pk"))
    clocks = selectors.shown_clocks_of(list(rows.items))
    context = {"page": rows, "rows": [(row, clocks.get(row.pk)) for row in rows.items]}
    return render(request, "appeals/desk/needs_help.html", context)


@needs("appeals.help_with", load=selectors.appeal)
def help_one(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Show what a leader may see of an appeal that needs help, and what he can do."""
    return _help(request, appeal)


def _help(request: SignedRequest, appeal: Appeal, wrong: Form | None = None) -> HttpResponse:
    posts = _posts(request, appeal)
    asked = Move.objects.filter(appeal=appeal, kind=Move.Kind.ASKED_HELP)
    forms: dict[str, Any] = {
        "offering": wrong if isinstance(wrong, OfferForm) else OfferForm(),
        "taking": wrong if isinstance(wrong, TakeOverForm) else TakeOverForm(auto_id="take_%s"),
        "handing": wrong
        if isinstance(wrong, HandOverForm)
        else HandOverForm(posts=posts, auto_id="hand_%s"),
    }
    context = {
        "appeal": appeal,
        "clocks": selectors.clocks_of(appeal),
        "asked": asked.select_related("who").order_by("-pk").first(),
        "others": posts,
        "wrong": wrong,
        **forms,
    }
    return render(request, "appeals/desk/help_one.html", context, status=422 if wrong else 200)


def _posts(request: SignedRequest, appeal: Appeal) -> list[Post]:
    return [post for post in successors(appeal) if post.officer.pk != request.user.pk]


@require_POST
@needs("appeals.help_with", load=selectors.appeal)
def offer_help(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Say how one helps."""
    form = OfferForm(request.POST)
    if not form.is_valid():
        return _help(request, appeal, form)
    services.offer_help(leader=request.user, appeal=appeal, **form.cleaned_data)
    messages.success(request, _("The officer and the member read your words."))
    return redirect("appeals-desk:needs_help")


@require_POST
@needs("appeals.help_with", load=selectors.appeal)
def take_over(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Take an appeal that needs help into one's own hands."""
    form = TakeOverForm(request.POST, auto_id="take_%s")
    if not form.is_valid():
        return _help(request, appeal, form)
    try:
        services.take_over(leader=request.user, appeal=appeal, **form.cleaned_data)
    except (IllegalStepError, services.NotSuitableError):
        messages.info(request, _("This appeal can no longer be taken over."))
        return redirect("appeals-desk:needs_help")
    messages.success(request, _("You have it now; the member sees your name."))
    return redirect("appeals-desk:show", number=appeal.number)


@require_POST
@needs("appeals.help_with", load=selectors.appeal)
def hand_on(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Hand an appeal that needs help to another officer."""
    form = HandOverForm(request.POST, posts=_posts(request, appeal), auto_id="hand_%s")
    if not form.is_valid():
        return _help(request, appeal, form)
    officer = form.posts[form.cleaned_data["officer"]].officer
    try:
        services.help_over(
            leader=request.user, appeal=appeal, officer=officer, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("{name} has it now.").format(name=officer.short_name))
    except (IllegalStepError, services.NotSuitableError):
        messages.info(request, _("This appeal can no longer be handed over so."))
    return redirect("appeals-desk:needs_help")
