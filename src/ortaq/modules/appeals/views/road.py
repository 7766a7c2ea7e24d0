"""Why an appeal is here, what its clocks say, and what its officer can do before they ring."""

from typing import Any

from django.forms import Form
from django.utils import timezone

from ortaq.foundation.accounts.access import SignedRequest
from ortaq.modules.appeals import selectors
from ortaq.modules.appeals.forms import HandOverForm
from ortaq.modules.appeals.forms.clocks import AskHelpForm, ExplainForm
from ortaq.modules.appeals.models import Appeal, Clock
from ortaq.modules.appeals.reasons import article_in_words, reasons_of
from ortaq.modules.appeals.routing import Post
from ortaq.modules.appeals.timeline import meanwhile
from ortaq.modules.appeals.workflow import TERMS


def road(
    request: SignedRequest, appeal: Appeal, posts: list[Post], wrong: Form | None
) -> dict[str, Any]:
    """Return the context of the road and the clocks; ``wrong`` must be filled in better."""
    running = selectors.clocks_of(appeal)
    may = appeal.is_open and request.user.has_perm("appeals.answer", appeal)
    asking = wrong if isinstance(wrong, AskHelpForm) else AskHelpForm(auto_id="help_%s")
    explaining = wrong if isinstance(wrong, ExplainForm) else ExplainForm(auto_id="why_%s")
    deputy = (
        wrong
        if isinstance(wrong, HandOverForm)
        else HandOverForm(posts=posts, auto_id="deputy_%s")
    )
    return {
        "clocks": running,
        "reasons": reasons_of(appeal),
        "terms": [
            (clock, TERMS[clock.rule], article_in_words(TERMS[clock.rule])) for clock in running
        ],
        "meanwhile": meanwhile(appeal, timezone.localdate()),
        "asking": asking if may else None,
        "explaining": explaining if may and _may_extend(running) else None,
        "deputising": deputy if may and posts else None,
        "wrong_help": wrong,
    }


def _may_extend(running: list[Clock]) -> bool:
    return any(clock.kind == "answer" and clock.extended_at is None for clock in running)
