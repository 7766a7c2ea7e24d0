"""Dated links: who stands under whom from when, and what that means for the closure today.

Only services call this, under ``closure.lock_vertical``.
"""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from ortaq.foundation.orgs import closure
from ortaq.foundation.orgs.errors import (
    AlreadyThereError,
    ClosedBodyError,
    CycleError,
    TooEarlyError,
    WrongPlaceError,
)
from ortaq.foundation.orgs.models import Body, Line, Link, Path

_RANK = {Body.Level.CENTRE: 0, Body.Level.BRANCH: 1, Body.Level.REGION: 1, Body.Level.PRIMARY: 2}
_PARENTS_IN = {  # a primary may stand under a primary: shop organisations of a big enterprise
    Line.BRANCH: {Body.Level.CENTRE, Body.Level.BRANCH, Body.Level.PRIMARY},
    Line.TERRITORY: {Body.Level.CENTRE, Body.Level.REGION, Body.Level.PRIMARY},
}


def relink(*, body: Body, line: Line, parent: Body | None, on: date) -> None:
    """End the present link of a body in a line and begin another; planned ones are forgotten."""
    if parent:
        parent = Body.objects.get(pk=parent.pk)  # it may have been closed while we waited
        _refuse_wrong_place(body, line, parent, on)
    forget_planned(body=body, line=line)
    last = Link.objects.filter(child=body, line=line).order_by("-since", "-pk").first()
    if last:
        earliest = last.until or last.since
        if on < earliest:
            raise TooEarlyError(body=body, day=earliest)
        if parent and last.until is None and last.parent_id == parent.pk:
            raise AlreadyThereError(body=body, parent=parent)
    if parent:
        _refuse_cycle(body, line, parent, on)
    today = timezone.localdate()
    Link.objects.filter(child=body, line=line, until__isnull=True).update(
        until=on, pending=on > today
    )
    if parent:
        Link.objects.create(child=body, parent=parent, line=line, since=on, pending=on > today)
    if on <= today:
        closure.place(body_id=body.pk, line=line, parent_id=parent.pk if parent else None)


def forget_planned(*, body: Body, line: Line) -> bool:
    """Delete the links of a body that have not begun, and let the present one go on."""
    today = timezone.localdate()
    links = Link.objects.filter(child=body, line=line, pending=True)
    begun = links.filter(since__lte=max(today, body.opened_on), until__gt=today)
    deleted, _ = links.filter(since__gt=max(today, body.opened_on)).delete()
    kept = 0
    for link in begun:
        link.until, link.pending = None, link.since > today
        link.save(update_fields=["until", "pending"])
        kept += 1
    return bool(deleted or kept)


def apply_pending(*, today: date) -> list[tuple[int, str, int | None]]:
    """Bring begun and ended links into the closure; return (child, line, parent) that changed.

    All are taken down before any is hung up again, so that no order of the moves can make a
    circle on the way.
    """
    due = Link.objects.filter(pending=True, since__lte=today)
    changed = []
    for child_id, line in sorted(set(due.values_list("child_id", "line"))):
        parent_id = _live_parent_id(child_id, line, today)
        if parent_id != _path_parent_id(child_id, line):
            changed.append((child_id, line, parent_id))
    for child_id, line, _parent_id in changed:
        closure.place(body_id=child_id, line=line, parent_id=None)
    for child_id, line, parent_id in changed:
        closure.place(body_id=child_id, line=line, parent_id=parent_id)
    settle(today=today)
    return changed


def settle(*, today: date) -> None:
    """Unmark the links that nothing more will happen to."""
    Link.objects.filter(
        Q(until__isnull=True) | Q(until__lte=today), pending=True, since__lte=today
    ).update(pending=False)


def _live_parent_id(child_id: int, line: str, today: date) -> int | None:
    live = Link.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today), child=child_id, line=line, since__lte=today
    )
    return live.values_list("parent_id", flat=True).first()


def _path_parent_id(child_id: int, line: str) -> int | None:
    above = Path.objects.filter(descendant=child_id, line=line, depth=1)
    return above.values_list("ancestor_id", flat=True).first()


def _refuse_wrong_place(body: Body, line: Line, parent: Body, on: date) -> None:
    parent_level, level = Body.Level(parent.level), Body.Level(body.level)
    if parent_level not in _PARENTS_IN[line] or _RANK[parent_level] > _RANK[level]:
        raise WrongPlaceError(body=body, parent=parent)
    if level is Body.Level.CENTRE:
        raise WrongPlaceError(body=body, parent=parent)
    if parent.closed_on is not None or parent.opened_on > on:
        raise ClosedBodyError(body=parent, day=parent.closed_on or on)


def _refuse_cycle(body: Body, line: Line, parent: Body, on: date) -> None:
    """Look at the day of the move and at every later day on which the line changes."""
    later = Link.objects.filter(line=line, since__gt=on)
    if on >= timezone.localdate():
        later = later.filter(pending=True)  # the same rows, by a small index
    for day in [on, *sorted(set(later.values_list("since", flat=True)))]:
        if closure.is_below(parent_id=parent.pk, body_id=body.pk, line=line, day=day):
            raise CycleError(body=body, parent=parent, day=day)
