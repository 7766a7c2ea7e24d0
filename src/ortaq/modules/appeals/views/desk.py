"""The desk's pages: one appeal, the register, counts below. The queue is in ``queue``."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.files.http import download
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.ui.paging import paginate
from ortaq.foundation.ui.sections import drawn
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.forms import AnswerForm, HandOverForm, RouteForm, WriteForm
from ortaq.modules.appeals.models import Appeal, Attachment
from ortaq.modules.appeals.routing import successors
from ortaq.modules.appeals.rules import REGISTER
from ortaq.modules.appeals.selectors import queue as queued
from ortaq.modules.appeals.timeline import timeline
from ortaq.modules.appeals.views.around import around, asked, keep, put_reply
from ortaq.modules.appeals.views.chooser import chooser
from ortaq.modules.appeals.views.road import road
from ortaq.modules.appeals.workflow import IllegalStepError


@needs("appeals.register")
def register(request: SignedRequest) -> HttpResponse:
    """List appeals within reach without names and words: numbers, topics, clocks."""
    reader = request.user
    # The newest first by key: a number comes with it, and no index of a million days is needed.
    page = paginate(selectors.register_for(reader), request, per_page=50, order=("-pk",))
    tops = dict.fromkeys(
        m.body
        for m in orgs.mandates_of(reader, kinds=REGISTER)
        if m.body.level != Body.Level.PRIMARY
    )
    today = timezone.localdate()
    loads = [(body, selectors.loads_below(body, today=today)) for body in tops]
    return render(request, "appeals/desk/register.html", {"page": page, "loads": loads})


@needs("appeals.work", load=selectors.appeal)
def show(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Show one appeal with everything needed to answer it."""
    with selectors.desks_kept(request.user):
        return page(request, appeal)


def page(
    request: SignedRequest,
    appeal: Appeal,
    *,
    words: WriteForm | AnswerForm | None = None,
    handing: HandOverForm | None = None,
    beside: dict[str, Any] | None = None,
    helping: Form | None = None,
) -> HttpResponse:
    """Draw an appeal's page; the forms given must be filled in better."""
    officer = request.user
    posts = successors(appeal) if appeal.is_open else []
    may_hand = bool(posts) and officer.has_perm("appeals.hand_over", appeal)
    may_answer = appeal.status == "in_work" and officer.has_perm("appeals.answer", appeal)
    context = {
        "appeal": appeal,
        "replies": selectors.replies_of(appeal),
        "files": selectors.files_of(appeal),
        "steps": timeline(
            appeal, selectors.moves_of(appeal), reader=officer, today=timezone.localdate()
        ),
        "may_take": appeal.status == "submitted",
        "chooser": chooser(request, appeal, words) if may_answer else None,
        "handing": (handing or HandOverForm(posts=posts)) if may_hand else None,
        "handing_open": handing is not None,
        "holds": officer.has_perm("appeals.answer", appeal),
        "sections": drawn(settings.APPEALS_SECTIONS, request, appeal),
        "route": RouteForm(initial=vars(appeal), auto_id="route_%s") if appeal.is_open else None,
        **(beside or around(request, appeal)),
        **road(request, appeal, posts, helping),
    }
    if context["chooser"]:
        name = appeal.author.given_name if context["may_name"] else ""
        put_reply(request, appeal, context["chooser"].form, name=name)
    code = 422 if words or handing or beside or helping else 200
    return render(request, "appeals/desk/show.html", context, status=code)


@require_POST
@needs("appeals.take", load=selectors.appeal)
def take(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Take an appeal into work."""
    try:
        services.take_appeal(officer=request.user, appeal=appeal)
        messages.success(request, _("You have it now; the member sees your name."))
    except IllegalStepError:
        messages.info(request, _("This appeal is already in work."))
    return redirect("appeals-desk:show", number=appeal.number)


@require_POST
@needs("appeals.hand_over", load=selectors.appeal)
def hand_over(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Give an appeal to another officer; then the next one opens."""
    form = HandOverForm(request.POST, posts=successors(appeal))
    if not form.is_valid():
        return page(request, appeal, handing=form)
    post = form.posts[form.cleaned_data["officer"]]
    try:
        services.hand_over_appeal(
            actor=request.user,
            appeal=appeal,
            officer=post.officer,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("{name} has it now.").format(name=post.officer.short_name))
    except (IllegalStepError, services.NotSuitableError):
        messages.info(request, _("This appeal can no longer be handed over so."))
    return next_page(request, appeal)


@needs("appeals.download_original", load=selectors.attachment)
def original(request: SignedRequest, attachment: Attachment) -> HttpResponseBase:
    """Give the file as it was sent: evidence, for the case holder alone."""
    return download(attachment.file, variant="original")


@needs("appeals.download", load=selectors.attachment)
def clean(request: SignedRequest, attachment: Attachment) -> HttpResponseBase:
    """Give the copy without hidden personal details."""
    return download(attachment.file, variant="clean")


def next_page(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Open the next appeal; ``done`` lets the browser forget the draft of this one's answer."""
    following = queued.after(request.user, appeal, asked(request))
    if following is None:
        address = reverse("appeals-desk:queue")
    else:
        address = reverse("appeals-desk:show", args=[following.number])
    kept = keep(request) or "?"
    return redirect(f"{address}{kept}{'&' if len(kept) > 1 else ''}done={appeal.public_id}")
