"""The desk's pages of talk: who waits, one thread, manners."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.dialogue import selectors, services
from ortaq.modules.dialogue.forms import MuteForm, WordForm
from ortaq.modules.dialogue.models import Mute, Thread
from ortaq.modules.dialogue.rules import body_of
from ortaq.modules.dialogue.views.saying import said, words

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal

WAITING_FIRST = ("waits_since", "-last_at", "-pk")


@needs("dialogue.desk")
@require_safe
def index(request: SignedRequest) -> HttpResponse:
    """List an officer's threads: first who waits longest for a word, then the latest."""
    officer = request.user
    page = paginate(selectors.threads_for(officer), request, order=WAITING_FIRST)
    context = {
        "page": page,
        "waiting": selectors.waiting_for(officer),
        "receipts": selectors.wants_receipts(officer),
        "perms_announce": officer.has_perm("dialogue.announce"),
    }
    return render(request, "dialogue/desk/index.html", context)


@require_POST
@needs("dialogue.hold_case", load=appeals.appeal)
def start(request: SignedRequest, appeal: "Appeal") -> HttpResponse:
    """Open the talk about a case that one holds."""
    try:
        thread = services.open_thread(member=appeal.author, appeal=appeal)
    except services.TalkError as error:
        messages.error(request, str(error))
        return redirect("appeals-desk:show", number=appeal.number)
    return redirect("dialogue-desk:show", thread.public_id)


@needs("dialogue.sit", load=selectors.thread)
@require_http_methods(["GET", "POST"])
def show(request: SignedRequest, thread: Thread) -> HttpResponse:
    """Show the last words of a thread, from one's own seat on, and take a new one."""
    form = None
    if request.method == "POST":
        form = said(request, request.user, thread)
        if form is None:
            return redirect("dialogue-desk:show", thread.public_id)
    thread = services.read_thread(reader=request.user, thread=thread)
    page, shown = words(request, request.user, thread)
    context = {
        "thread": thread,
        "page": page,
        "words": shown,
        "form": form or WordForm(),
        "seat": selectors.seat_of(thread),
        "mute": selectors.mute_in(thread),
        "may_mute": request.user.has_perm("dialogue.mute", thread),
        "may_write": not (thread.appeal and thread.appeal.status == "closed"),
        "desk": True,
    }
    code = 422 if form else 200
    return render(request, "dialogue/desk/show.html", context, status=code)


@needs("dialogue.mute", load=selectors.thread)
@require_http_methods(["GET", "POST"])
def mute(request: SignedRequest, thread: Thread) -> HttpResponse:
    """Let a member not write at a body for some days, with a reason that he reads."""
    form = MuteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.mute_member(
            leader=request.user,
            person=thread.member,
            body=Body.objects.get(pk=body_of(thread)),
            **form.cleaned_data,
        )
        messages.success(request, _("The member cannot write here for now, and reads why."))
        return redirect("dialogue-desk:muted")
    code = 422 if form.is_bound else 200
    context = {"form": form, "thread": thread}
    return render(request, "dialogue/desk/mute.html", context, status=code)


@needs("dialogue.announce")
@require_safe
def muted(request: SignedRequest) -> HttpResponse:
    """List who may not write at the bodies that one leads."""
    page = paginate(selectors.mutes_for(request.user), request, order=("until", "pk"))
    return render(request, "dialogue/desk/muted.html", {"page": page})


@require_POST
@needs("dialogue.lift_mute", load=selectors.mute)
def lift(request: SignedRequest, mute: Mute) -> HttpResponse:
    """Let a member write again."""
    services.lift_mute(leader=request.user, mute=mute)
    messages.success(request, _("The member may write again."))
    return redirect("dialogue-desk:muted")
