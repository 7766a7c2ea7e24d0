"""Collective cases: many appeals about one matter, worked as one and signed by others."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.errors import NotOfCaseError, NotSignableError, NotSuitableError
from ortaq.modules.appeals.models import Appeal, Case, Move, Signature
from ortaq.modules.appeals.rules import (
    can_work,
    has_case,
    is_leader_at_case,
    may_give_away,
    may_sign,
)
from ortaq.modules.appeals.services.moves import locked, note, place, said
from ortaq.modules.appeals.workflow import OPEN, TOGETHER, Secrecy, Urgency


@transaction.atomic
def open_case(*, actor: User, appeals: Iterable[Appeal], title: str) -> Case:
    """Make one matter of open appeals at the actor's desk; return the case, which he holds.

    They may come from several bodies: the case is of the body that most of them come from.
    NotSuitableError unless the actor may give each of them away. NotOfCaseError when one is in a
    case already, or they lie at several desks.
    """
    rows = sorted(appeals, key=lambda one: one.pk)[:TOGETHER]
    if not rows or len({row.desk_id for row in rows}) > 1:
        raise NotOfCaseError
    bodies = [row.body for row in rows]
    sites = {row.site_id for row in rows}
    topics = [row.topic for row in rows]
    case = Case.objects.create(
        number=next_case_number(),
        title=said(title),
        topic=max(topics, key=topics.count),
        body=max(bodies, key=bodies.count),
        site_id=sites.pop() if len(sites) == 1 else None,
        desk=rows[0].desk,
        holder=actor,
        opened_by=actor,
        opened_at=timezone.now(),
    )
    _record(case, "appeals.case_opened", actor)
    join_case(appeals=rows, case=case, actor=actor)
    return case


@transaction.atomic
def join_case(*, appeals: Iterable[Appeal], case: Case, actor: User) -> int:
    """Put open appeals into a case, and into the hands of its holder; return how many.

    A confidential appeal that somebody has stays with him: nobody more learns the name.
    """
    if not (has_case.test(actor, case) or is_leader_at_case.test(actor, case)):
        raise NotSuitableError
    joined = 0
    for appeal in sorted(appeals, key=lambda one: one.pk):
        row = locked(appeal)
        if row.case_id or case.closed_at or not row.is_open:
            raise NotOfCaseError
        if not may_give_away.test(actor, row):
            raise NotSuitableError
        enter(row, case, actor)
        url = f"/my/appeals/{row.number}/"
        notify(users=[row.author], kind="appeals.grouped", params=_both(row, case), url=url)
        joined += 1
    return joined


def enter(row: Appeal, case: Case, actor: User | None) -> None:
    """Put a locked appeal into a case; its holder takes it over where he may."""
    join(row, case)
    row.save(update_fields=["case", "holder", "desk"])
    note(row, Move.Kind.GROUPED, who=actor, to=row.holder, words=case.number)


def join(row: Appeal, case: Case) -> None:
    """Set the case of an appeal and, where he may, its holder; saving is the caller's."""
    row.case = case
    if case.holder and row.holder_id != case.holder_id and not keeps_officer(row):
        desk, row.desk = row.desk, case.desk
        if can_work.test(case.holder, row):
            place(row, case.holder, case.desk)
        else:
            row.desk = desk


def keeps_officer(row: Appeal) -> bool:
    """Danger keeps the officer whom the road found, and a confidential one who knows the name."""
    own = row.secrecy == Secrecy.CONFIDENTIAL or row.urgency == Urgency.DANGER
    return own and row.holder_id is not None


@transaction.atomic
def take_out(*, actor: User, appeal: Appeal) -> Appeal:
    """Take one appeal out of its case; its officer keeps it, and its clocks run on."""
    row = locked(appeal)
    case = row.case
    if case is None:
        raise NotOfCaseError
    if not (may_give_away.test(actor, row) or has_case.test(actor, case)):
        raise NotSuitableError
    row.case = None
    row.save(update_fields=["case"])
    note(row, Move.Kind.UNGROUPED, who=actor, words=case.number)
    return row


@transaction.atomic
def word_case(*, actor: User, case: Case, title: str, words: str) -> Case:
    """Say what a case is about, in words that name nobody; with words members may sign it."""
    case = _locked_case(case)
    if not (has_case.test(actor, case) or is_leader_at_case.test(actor, case)):
        raise NotSuitableError
    case.title, case.words = said(title), words.strip()
    case.full_clean()
    case.save()
    _record(case, "appeals.case_worded", actor)
    return case


@transaction.atomic
def close_case(*, actor: User, case: Case) -> Case:
    """Close a case in which nothing is open any more. NotOfCaseError while something is."""
    case = _locked_case(case)
    if not (has_case.test(actor, case) or is_leader_at_case.test(actor, case)):
        raise NotSuitableError
    if case.closed_at or Appeal.objects.filter(case=case, status__in=OPEN).exists():
        raise NotOfCaseError
    case.closed_at = timezone.now()
    case.save()
    _record(case, "appeals.case_closed", actor)
    return case


@transaction.atomic
def sign_case(*, person: User, case: Case) -> bool:
    """Say "this is mine too"; return whether it is new. Officers see how many, never who."""
    case = _locked_case(case)
    if case.closed_at or not may_sign.test(person, case):
        raise NotSignableError
    if Appeal.objects.filter(case=case, author=person).exists():
        return False  # his own appeal says it already
    _row, is_new = Signature.objects.get_or_create(
        case=case, person=person, defaults={"at": timezone.now()}
    )
    if is_new:
        audit.record(
            action="appeals.case_signed",
            subject=case,
            actor=person,
            body_id=None,
            params={"number": case.number},
        )
    return is_new


@transaction.atomic
def unsign_case(*, person: User, case: Case) -> None:
    """Take one's signature back, while the case is open."""
    case = _locked_case(case)
    if case.closed_at:
        raise NotSignableError
    gone, _rows = Signature.objects.filter(case=case, person=person).delete()
    if gone:
        audit.record(
            action="appeals.case_unsigned",
            subject=case,
            actor=person,
            body_id=None,
            params={"number": case.number},
        )


def next_case_number() -> str:
    """Return the number of a new case: C-2026-000012; openings wait for one another."""
    year = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('appeals.case', 0))")
    last = Case.objects.filter(number__startswith=f"C-{year}-").order_by("-number").first()
    serial = int(last.number.rpartition("-")[2]) if last else 0
    return f"C-{year}-{serial + 1:06d}"


def _locked_case(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).select_related("holder", "desk", "body")
    return rows.get(pk=case.pk)


def _record(case: Case, action: str, actor: User | None) -> None:
    audit.record(
        action=action,
        subject=case,
        actor=actor,
        body_id=case.desk_id,
        params={"number": case.number},
    )


def _both(row: Appeal, case: Case) -> dict[str, str]:
    return {"number": row.number, "case": case.number}
