"""Hearings: set, postpone, hold, cancel; the member's word; reminders."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals.rules import LEADERS
from ortaq.modules.hearings.errors import NotSuitableError, PastHearingError
from ortaq.modules.hearings.events import HearingHeld, HearingSet
from ortaq.modules.hearings.models import Attendance, Hearing
from ortaq.modules.hearings.selectors import people_of, representatives
from ortaq.modules.hearings.workflow import REMINDERS, Kind, Result, State, Step, after

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal, Case


@dataclass(frozen=True)
class Plan:
    """When, where, with what and with whom; one of place and link is needed."""

    starts_at: datetime
    representative: User
    place: str = ""
    link: str = ""
    bring: str = ""
    minutes: int = 60


@transaction.atomic
def set_hearing(
    *,
    actor: User,
    kind: Kind,
    plan: Plan,
    appeal: "Appeal | None" = None,
    case: "Case | None" = None,
) -> Hearing:
    """Give a matter a hearing and tell those whose matter it is, and who represents.

    Clashes are the screen's to warn of (``selectors.clashes``): a court asks nobody's calendar.
    Raises PastHearingError, NotSuitableError.
    """
    hearing = Hearing(appeal=appeal, case=case, kind=kind.value, set_by=actor)
    return _planned(hearing, plan, actor=actor, told="set")


def _planned(hearing: Hearing, plan: Plan, *, actor: User, told: str) -> Hearing:
    now = timezone.now()
    if plan.starts_at <= now:
        raise PastHearingError
    matter = hearing.appeal or hearing.case
    fit = representatives(matter, of_appeal=hearing.appeal is not None) if matter else []
    if plan.representative not in fit:
        raise NotSuitableError
    for name in ("starts_at", "minutes", "place", "link", "bring", "representative"):
        setattr(hearing, name, getattr(plan, name))
    hearing.set_at = now
    hearing.clean_fields(exclude=["appeal", "case", "before", "ended_at"])
    hearing.save()
    _record(hearing, told, actor)
    publish(HearingSet(hearing_id=hearing.pk, starts_at=plan.starts_at.isoformat()))
    _tell_members(hearing, told)
    if plan.representative != actor:
        _tell_officer(hearing, "to_represent")
    return hearing


@transaction.atomic
def postpone_hearing(*, actor: User, hearing: Hearing, plan: Plan, words: str) -> Hearing:
    """Move a hearing to another time: the old row stays, postponed, with the reason.

    What the member said of the old time does not count for the new one. Returns the new row.
    """
    old = _ended(hearing, Step.POSTPONE, words)
    new = Hearing(appeal=old.appeal, case=old.case, kind=old.kind, set_by=actor, before=old)
    return _planned(new, plan, actor=actor, told="postponed")


@transaction.atomic
def hold_hearing(*, actor: User, hearing: Hearing, result: Result, words: str) -> Hearing:
    """Write down what came of a hearing whose hour has come, and tell the member."""
    held = _ended(hearing, Step.HOLD, words, result)
    _record(held, "held", actor)
    publish(HearingHeld(hearing_id=held.pk, result=result.value))
    _tell_members(held, "held")
    return held


@transaction.atomic
def cancel_hearing(*, actor: User, hearing: Hearing, words: str) -> Hearing:
    """Say that a hearing will not be, and why; the member is told."""
    gone = _ended(hearing, Step.CANCEL, words)
    _record(gone, "cancelled", actor)
    _tell_members(gone, "cancelled")
    return gone


def _ended(hearing: Hearing, what: Step, words: str, result: Result | None = None) -> Hearing:
    """Lock the row and end it. IllegalStepError when it has ended already, or is to come."""
    rows = Hearing.objects.select_for_update(of=("self",)).select_related("appeal", "case")
    row = rows.get(pk=hearing.pk)
    now = timezone.now()
    row.state = after(what, State(row.state), starts_at=row.starts_at, now=now).value
    row.words, row.ended_at = words.strip(), now
    row.result = result.value if result else ""
    row.save()
    return row


@transaction.atomic
def answer_hearing(*, person: User, hearing: Hearing, comes: bool) -> Attendance:
    """Keep a member's word, the last one counts; who represents hears when he cannot come."""
    word, _made = Attendance.objects.update_or_create(
        hearing=hearing, person=person, defaults={"comes": comes, "at": timezone.now()}
    )
    action = "hearings.will_come" if comes else "hearings.cannot_come"
    audit.record(action=action, subject=hearing, actor=person, params=_params(hearing))
    if not comes:
        _tell_officer(hearing, "cannot_come")
    return word


