"""The clocks of an appeal: started, stopped, moved once with a reason, counted anew."""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events import rapid
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.lib.workdays import Calendar
from ortaq.modules.appeals.calendar import calendar
from ortaq.modules.appeals.errors import AlreadyExtendedError, LateWithoutReasonError
from ortaq.modules.appeals.models import Appeal, Clock, Move
from ortaq.modules.appeals.rules import LEADERS, is_kept_away
from ortaq.modules.appeals.services.moves import locked, note, said
from ortaq.modules.appeals.workflow import (
    ANSWER_OF,
    EXTENSION,
    FIRST_WORD_OF,
    TERMS,
    ClockKind,
    IllegalStepError,
    Length,
    Unit,
    Urgency,
    end_of,
    is_guess,
    start_of,
)

NOON = time(12)


def start_clocks(appeal: Appeal, *, is_new: bool = False) -> None:
    """Start what the union owes by the urgency of an appeal; keep its ``due_on`` in step.

    Part of the caller's transaction, the appeal saved and its road found. Idempotent: a running
    clock of the same rule runs on; of another rule (the urgency was corrected) it is counted anew
    from its own beginning. In danger the leader of the desk learns it too.
    """
    urgency = Urgency(appeal.urgency)
    rules = {ClockKind.ANSWER: ANSWER_OF[urgency]}
    if appeal.first_word_at is None:
        rules[ClockKind.FIRST_WORD] = FIRST_WORD_OF[urgency]
    running = {} if is_new else {clock.kind: clock for clock in _running(appeal)}
    days, now = calendar(), timezone.now()
    fresh = []
    for kind, rule in rules.items():
        clock = running.get(kind.value) or Clock(appeal=appeal, kind=kind.value, started_at=now)
        if clock.rule != rule:
            clock.rule = rule
            _count(clock, days)
            fresh.append(clock)
        if kind is ClockKind.ANSWER:
            _keep_in_step(appeal, clock)
    rapid.add(*(clock for clock in fresh if clock.kind not in running))
    for clock in fresh:
        if clock.kind in running:
            clock.save()
    if fresh and urgency is Urgency.DANGER:
        _tell_leader(appeal)


def _running(appeal: Appeal) -> list[Clock]:
    rows = Clock.objects.filter(appeal=appeal, stopped_at__isnull=True)
    return list(rows.exclude(kind=ClockKind.FORWARDED.value))


def _count(clock: Clock, days: Calendar) -> None:
    """Set when a clock ends and when the sweep looks at it first."""
    term = TERMS[clock.rule]
    since = timezone.localtime(clock.started_at)
    due = end_of(term.length, since, days)
    if clock.extended_at:  # what was promised with a reason stays
        due = max(due, timezone.localtime(clock.due_at))
    clock.due_at = due
    clock.provisional = is_guess(since, due, days)
    warn = start_of(term.warn, due, days) if term.warn else due
    clock.next_at = max(warn, clock.started_at) if clock.warned_at is None else due
    if clock.rung_at and due > timezone.now():
        clock.rung_at = None


def _keep_in_step(appeal: Appeal, clock: Clock) -> None:
    due_on = timezone.localdate(clock.due_at)
    if appeal.due_on != due_on:
        appeal.due_on = due_on
        appeal.save(update_fields=["due_on"])


def _tell_leader(appeal: Appeal) -> None:
    """Tell the nearest leaders of the desk; never a party to the matter."""
    leaders = orgs.holders(appeal.desk, kinds=LEADERS)
    notify(
        users=[
            leader
            for leader in leaders
            if leader.pk not in {appeal.author_id, appeal.holder_id}
            and not is_kept_away.test(leader, appeal)
        ],
        kind="appeals.danger_near",
        params={"number": appeal.number},
        url="/desk/appeals/",
        key=f"appeals.danger_near:{appeal.pk}",
    )


def stop_clock(appeal: Appeal, kind: ClockKind, *, at: datetime) -> None:
    """Stop what was owed: the first word is said, the answer is given. Idempotent.

    Part of the caller's transaction. The end of an answer's clock ends a first word's, too.
    """
    kinds = [kind, ClockKind.FIRST_WORD] if kind == ClockKind.ANSWER else [kind]
    Clock.objects.filter(
        appeal=appeal, kind__in=[k.value for k in kinds], stopped_at__isnull=True
    ).update(stopped_at=at)
    if kind == ClockKind.FIRST_WORD and appeal.first_word_at is None:
        appeal.first_word_at = at
        appeal.save(update_fields=["first_word_at"])


@transaction.atomic
def first_word_said(*, appeal: Appeal, at: datetime) -> None:
    """Note a person's first word to the member, said in a room above; idempotent."""
    stop_clock(appeal, ClockKind.FIRST_WORD, at=at)


@transaction.atomic
def start_forwarded(
    *, actor: User, appeal: Appeal, rule: str, to_whom: str, started_on: date
) -> Clock:
    """Note that an appeal went on to a state body or the employer; their clock begins that day.

    The union's own clock runs on: what was sent on is not yet answered. The author is told.
    """
    term = TERMS[rule]
    if term.kind is not ClockKind.FORWARDED:
        raise ValueError(f"{rule} is not a term of somebody else")
    appeal = locked(appeal)
    if not appeal.is_open:
        raise IllegalStepError("a closed appeal goes nowhere")
    began = timezone.make_aware(datetime.combine(started_on, NOON))
    clock = Clock(
        appeal=appeal,
        kind=ClockKind.FORWARDED.value,
        rule=rule,
        to_whom=said(to_whom),
        started_at=min(began, timezone.now()),
    )
    _count(clock, calendar())
    clock.save()
    note(appeal, Move.Kind.FORWARDED, who=actor, words=clock.to_whom)
    _tell_author(appeal, "appeals.forwarded")
    return clock


