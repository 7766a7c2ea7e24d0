"""Papers in the person's own name: filled in, taken as a file, changed and sent by himself."""

from typing import Any

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.foundation.accounts.access import public
from ortaq.foundation.accounts.models import User
from ortaq.modules.assistant import drafting
from ortaq.modules.assistant.forms import DraftForm

TITLES: dict[str, tuple[Promise | str, Promise | str]] = {
    "appeal": (
        gettext_lazy("Appeal to the union, on paper"),
        gettext_lazy("For those who would rather hand it over than send it here."),
    ),
    "inspectorate": (
        gettext_lazy("Complaint to the labour inspectorate"),
        gettext_lazy("The state inspectors check the employer."),
    ),
    "commission": (
        gettext_lazy("Request to the conciliation commission"),
        gettext_lazy("The first step of most disputes with an employer."),
    ),
    "claim": (
        gettext_lazy("Claim to court"),
        gettext_lazy("After the commission, or where the law lets you go at once."),
    ),
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the papers."""
    papers = [(kind, *words) for kind, words in TITLES.items()]
    return render(request, "assistant/drafts.html", {"papers": papers})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the form of a paper, or give the file. Nothing of it is kept."""
    if kind not in TITLES:
        raise Http404
    is_sent = request.method == "POST" and "facts" in request.POST
    form = DraftForm(request.POST) if is_sent else DraftForm(initial=_first(request, kind))
    status = 422 if is_sent else 200
    if form.is_valid():
        if ratelimit.consume(request, action="draft"):
            return _file(kind, form.cleaned_data, is_pdf=request.POST.get("as") == "pdf")
        form.add_error(None, _("Too many papers at once. Please wait a minute."))
        status = 429
    title, lede = TITLES[kind]
    context = {"form": form, "title": title, "lede": lede, "kind": kind}
    return render(request, "assistant/draft.html", context, status=status)


def _first(request: HttpRequest, kind: str) -> dict[str, Any]:
    """Return what the form begins with: the question and the articles that an answer named."""
    language = "ru" if (get_language() or "kk")[:2] == "ru" else "kk"
    posted = request.POST
    user = request.user
    return {
        "language": language,
        "to": drafting.FRAMES[kind, language].to,
        "sender": user.full_name if isinstance(user, User) else "",
        "facts": posted.get("question", "")[:5000],
        "law": posted.get("law", "")[:600],
    }


def _file(kind: str, data: dict[str, str], *, is_pdf: bool) -> HttpResponse:
    paper = drafting.compose(kind, data, on=timezone.localdate())
    body = drafting.pdf_pages_of(paper) if is_pdf else drafting.docx_of(paper)
    response = HttpResponse(body, content_type="application/pdf" if is_pdf else DOCX)
    name = f"{kind}.{'pdf' if is_pdf else 'docx'}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
