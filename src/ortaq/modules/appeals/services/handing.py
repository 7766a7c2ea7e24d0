"""Many appeals in other hands at once: a leaving lawyer, a month's illness."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.events import AppealHandedOver
from ortaq.modules.appeals.models import Appeal, Case, Move
from ortaq.modules.appeals.routing import successors
from ortaq.modules.appeals.rules import may_give_away
from ortaq.modules.appeals.services.moves import locked, note, place, said, step
from ortaq.modules.appeals.workflow import TOGETHER, Step


@dataclass
class Handed:
    """What a plan did: how many went, and the numbers that stayed where they were."""

    given: int = 0
    stayed: list[str] = field(default_factory=list)


def hand_over_many(
    *, actor: User, officer_from: User, plan: Mapping[str, User], reason: str
) -> Handed:
    """Give appeals of one officer to others: ``plan`` says by number to whom; clocks run on.

    Each goes in its own transaction, so that one that cannot go stops no other: it stays with its
    officer, and its number is returned. Who receives is told once, not once an appeal.
    """
    reason, handed, received = said(reason), Handed(), dict[int, tuple[User, int]]()
    rows = Appeal.objects.filter(number__in=list(plan)[:TOGETHER], holder=officer_from)
    found = {row.number: row for row in rows}
    for number, officer in plan.items():
        row = found.get(number)
        if row is None or not _give(row, officer, actor, reason):
            handed.stayed.append(number)
            continue
        handed.given += 1
        received[officer.pk] = (officer, received.get(officer.pk, (officer, 0))[1] + 1)
    _pass_cases(officer_from, plan)
    for officer, count in received.values():
        notify(
            users=[officer],
            kind="appeals.came_many",
            params={"count": count},
            url="/desk/appeals/",
        )
    return handed


def _pass_cases(officer_from: User, plan: Mapping[str, User]) -> None:
    """Let the cases of an officer follow his appeals: who got most of one has it now."""
    for case in Case.objects.filter(holder=officer_from, closed_at=None, appeals__number__in=plan):
        rows = Appeal.objects.filter(case=case, number__in=plan).exclude(holder=officer_from)
        most = Counter(rows.filter(desk=case.desk_id).values_list("holder", flat=True))
        if most:
            Case.objects.filter(pk=case.pk).update(holder=most.most_common(1)[0][0])


@transaction.atomic
def _give(appeal: Appeal, officer: User, actor: User, reason: str) -> bool:
    row = locked(appeal)
    if row.holder_id != appeal.holder_id or not row.is_open:
        return False
    if not may_give_away.test(actor, row):
        return False
    post = next((p for p in successors(row) if p.officer.pk == officer.pk), None)
    if post is None:
        return False
    step(row, Step.HAND_OVER)
    place(row, post.officer, post.mandate.body)
    row.save(update_fields=["status", "holder", "desk"])
    note(row, Move.Kind.HANDED_OVER, who=actor, to=officer, words=reason)
    publish(AppealHandedOver(appeal_id=row.pk))
    params = {"number": row.number}
    url = f"/my/appeals/{row.number}/"
    notify(users=[row.author], kind="appeals.handed_over", params=params, url=url)
    return True