@transaction.atomic
def stop_forwarded(*, appeal: Appeal, clock: Clock) -> Clock:
    """Note that the others replied. Idempotent; a clock of another appeal is refused."""
    appeal = locked(appeal)
    clock = Clock.objects.get(pk=clock.pk, appeal=appeal, kind=ClockKind.FORWARDED.value)
    if clock.stopped_at is None:
        clock.stopped_at = timezone.now()
        clock.save(update_fields=["stopped_at"])
        note(appeal, Move.Kind.REPLIED, who=None, words=clock.to_whom)
        _tell_author(appeal, "appeals.replied")
    return clock


@transaction.atomic
def extend_forwarded(*, appeal: Appeal, clock: Clock, days: int) -> Clock:
    """Give the others so many working days more on a running clock of theirs: once a clock.

    AlreadyExtendedError the second time. Nobody is told: the room that grants it does that.
    """
    appeal = locked(appeal)
    rows = Clock.objects.filter(appeal=appeal, kind=ClockKind.FORWARDED.value)
    clock = rows.get(pk=clock.pk)
    if clock.stopped_at is not None:
        raise IllegalStepError("nothing is owed")
    if clock.extended_at is not None:
        raise AlreadyExtendedError
    known, begin = calendar(), timezone.localtime(clock.due_at)
    clock.extended_at = timezone.now()
    clock.due_at = end_of(Length(days, Unit.WORKING_DAYS), begin, known)
    clock.provisional = is_guess(begin, clock.due_at, known)
    clock.warned_at = clock.rung_at = None
    clock.next_at = clock.due_at
    clock.save()
    return clock


@transaction.atomic
def explain_delay(*, officer: User, appeal: Appeal, words: str, days: int) -> Clock:
    """Say why the answer takes longer, and take so many working days more: once an appeal.

    The member reads the words. AlreadyExtendedError the second time; ValueError beyond the most.
    """
    appeal = locked(appeal)
    words = said(words)
    if not 1 <= days <= EXTENSION.length.n:
        raise ValueError("an extension has its limit")
    rows = Clock.objects.select_for_update().filter(appeal=appeal, kind=ClockKind.ANSWER.value)
    clock = rows.filter(stopped_at__isnull=True).first()
    if clock is None or not appeal.is_open:
        raise IllegalStepError("nothing is owed")
    if rows.filter(extended_at__isnull=False, started_at=clock.started_at).exists():
        raise AlreadyExtendedError
    known, now = calendar(), timezone.now()
    begin = timezone.localtime(max(clock.due_at, now))
    clock.extended_at = now
    clock.due_at = end_of(Length(days, Unit.WORKING_DAYS), begin, known)
    clock.provisional = is_guess(begin, clock.due_at, known)
    clock.warned_at = clock.rung_at = None
    warn = TERMS[clock.rule].warn
    clock.next_at = start_of(warn, clock.due_at, known) if warn else clock.due_at
    clock.save()
    _keep_in_step(appeal, clock)
    note(appeal, Move.Kind.EXPLAINED, who=officer, words=words)
    _tell_author(appeal, "appeals.explained")
    return clock


def is_late(*, appeal: Appeal, now: datetime) -> bool:
    """Whether the answer to an open appeal is overdue."""
    rows = Clock.objects.filter(appeal=appeal, kind=ClockKind.ANSWER.value)
    return rows.filter(stopped_at__isnull=True, due_at__lt=now).exists()


def say_why_late(*, appeal: Appeal, who: User, words: str) -> None:
    """Keep the reason with which an overdue appeal is answered or closed: the member reads it.

    Part of the caller's transaction, before the clock is stopped. LateWithoutReasonError when the
    day has passed and no words are given; in time nothing happens.
    """
    if not is_late(appeal=appeal, now=timezone.now()):
        return
    if not words.strip():
        raise LateWithoutReasonError
    note(appeal, Move.Kind.EXPLAINED, who=who, words=words.strip())


def _tell_author(appeal: Appeal, kind: str) -> None:
    url = f"/my/appeals/{appeal.number}/"
    notify(users=[appeal.author], kind=kind, params={"number": appeal.number}, url=url)


@transaction.atomic
def recount(*, clock: Clock, days: Calendar) -> bool:
    """Count a running clock anew by a calendar that has changed; return whether its end moved.

    An extension keeps its length in days. The author is told when the day of the answer moves.
    """
    row = Clock.objects.select_for_update().get(pk=clock.pk)
    if row.stopped_at is not None:
        return False
    was, guessed = row.due_at, row.provisional
    if row.extended_at is None:
        _count(row, days)
    else:
        row.provisional = is_guess(timezone.localtime(row.started_at), row.due_at, days)
    if (row.due_at, row.provisional) == (was, guessed):
        return False
    row.save()
    appeal = locked(row.appeal)
    if row.kind == ClockKind.ANSWER:
        _keep_in_step(appeal, row)
        if row.due_at != was:
            _tell_author(appeal, "appeals.day_moved")
    return row.due_at != was


def recount_all(*, provisional_only: bool) -> int:
    """Count running clocks anew, each in its own transaction; return how many ends moved.

    Idempotent. Nightly the guessed ones; all of them when the centre has entered an order.
    """
    days = calendar()
    rows = Clock.objects.filter(stopped_at__isnull=True, due_at__gt=F("started_at"))
    rows = rows.filter(due_at__gt=timezone.now())
    if provisional_only:
        rows = rows.filter(provisional=True)
    return sum(recount(clock=row, days=days) for row in rows.iterator())
