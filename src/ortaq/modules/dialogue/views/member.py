"""The member's pages of talk: to whom one may write, one's threads, one thread."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs, signed_in
from ortaq.foundation.files.http import download
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.dialogue import selectors, services
from ortaq.modules.dialogue.forms import WordForm
from ortaq.modules.dialogue.models import Enclosure, Thread
from ortaq.modules.dialogue.views.saying import said, words
from ortaq.modules.membership import selectors as membership

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal


@signed_in
@require_safe
def index(request: SignedRequest) -> HttpResponse:
    """List one's threads, and to whom else one may write."""
    member = request.user
    page = paginate(selectors.threads_of(member), request, order=("-last_at", "-pk"))
    context = {
        "page": page,
        "others": selectors.others_for(member),
        "news": selectors.news_for(member),
        "receipts": selectors.wants_receipts(member),
    }
    return render(request, "dialogue/member/index.html", context)


@require_POST
@signed_in
def start_with_chair(request: SignedRequest, pk: int) -> HttpResponse:
    """Open the talk with the chair of one's own primary."""
    body = next((one for one in membership.bodies_of(request.user) if one.pk == pk), None)
    if body is None:
        raise Http404
    try:
        thread = services.open_thread(member=request.user, body=body)
    except services.TalkError as error:
        messages.error(request, str(error))
        return redirect("dialogue:index")
    return redirect("dialogue:show", thread.public_id)


@require_POST
@needs("appeals.own", load=appeals.appeal)
def start_in_case(request: SignedRequest, appeal: "Appeal") -> HttpResponse:
    """Open the talk with who holds one's own case."""
    try:
        thread = services.open_thread(member=request.user, appeal=appeal)
    except services.TalkError as error:
        messages.error(request, str(error))
        return redirect("appeals:show", number=appeal.number)
    return redirect("dialogue:show", thread.public_id)


@needs("dialogue.own", load=selectors.thread)
@require_http_methods(["GET", "POST"])
def show(request: SignedRequest, thread: Thread) -> HttpResponse:
    """Show the last words of a thread, and take a new one."""
    form = None
    if request.method == "POST":
        form = said(request, request.user, thread)
        if form is None:
            return redirect("dialogue:show", thread.public_id)
    thread = services.read_thread(reader=request.user, thread=thread)
    page, shown = words(request, request.user, thread)
    seat = selectors.seat_of(thread)
    context = {
        "thread": thread,
        "page": page,
        "words": shown,
        "form": form or WordForm(),
        "asked": seat if seat and seat.earlier in ("asked", "kept") else None,
        "mute": selectors.mute_in(thread),
        "may_write": thread.officer is not None and not _is_over(thread),
        "desk": False,
    }
    code = 422 if form else 200
    return render(request, "dialogue/member/show.html", context, status=code)


def _is_over(thread: Thread) -> bool:
    return thread.appeal is not None and thread.appeal.status == "closed"


@require_POST
@needs("dialogue.own", load=selectors.thread)
def earlier(request: SignedRequest, thread: Thread) -> HttpResponse:
    """Say whether who sits there now may read the earlier words."""
    show = request.POST.get("show") == "yes"
    services.answer_about_earlier(member=request.user, thread=thread, show=show)
    messages.success(
        request,
        _("Your earlier words can be read there now.")
        if show
        else _("Your earlier words stay between you and those before."),
    )
    return redirect("dialogue:show", thread.public_id)


@require_POST
@signed_in
def receipts(request: SignedRequest) -> HttpResponse:
    """Say whether others may see what one has read."""
    services.set_receipts(person=request.user, wanted=request.POST.get("wanted") == "yes")
    messages.success(request, _("Saved."))
    return redirect("dialogue-desk:index" if request.POST.get("desk") else "dialogue:index")


@needs("dialogue.download", load=selectors.enclosure)
def file(request: SignedRequest, enclosure: Enclosure) -> HttpResponseBase:
    """Give the copy without hidden personal details."""
    return download(enclosure.file, variant="clean")
