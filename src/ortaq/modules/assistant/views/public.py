"""The assistant for everybody: one field, an answer that shows what it rests on, a way to a human.

A question lives only in the request that brings it. It is written into a session when the person
presses "Ask a person", and is taken out when the form of the appeal opens.
"""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, public, signed_in
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals.selectors import CARRIED
from ortaq.modules.assistant import counting, phrasing, selectors, services
from ortaq.modules.assistant.answers import Answer
from ortaq.modules.assistant.forms import FactsForm, QuestionForm
from ortaq.modules.assistant.measured import measured
from ortaq.modules.law import selectors as law

LONGEST = 5000  # characters of a thread that are carried into an appeal


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Answer a question; nothing of it is kept."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    status = 422 if form.is_bound else 200
    if form.is_valid():
        if ratelimit.consume(request, action="ask"):
            context |= _answered(request, form.cleaned_data["question"])
            status = 200
        else:
            form.add_error(None, _("Too many questions at once. Please wait a minute."))
            status = 429
    response = render(request, "assistant/ask.html", context, status=status)
    if form.is_bound:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _answered(request: HttpRequest, question: str) -> dict[str, Any]:
    given = FactsForm(request.POST).facts()
    answer = counting.counted(selectors.answer(question, facts=given), given)
    answer, _code = phrasing.phrase(answer)
    age = law.edition_age()
    return {
        "answer": answer,
        "is_phrased": bool(answer.phrased_by),
        "rows": [(piece, SHAPES[piece.trust]) for piece in answer.pieces],
        "shape": SHAPES[answer.trust],
        "calculators": [(one, counting.NAMES[one]) for one in counting.calculators(answer)],
        "facts": FactsForm().keep(answer.asks_back) if answer.asks_back else None,
        "said": _said(answer),
        "is_stale": age is not None and age > law.STALE_DAYS,
    }


SHAPES = {"signed": "calm", "matched": "info", "official": "info", "unverified": "watch"}


def _said(answer: Answer) -> str:
    names = "; ".join(cited.name for cited in answer.citations[:3])
    return f"{answer.short or answer.text} {names}".strip()[:1000]


@public
@require_POST
def human(request: HttpRequest) -> HttpResponse:
    """Carry the thread into the form of an appeal: by the session, never by the address."""
    question = request.POST.get("question", "").replace("\0", "")[:LONGEST].strip()
    if not ratelimit.consume(request, action="human"):
        return _too_many(request, question)
    said = request.POST.get("said", "").replace("\0", "")[:1000].strip()
    if question:
        note = _("The assistant said: {said}").format(said=said) if said else ""
        request.session[CARRIED] = f"{question}\n\n{note}".strip()
    mine = request.user.is_authenticated
    return redirect("appeals:new" if mine else "appeals-guest:ask")


def _too_many(request: HttpRequest, question: str) -> HttpResponse:
    """Say in words to wait; the question stays in its field."""
    form = QuestionForm({"question": question})
    form.add_error(None, _("Too many questions at once. Please wait a minute."))
    response = render(request, "assistant/ask.html", {"form": form}, status=429)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what the assistant is, who answers for it, how often it errs, how to refuse it."""
    context = {
        "measured": measured(),
        "centre": _centre(),
        "refused": selectors.has_refused(request.user),
    }
    return render(request, "assistant/about.html", context)


def _centre() -> str:
    """Return who answers; a fresh installation has no centre yet."""
    try:
        return str(orgs.centre())
    except ObjectDoesNotExist:
        return _("The union")


@require_POST
@signed_in
def refuse(request: SignedRequest) -> HttpResponse:
    """Turn the assistant off for one's own appeals, or on again."""
    if request.POST.get("on"):
        services.allow_assistant(user=request.user)
        messages.success(request, _("Officers may use the assistant on your appeals again."))
    else:
        services.refuse_assistant(user=request.user)
        messages.success(request, _("The assistant no longer reads your appeals. People do."))
    return redirect("assistant:about")
