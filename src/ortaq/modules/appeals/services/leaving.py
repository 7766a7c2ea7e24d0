"""When an officer leaves his post, his open appeals find another: nobody's case stays with him."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Count

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals.events import AppealHandedOver
from ortaq.modules.appeals.models import Appeal, Case, Move
from ortaq.modules.appeals.routing import kinds_of, route_appeal
from ortaq.modules.appeals.rules import is_at_case, is_kept_away
from ortaq.modules.appeals.services.moves import locked, note, step
from ortaq.modules.appeals.workflow import OPEN, Step


def pass_on_appeals_of(*, officer: User) -> int:
    """Route anew the open appeals that a former officer may no longer hold; return how many.

    Idempotent: what he may still hold, by this post or another at the same desk, stays with him.
    Each in its own transaction, so that one failure stops nothing; who gets many is told once.
    The clock runs on.
    """
    held = Appeal.objects.filter(holder=officer, status__in=OPEN)
    passed = [_pass_on(appeal=appeal, officer=officer) for appeal in held.iterator()]
    for case in Case.objects.filter(holder=officer, closed_at__isnull=True):
        _pass_on_case(case=case, officer=officer)
    return _tell_new_holders(passed)


def pass_on_appeals_by(*, author: User) -> int:
    """Route anew the open appeals of an author whose holders may no longer meet them. Idempotent.

    He works under one of them now. Each in its own transaction, like those of a former officer.
    """
    held = Appeal.objects.filter(author=author, status__in=OPEN, holder__isnull=False)
    rows = held.select_related("holder")
    passed = [_pass_on(appeal=row, officer=row.holder) for row in rows if row.holder]
    return _tell_new_holders(passed)


@transaction.atomic
def _pass_on(*, appeal: Appeal, officer: User) -> Appeal | None:
    appeal = locked(appeal)
    stays = orgs.is_here(officer, appeal.desk_id, kinds=kinds_of(appeal))
    stays = stays and not is_kept_away.test(officer, appeal)
    if stays or appeal.holder_id != officer.pk or not appeal.is_open:
        return None
    step(appeal, Step.RETURN)
    appeal.holder, appeal.desk, appeal.reasons = route_appeal(appeal)
    appeal.save(update_fields=["status", "holder", "desk", "reasons"])
    note(appeal, Move.Kind.HANDED_OVER, who=None, to=appeal.holder)
    publish(AppealHandedOver(appeal_id=appeal.pk))
    url = f"/my/appeals/{appeal.number}/"
    params = {"number": appeal.number}
    notify(users=[appeal.author], kind="appeals.handed_over", params=params, url=url)
    return appeal


@transaction.atomic
def _pass_on_case(*, case: Case, officer: User) -> None:
    """Give a collective case to who got most of its open appeals; it keeps no former officer.

    When nobody got one it lies in its desk's name alone, where the leader sees it.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.holder_id != officer.pk or is_at_case.test(officer, case):
        return
    rows = Appeal.objects.filter(case=case, status__in=OPEN, holder__isnull=False)
    hands = rows.exclude(holder=officer).values_list("holder", "desk")
    most = hands.annotate(n=Count("pk")).order_by("-n", "holder").first()
    case.holder_id, case.desk_id = most[:2] if most else (None, case.desk_id)
    case.save(update_fields=["holder", "desk"])
    audit.record(
        action="appeals.case_handed_over",
        subject=case,
        actor=None,
        body_id=case.desk_id,
        params={"number": case.number},
    )


def _tell_new_holders(passed: list[Appeal | None]) -> int:
    """Tell who got the appeals: of one by its number, of many once; return how many passed."""
    found = [appeal for appeal in passed if appeal]
    mine: dict[User, list[Appeal]] = defaultdict(list)
    for appeal in found:
        if appeal.holder:
            mine[appeal.holder].append(appeal)
    for officer, appeals in mine.items():
        if len(appeals) == 1:
            number = appeals[0].number
            kind, params, url = "appeals.assigned", {"number": number}, f"/desk/appeals/{number}/"
        else:
            kind, params, url = "appeals.assigned_many", {}, "/desk/appeals/"
        notify(users=[officer], kind=kind, params=params, url=url)
    return len(found)
