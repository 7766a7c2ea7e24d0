"""Beside an open appeal: what the law says, how like cases were answered, how to sort it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.ui.sections import Section
from ortaq.lib.retrieval.lemmas import stems
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.assistant import selectors
from ortaq.modules.assistant.forms import ROUTE_WORDS, TOPIC_WORDS, SortForm

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal

CASES = 3
LONGEST = 240


def on_desk(request: HttpRequest, appeal: "Appeal") -> Section | None:
    """Show found norms, like cases and a suggestion to who works on it; never if refused."""
    user = request.user
    if not isinstance(user, User) or not appeal.is_open or not appeal.text.strip():
        return None
    if not user.has_perm("appeals.work", appeal) or selectors.has_refused(appeal.author):
        return None
    answer, suggestion = selectors.beside(appeal.text)
    kept = selectors.correction_of(appeal)
    first = {
        "topic": kept.topic if kept else suggestion.topic,
        "route": kept.route if kept else suggestion.route,
        "urgent": kept.urgent if kept else suggestion.urgent,
        "collective": kept.collective if kept else suggestion.collective,
    }
    context = {
        "appeal": appeal,
        "answer": answer,
        "suggestion": suggestion,
        "topic": TOPIC_WORDS[suggestion.topic],
        "route": ROUTE_WORDS[suggestion.route],
        "kept": kept,
        "form": SortForm(initial=first),
        "cases": _like(user, appeal),
    }
    return Section(
        _("Law and like cases"),
        "assistant/desk/_panel.html",
        context,
        order=60,
        anchor="assistant",
    )


def _like(officer: User, appeal: "Appeal") -> list[tuple["Appeal", str]]:
    """Return the answered appeals that share most words with this one, with their answers."""
    asked = set(stems(appeal.text, "ru"))
    scored = []
    for other in appeals.answered_like(officer, appeal):
        shared = len(asked & set(stems(other.text, "ru")))
        scored.append((shared, other))
    scored.sort(key=lambda pair: -pair[0])
    return [(other, _answer(other)) for shared, other in scored[:CASES] if shared > 1]


def _answer(appeal: "Appeal") -> str:
    replies = [reply.text for reply in appeal.replies.all()]
    return replies[-1][:LONGEST] if replies else ""
