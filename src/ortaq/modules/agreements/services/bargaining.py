"""Promises and whether they are kept; rounds of bargaining and their proposals."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.lib.workdays.kz import KZ
from ortaq.modules.agreements.errors import RoundClosedError, RoundOpenError
from ortaq.modules.agreements.events import PromiseMarked
from ortaq.modules.agreements.models import Agreement, Promise, Proposal, Round
from ortaq.modules.agreements.workflow import DAYS_TO_START, Kept, Outcome


@transaction.atomic
def promise(
    *, actor: User, agreement: Agreement, text: str, clause: str = "", due_on: date | None = None
) -> Promise:
    """Put a duty of the agreement on the checklist."""
    row = Promise(agreement=agreement, text=text, clause=clause, due_on=due_on)
    row.full_clean()
    row.save()
    _note("promise_added", agreement, actor)
    return row


@transaction.atomic
def mark_promise(*, actor: User, promise: Promise, state: Kept, note: str = "") -> Promise:
    """Write down whether a promise is kept."""
    promise.state, promise.note = state.value, note
    promise.full_clean()
    promise.save()
    _note("promise_marked", promise.agreement, actor)
    publish(
        PromiseMarked(agreement_id=promise.agreement_id, promise_id=promise.pk, state=state.value)
    )
    return promise


@transaction.atomic
def open_round(*, actor: User, agreement: Agreement, proposed_on: date) -> Round:
    """Begin bargaining: the answer is due in ten working days. Raises RoundOpenError."""
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.rounds.filter(closed_on__isnull=True).exists():
        raise RoundOpenError
    row = Round.objects.create(
        agreement=agreement,
        proposed_on=proposed_on,
        answer_due=KZ.add(proposed_on, DAYS_TO_START),
    )
    _note("round_opened", agreement, actor)
    return row


@transaction.atomic
def propose(
    *, actor: User, round_: Round, union_text: str, key: UUID, clause: str = ""
) -> Proposal:
    """Put a clause on the table; the same key twice is one. Raises RoundClosedError."""
    _must_be_open(round_)
    if twin := round_.proposals.filter(idempotency_key=key).first():
        return twin
    row = Proposal(round=round_, union_text=union_text, clause=clause, idempotency_key=key)
    row.full_clean()
    row.save()
    _note("proposed", round_.agreement, actor)
    return row


@transaction.atomic
def answer_proposal(
    *, actor: User, proposal: Proposal, employer_text: str, outcome: Outcome
) -> Proposal:
    """Write down the employer's words and what came of a clause. Raises RoundClosedError."""
    _must_be_open(proposal.round)
    proposal.employer_text, proposal.outcome = employer_text, outcome.value
    proposal.full_clean()
    proposal.save()
    _note("proposal_answered", proposal.round.agreement, actor)
    return proposal


@transaction.atomic
def close_round(*, actor: User, round_: Round) -> Round:
    """End the bargaining: what is not agreed stands in the protocol of disagreements."""
    _must_be_open(round_)
    round_.closed_on = timezone.localdate()
    round_.save(update_fields=["closed_on"])
    _note("round_closed", round_.agreement, actor)
    return round_


def _must_be_open(round_: Round) -> None:
    """Hold the round until the act is done, so that nobody ends it meanwhile."""
    round_.closed_on = Round.objects.select_for_update().get(pk=round_.pk).closed_on
    if round_.closed_on:
        raise RoundClosedError


def _note(act: str, row: Agreement, actor: User) -> None:
    audit.record(
        action=f"agreements.{act}",
        subject=row,
        actor=actor,
        body_id=row.body_id,
        params={"title": row.title[:80]},
    )
