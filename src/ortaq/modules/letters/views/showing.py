"""One letter as its officer sees it, with the form of the next step."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ortaq.foundation.accounts.access import SignedRequest
from ortaq.modules.letters import selectors
from ortaq.modules.letters.forms import ConfirmForm, DoneForm, SendForm, SolutionForm
from ortaq.modules.letters.models import Letter
from ortaq.modules.letters.views.diffs import compared
from ortaq.modules.letters.workflow import PRIVATE_NOTICE, Side, Step


def page_of(
    request: SignedRequest,
    letter: Letter,
    *,
    sending: SendForm | None = None,
    solution_form: SolutionForm | None = None,
) -> HttpResponse:
    """Draw the page; 422 when a form came back with errors."""
    holds = request.user.has_perm("letters.write", letter)
    acts = holds
    writes = holds and letter.appeal.is_open
    notice = selectors.notice_of(letter.appeal, today=timezone.localdate())
    needs_reason = selectors.needs_notice(letter) and not notice.is_over
    may_send = writes and letter.may(Step.SEND)
    context: dict[str, Any] = {
        "letter": letter,
        "appeal": letter.appeal,
        "holds": holds,
        "acts": acts,
        "may_change": writes and letter.may(Step.CHANGE),
        "may_prepare": writes and letter.may(Step.PREPARE),
        "may_withdraw": acts and letter.may(Step.WITHDRAW),
        "sending": (sending or SendForm(by_email=bool(letter.to_email), needs_reason=needs_reason))
        if may_send
        else None,
        "notice": notice,
        "needs_reason": needs_reason,
        "notice_days": PRIVATE_NOTICE.workdays,
        "link": selectors.link_of(letter) if letter.is_gone else None,
        "answers": selectors.answers_of(letter) if letter.is_gone else [],
        **_solution(letter, acts=acts, form=solution_form),
    }
    status = 422 if sending or solution_form else 200
    return render(request, "letters/desk/show.html", context, status=status)


def _solution(letter: Letter, *, acts: bool, form: SolutionForm | None) -> dict[str, Any]:
    if letter.side is not Side.EMPLOYER or not letter.is_gone or letter.due_on is None:
        return {"solution": None, "proposing": None}
    solution = selectors.solution_of(letter)
    if solution is None:
        return {"solution": None, "proposing": (form or SolutionForm()) if acts else None}
    versions = selectors.versions_of(solution)
    last = versions[0]
    open_ = acts and solution.agreed_at is None
    first = {"text": last.text, "check_on": solution.check_on}
    waits = open_ and solution.union_version != last.no
    return {
        "solution": solution,
        "versions": compared(versions),
        "last": last,
        "agreed": next((v for v in versions if v.no == solution.union_version), None),
        "proposing": (form or SolutionForm(initial=first)) if open_ else None,
        "confirming": ConfirmForm(initial={"version": last.no}) if waits else None,
        "checking": DoneForm() if acts and solution.agreed_at else None,
    }
