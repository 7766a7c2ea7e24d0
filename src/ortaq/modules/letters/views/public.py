"""Pages without an account: the reply by a link, and agreed pages open to everybody."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from allauth.core.internal import ratelimit as limits
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ortaq.foundation.accounts.access import public
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.http import download
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.letters import errors, selectors, services
from ortaq.modules.letters.forms import OtherConfirmForm, OtherWordsForm, ReplyForm, TimeForm
from ortaq.modules.letters.models import Link
from ortaq.modules.letters.views.diffs import compared
from ortaq.modules.letters.workflow import PRIVATE_NOTICE

FORMS: dict[str, type[Form]] = {
    "reply": ReplyForm,
    "time": TimeForm,
    "words": OtherWordsForm,
    "accept": OtherConfirmForm,
}
SPENT = 410


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the letter to who holds its link, and take his reply."""
    if not _may_open(request):
        return _sealed(_spent(request, 429))
    link = selectors.live_link(token)
    if link is None:
        return _sealed(_spent(request, SPENT))
    if request.method != "POST":
        services.note_opening(link=link)
        return _sealed(_page(request, link))
    if not ratelimit.consume(request, action="answer_post", key=f"link:{link.pk}"):
        return _sealed(_spent(request, 429))
    return _sealed(_posted(request, link, token))


def _posted(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    what = request.POST.get("what", "")
    if what not in FORMS:
        return _page(request, link)
    form = FORMS[what](request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, link, **{what: form})
    try:
        text = _act(link, what, form.cleaned_data)
    except FileRefusedError as error:
        form.add_error("attachments", error.reason)
        return _page(request, link, **{what: form})
    except errors.LinkSpentError:
        return _spent(request, SPENT)
    except errors.TimeAskedError:
        text = _("More time was asked for already, or the day has passed.")
    except errors.TooManyAnswersError:
        text = _("This letter has had its replies. Write to the union for more.")
    except errors.NotAgreedError:
        text = _("Other words have come meanwhile. Please read them first.")
    messages.success(request, text)
    return redirect("letters-public:answer", token=token)


def _act(link: Link, what: str, data: dict[str, Any]) -> str:
    """Do what the form asks; return what to tell."""
    if what == "accept":
        services.accept_solution(link=link, **data)
        return _("Confirmed for your side.")
    if what == "words":
        services.counter_solution(link=link, **data)
        return _("The union sees your words.")
    words = services.Words(
        text=data["text"], writer=data["writer"], responsible=data.get("responsible", "")
    )
    if what == "time":
        services.ask_more_time(link=link, key=data["key"], words=words)
        return _("You have five working days more.")
    services.receive_answer(link=link, key=data["key"], words=words, uploads=data["attachments"])
    return _("Your reply has come in. Thank you.")


def _page(request: HttpRequest, link: Link, **bound: Form) -> HttpResponse:
    letter = link.letter
    solution = selectors.solution_of(letter)
    versions = selectors.versions_of(solution) if solution else []
    today = timezone.localdate()
    in_time = letter.due_on is not None and today <= letter.due_on
    may_ask = in_time and letter.answered_at is None and letter.more_time_at is None
    context: dict[str, Any] = {
        "letter": letter,
        "link": link,
        "is_private": letter.private_until is not None and today <= letter.private_until,
        "notice_days": PRIVATE_NOTICE.workdays,
        "solution": solution,
        "versions": compared(versions),
        "reply": ReplyForm(),
        "time": TimeForm() if may_ask else None,
    }
    if solution and solution.agreed_at is None:
        last = versions[0]
        context["last"] = last
        if solution.other_version != last.no:
            context["accept"] = OtherConfirmForm(initial={"version": last.no})
        context["words"] = OtherWordsForm(initial={"text": last.text})
    elif solution:
        context["agreed"] = next(v for v in versions if v.no == solution.union_version)
    context |= bound
    return render(request, "letters/public/answer.html", context, status=422 if bound else 200)


@public
def answer_pdf(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give the exact pages to who holds the link."""
    if not _may_open(request):
        return _sealed(_spent(request, 429))
    link = selectors.live_link(token)
    if link is None or link.letter.pdf is None:
        return _sealed(_spent(request, SPENT))
    return download(link.letter.pdf, variant="original")


def _may_open(request: HttpRequest) -> bool:
    """Count openings by network address; allauth's open function counts no GET."""
    usage = limits.consume(request, app="allauth.account", action="answer_link", limit_get=True)
    return usage is not None


def _spent(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "letters/public/spent.html", {"busy": status != SPENT}, status=status)


def _sealed(response: HttpResponse) -> HttpResponse:
    """Keep a page with a secret in its address out of caches and search engines."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response._has_been_logged = True  # type: ignore[attr-defined] # noqa: SLF001 -- Django logs refused paths: no token in logs
    return response


@public
def agreements(request: HttpRequest) -> HttpResponse:
    """List the pages that both sides opened to everybody, the newest first."""
    page = paginate(selectors.public_solutions(), request, order=("-agreed_at", "-pk"))
    return render(request, "letters/public/agreements.html", {"page": page})


@public
def agreement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show an agreed page with its digest; what is not open to all does not exist here."""
    solution = selectors.public_solution(public_id)
    if solution is None:
        raise Http404
    version = solution.versions.get(no=solution.union_version)
    context = {"solution": solution, "letter": solution.letter, "text": version.text}
    return render(request, "letters/public/agreement.html", context)
