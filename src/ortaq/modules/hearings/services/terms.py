"""Terms of going to the commission or to court: opened, standing still, stopped, warned of."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.appeals.rules import LEADERS, is_kept_away
from ortaq.modules.hearings.errors import StandstillError
from ortaq.modules.hearings.events import LimitationMissed, LimitationOpened
from ortaq.modules.hearings.models import Limitation, Standstill
from ortaq.modules.hearings.selectors import Watched, terms_to_warn, watched
from ortaq.modules.hearings.workflow import LEADER_DAYS as FOR_LEADERS
from ortaq.modules.hearings.workflow import (
    StopReason,
    check_event,
    rule,
    term_of,
    warning_of,
)

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal

MISSED = 0


@transaction.atomic
def open_limitation(*, actor: User, appeal: "Appeal", key: str, event_on: date) -> Limitation:
    """Watch a term of an appeal from its event; one that already runs is returned as it is.

    Raises ImpossibleDateError for a day to come or long ago. A term that is over already is
    opened too, and shown as missed: better known than guessed.
    """
    today = timezone.localdate()
    check_event(event_on, today=today)
    term = term_of(rule(key), event_on, calendar=appeals.calendar(), today=today)
    row, made = Limitation.objects.get_or_create(
        appeal=appeal,
        rule=key,
        stopped_at=None,
        defaults={
            "event_on": event_on,
            "due_on": term.due_on,
            "opened_by": actor,
            "opened_at": timezone.now(),
        },
    )
    if made:
        _record(row, "term_opened", actor)
        publish(LimitationOpened(limitation_id=row.pk))
    return row


@transaction.atomic
def open_limitations(
    *, actor: User, appeal: "Appeal", keys: Iterable[str], event_on: date
) -> list[Limitation]:
    """Watch several terms from one event, and tell the author once that they are watched."""
    rows = [
        open_limitation(actor=actor, appeal=appeal, key=key, event_on=event_on) for key in keys
    ]
    if rows:
        url = reverse("appeals:show", args=[appeal.number])
        key = f"hearings.terms:{appeal.pk}:{','.join(str(row.pk) for row in rows)}"
        params = {"number": appeal.number}
        notify(users=[appeal.author], kind="hearings.terms", params=params, url=url, key=key)
    return rows


@transaction.atomic
def stop_limitation(
    *, actor: User, limitation: Limitation, reason: StopReason, words: str
) -> Limitation:
    """Watch a term no longer, for a reason that stays readable; idempotent."""
    row = Limitation.objects.select_for_update(of=("self",)).get(pk=limitation.pk)
    if not row.is_running:
        return row
    row.stopped_at, row.stopped_by = timezone.now(), actor
    row.stop_reason, row.stop_words = reason.value, words.strip()
    row.save()
    _record(row, "term_stopped", actor)
    return row


@transaction.atomic
def stand_still(*, actor: User, limitation: Limitation, ground: str, since: date) -> Standstill:
    """Let a term stand still from a day on: mediation, or no commission yet (art. 160).

    Raises StandstillError when it begins in the future, before the event, within another, or
    when the term is over already.
    """
    row = Limitation.objects.select_for_update(of=("self",)).get(pk=limitation.pk)
    now = watched(row, today=timezone.localdate(), calendar=appeals.calendar())
    last = row.standstills.order_by("-since").first()
    is_free = last is None or (last.until is not None and last.until < since)
    fits = row.event_on < since <= min(now.term.due_on, timezone.localdate())
    if not (row.is_running and is_free and fits):
        raise StandstillError
    pause = Standstill.objects.create(limitation=row, ground=ground, since=since, noted_by=actor)
    _again(row)
    _record(row, "term_stands", actor)
    return pause


@transaction.atomic
def end_standstill(*, actor: User, limitation: Limitation, until: date) -> Limitation:
    """Let a term run again after a day; its last day moves by the days it stood."""
    row = Limitation.objects.select_for_update(of=("self",)).get(pk=limitation.pk)
    pause = row.standstills.filter(until__isnull=True).first()
    if pause is None or not pause.since <= until <= timezone.localdate():
        raise StandstillError
    pause.until = until
    pause.save()
    _again(row)
    _record(row, "term_runs", actor)
    return row


def _again(row: Limitation) -> None:
    """Reckon the last day anew; the warnings begin anew with it."""
    now = watched(row, today=timezone.localdate(), calendar=appeals.calendar())
    row.due_on = now.term.due_on
    row.warned, row.missed_at = None, None
    row.save()


@transaction.atomic
def warn_of_terms(*, today: date) -> int:
    """Warn holders of terms 30, 14, 7, 3 and 1 days before, with the last two their leaders too.

    A term that passed is said to both and to the member, and stays on their pages. Idempotent:
    each warning once. Returns how many messages.
    """
    told, calendar = 0, appeals.calendar()
    for row in terms_to_warn(today):
        term = watched(row, today=today, calendar=calendar)
        due = warning_of(term.term.due_on, today=today)
        if due is None or term.term.stands or (row.warned is not None and row.warned <= due):
            continue
        told += _warn(term, due)
        missed = {"missed_at": timezone.now()} if due == MISSED else {}
        Limitation.objects.filter(pk=row.pk).update(warned=due, due_on=term.term.due_on, **missed)
    return told


def _warn(term: Watched, due: int) -> int:
    row, appeal = term.row, term.row.appeal
    holder = [appeal.holder] if appeal.holder else []
    is_late = due <= FOR_LEADERS or not holder
    leaders = orgs.holders(appeal.desk, kinds=LEADERS) if is_late else []
    people = [p for p in [*holder, *leaders] if p != appeal.author and not _is_away(p, appeal)]
    params = {"number": appeal.number, "days": max(term.left, 0)}
    params["day"] = f"{term.term.due_on:%d.%m.%Y}"
    key = f"hearings.term:{row.pk}:{term.term.due_on}:{due}"
    what = "term_missed" if due == MISSED else "term_soon"
    url = reverse("appeals-desk:show", args=[appeal.number])
    told = notify(users=people, kind=f"hearings.{what}", params=params, url=url, key=key)
    if due == MISSED:
        publish(LimitationMissed(limitation_id=row.pk))
        own = reverse("appeals:show", args=[appeal.number])
        told += notify(
            users=[appeal.author], kind="hearings.own_term_missed", params=params, url=own, key=key
        )
    return told


def _is_away(person: User, appeal: "Appeal") -> bool:
    return bool(is_kept_away.test(person, appeal))


def _record(row: Limitation, act: str, actor: User) -> None:
    audit.record(
        action=f"hearings.{act}",
        subject=row,
        actor=actor,
        body_id=row.appeal.desk_id,
        params={"number": row.appeal.number, "on": row.due_on},
    )
