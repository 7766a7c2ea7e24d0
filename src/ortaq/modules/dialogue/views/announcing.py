"""The leaders' pages of announcements: write, take back, read replies, hide one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.dialogue import selectors, services
from ortaq.modules.dialogue.forms import AnnouncementForm, HideForm
from ortaq.modules.dialogue.models import Announcement, AnnouncementReply
from ortaq.modules.dialogue.workflow import LEAST, counted


@needs("dialogue.announce")
@require_safe
def listed(request: SignedRequest) -> HttpResponse:
    """List what the bodies that one leads have said."""
    rows = selectors.announcements_by(request.user)
    page = paginate(rows, request, order=("-sent_at", "-pk"))
    return render(request, "dialogue/desk/announcements.html", {"page": page})


@needs("dialogue.announce")
@require_http_methods(["GET", "POST"])
def new(request: SignedRequest) -> HttpResponse:
    """Write to the members of a body and of all below."""
    form = AnnouncementForm(request.POST or None, bodies=selectors.bodies_led(request.user))
    if request.method == "POST" and form.is_valid():
        made = services.announce(
            leader=request.user,
            body=form.bodies[form.cleaned_data["body"]],
            title=form.cleaned_data["title"],
            text=form.cleaned_data["text"],
            key=form.cleaned_data["key"],
        )
        messages.success(
            request, _("It goes out in ten minutes. Until then you can take it back.")
        )
        return redirect("dialogue-desk:announcement", made.public_id)
    code = 422 if form.is_bound else 200
    return render(request, "dialogue/desk/announce.html", {"form": form}, status=code)


@needs("dialogue.lead_announcement", load=selectors.announcement)
@require_safe
def show(request: SignedRequest, announcement: Announcement) -> HttpResponse:
    """Show an announcement, how many have read it, and what came back."""
    readers = counted(selectors.readers_of(announcement))
    rows = selectors.replies_for_leader(request.user, announcement)
    context = {
        "announcement": announcement,
        "readers": readers,
        "least": LEAST,
        "page": paginate(rows, request, order=("-id",)),
        "hide": HideForm(),
    }
    return render(request, "dialogue/desk/announcement.html", context)


@require_POST
@needs("dialogue.lead_announcement", load=selectors.announcement)
def undo(request: SignedRequest, announcement: Announcement) -> HttpResponse:
    """Take an announcement back before anybody has read it."""
    try:
        services.undo_announcement(leader=request.user, announcement=announcement)
        messages.success(request, _("It is taken back; nobody has read it."))
    except services.TalkError as error:
        messages.error(request, str(error))
    return redirect("dialogue-desk:announcement", announcement.public_id)


@require_POST
@needs("dialogue.hide_reply", load=selectors.reply)
def hide(request: SignedRequest, reply: AnnouncementReply) -> HttpResponse:
    """Hide a public reply from members, with a reason."""
    form = HideForm(request.POST)
    if form.is_valid():
        services.hide_reply(leader=request.user, reply=reply, reason=form.cleaned_data["reason"])
        messages.success(request, _("It is hidden. Members see how many are."))
    else:
        messages.error(request, _("Say why it is hidden."))
    return redirect("dialogue-desk:announcement", reply.announcement.public_id)
