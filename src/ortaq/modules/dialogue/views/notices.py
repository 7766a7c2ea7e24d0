"""The member's pages of announcements: read, and reply."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs, signed_in
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.dialogue import selectors, services
from ortaq.modules.dialogue.forms import ReplyForm
from ortaq.modules.dialogue.models import Announcement


@signed_in
@require_safe
def listed(request: SignedRequest) -> HttpResponse:
    """List what the bodies above one's primaries have said, the newest first."""
    rows = selectors.announcements_for(request.user)
    page = paginate(rows, request, per_page=20, order=("-goes_at", "-pk"))
    return render(request, "dialogue/member/announcements.html", {"page": page})


@needs("dialogue.read_announcement", load=selectors.announcement)
@require_http_methods(["GET", "POST"])
def show(request: SignedRequest, announcement: Announcement) -> HttpResponse:
    """Show an announcement with its public replies, and take one's own."""
    person = request.user
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reply_to_announcement(
                person=person,
                announcement=announcement,
                text=form.cleaned_data["text"],
                is_public=form.cleaned_data["who"] == "all",
                key=form.cleaned_data["key"],
            )
        except services.TalkError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Your reply is there."))
            return redirect("dialogue:announcement", announcement.public_id)
    services.mark_announcement_read(person=person, announcement=announcement)
    replies = selectors.replies_for_member(person, announcement)
    context = {
        "announcement": announcement,
        "page": paginate(replies, request, per_page=20, order=("-id",)),
        "hidden": selectors.hidden_in(announcement),
        "form": form,
        "mute": selectors.mute_of(person, announcement.body_id),
    }
    code = 422 if form.is_bound else 200
    return render(request, "dialogue/member/announcement.html", context, status=code)