@transaction.atomic
def remind_of_hearings(*, now: datetime) -> int:
    """Remind of the hearings of the next day and of the next two hours; return how many messages.

    Idempotent: each person once for each reminder. One set an hour before is told of once only.
    """
    latest = now + max(REMINDERS.values())
    rows = Hearing.objects.filter(state=State.PLANNED, starts_at__gt=now, starts_at__lte=latest)
    told = 0
    for hearing in rows.select_related("appeal__author", "case", "representative"):
        left = hearing.starts_at - now
        name = min((before, name) for name, before in REMINDERS.items() if left <= before)[1]
        told += _tell_members(hearing, f"soon_{name}")
        told += _tell_officer(hearing, f"soon_{name}")
    return told


@transaction.atomic
def renew_representatives(*, officer: User | None = None, appeal_id: int | None = None) -> int:
    """Find another for planned hearings whose representative may not represent any more.

    The holder of the matter takes it on; where there is none, the row stays and the leaders of
    the desk are told. Returns how many changed hands. Idempotent.
    """
    rows = Hearing.objects.filter(state=State.PLANNED, starts_at__gt=timezone.now())
    if officer is not None:
        rows = rows.filter(representative=officer)
    if appeal_id is not None:
        rows = rows.filter(appeal=appeal_id)
    changed = 0
    for row in rows.select_related("appeal", "case", "representative"):
        matter = row.appeal or row.case
        fit = representatives(matter, of_appeal=row.appeal is not None) if matter else []
        if matter is None or row.representative in fit:
            continue
        if fit:
            row.representative = fit[0]
            row.save(update_fields=["representative"])
            _record(row, "passed_on", None)
            _tell_officer(row, "to_represent")
            changed += 1
        else:
            leaders = orgs.holders(matter.desk, kinds=LEADERS)
            _tell(row, leaders, "nobody_represents", reverse("hearings-desk:calendar"))
    return changed


def _record(hearing: Hearing, act: str, actor: User | None) -> None:
    matter = hearing.appeal or hearing.case
    audit.record(
        action=f"hearings.{act}",
        subject=hearing,
        actor=actor,
        body_id=matter.desk_id if matter else None,
        params=_params(hearing),
    )


def _params(hearing: Hearing) -> dict[str, Any]:
    matter = hearing.appeal or hearing.case
    return {"number": matter.number if matter else "", "on": timezone.localdate(hearing.starts_at)}


def _tell_members(hearing: Hearing, what: str) -> int:
    """Tell those whose matter it is. Neither the place nor the matter lights up on a screen."""
    return _tell(hearing, people_of(hearing), what, reverse("hearings:mine"))


def _tell_officer(hearing: Hearing, what: str) -> int:
    address = reverse("hearings-desk:show", args=[hearing.public_id])
    return _tell(hearing, [hearing.representative], what, address)


def _tell(hearing: Hearing, users: list[User], what: str, url: str) -> int:
    params = _params(hearing)
    at = timezone.localtime(hearing.starts_at)
    return notify(
        users=users,
        kind=f"hearings.{what}",
        params={"number": params["number"], "day": f"{at:%d.%m.%Y}", "time": f"{at:%H:%M}"},
        url=url,
        key=f"hearings.{what}:{hearing.pk}" if what.startswith("soon_") else "",
    )
