"""A person's messages and how he wants to be reached."""

from django.contrib import messages as flash
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, public, signed_in
from ortaq.foundation.notify import selectors, services
from ortaq.foundation.notify.forms import PreferencesForm
from ortaq.foundation.notify.kinds import groups, words_of
from ortaq.foundation.notify.locks import read_unsubscribe_token
from ortaq.foundation.notify.models import Message
from ortaq.foundation.notify.ports import known_channels
from ortaq.foundation.ui.paging import paginate


@signed_in
@require_safe
def inbox(request: SignedRequest) -> HttpResponse:
    """Show a person's messages, newest first."""
    page = paginate(selectors.messages_of(request.user), request, order=("-id",))
    items = [
        {"message": message, "title": title, "text": text}
        for message in page.items
        for title, text in [words_of(message.kind, message.params)]
    ]
    context = {"page": page, "items": items, "unread": selectors.unread_count(request.user)}
    return render(request, "notify/inbox.html", context)


def _own(request: SignedRequest, number: int) -> Message:
    """Return the reader's own message; another's is not found, like one that does not exist."""
    message = selectors.messages_of(request.user).filter(pk=number).first()
    if message is None:
        raise Http404
    return message


@signed_in
@require_safe
def open_message(request: SignedRequest, number: int) -> HttpResponseRedirect:
    """Go to what a message is about; it counts as read from then on."""
    message = _own(request, number)
    services.mark_read(reader=request.user, message=message)
    # A path written by our own services (checked there), so no open redirect.
    return HttpResponseRedirect(message.url) if message.url else redirect("notify:inbox")


@signed_in
@require_POST
def read(request: SignedRequest, number: int) -> HttpResponse:
    """Mark one message as read and stay in the list."""
    services.mark_read(reader=request.user, message=_own(request, number))
    return redirect("notify:inbox")


@signed_in
@require_POST
def read_all(request: SignedRequest) -> HttpResponse:
    """Mark all messages as read."""
    services.mark_all_read(reader=request.user)
    return redirect("notify:inbox")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: SignedRequest) -> HttpResponse:
    """Choose channels, quiet hours and digest."""
    wishes = selectors.preferences_of(request.user)
    form = PreferencesForm(request.POST or None, wishes=wishes)
    if request.method == "POST" and form.is_valid():
        services.save_preferences(**form.wishes_of(request.user))
        flash.success(request, _("Saved. The next message travels as you said."))
        return redirect("notify:settings")
    context = {
        "form": form,
        "channels": known_channels(),
        "bounced": selectors.bounced_address(request.user),
    }
    return render(request, "notify/settings.html", context)


@public
@csrf_exempt  # the token is the proof; mail programs post here by themselves (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the letters of one group, without signing in; opening the link only asks."""
    found = read_unsubscribe_token(token)
    person = get_user_model().objects.filter(pk=found[0]).first() if found else None
    if found is None or person is None:
        raise Http404
    names = [group for group in groups() if found[1] in ("", group.name)]
    done = request.method == "POST"
    if done:
        for group in names:
            services.unsubscribe(person=person, group=group.name)
    context = {"done": done, "groups": names}
    response = render(request, "notify/unsubscribe.html", context)
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response
