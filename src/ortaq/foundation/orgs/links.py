"""Dated links: who stands under whom from when, and what that means for the closure today.

Only services call this, under ``closure.lock_vertical``.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from ortaq.foundation.events.kept import kept
from ortaq.foundation.orgs import closure
from ortaq.foundation.orgs.errors import (
    AlreadyThereError,
    ClosedBodyError,
    CycleError,
    TooEarlyError,
    WrongPlaceError,
)
from ortaq.foundation.orgs.models import Body, Line, Link, Path

_LATEST = 50  # links of a body in a line: what is planned and what holds are among the latest
_RANK = {Body.Level.CENTRE: 0, Body.Level.BRANCH: 1, Body.Level.REGION: 1, Body.Level.PRIMARY: 2}
_PARENTS_IN = {  # a primary may stand under a primary: shop organisations of a big enterprise
    Line.BRANCH: {Body.Level.CENTRE, Body.Level.BRANCH, Body.Level.PRIMARY},
    Line.TERRITORY: {Body.Level.CENTRE, Body.Level.REGION, Body.Level.PRIMARY},
}


def relink(*, body: Body, line: Line, parent: Body | None, on: date, ground: str = "") -> None:
    """End the present link of a body in a line and begin another; planned ones are forgotten.

    ``body`` and ``parent`` are fresh: the caller has read them under the lock.
    """
    if parent:
        _refuse_wrong_place(body, line, parent, on)
    today = timezone.localdate()
    kept, _forgotten = _without_planned(body, line, today)
    last = kept[0] if kept else None
    if last:
        _refuse_no_change(last, body, parent, on)
    if parent:
        refuse_cycle(body, line, parent, on)
    closure.hang(
        body_id=body.pk,
        line=line,
        parent_id=parent.pk if parent else None,
        on=on,
        pending=on > today,
        ground=ground,
    )


def adopt_children(*, body: Body, parent: Body, on: date, ground: str) -> int:
    """Hang every open child of a body under another one, in each line; return how many came.

    Planned comings and goings stay planned: who was to come comes to the new parent. The caller
    has looked for circles, and read both bodies under the lock; ``on`` is not after today.
    """
    today = timezone.localdate()
    moved: set[int] = set()
    for line in Line:
        found = Link.objects.filter(
            Q(until__isnull=True) | Q(until__gt=on),
            Q(child__closed_on__isnull=True),
            parent=body,
            line=line,
        )
        links = list(found)
        older = [link for link in links if link.since < on]
        found.filter(since__gte=on).update(parent=parent)
        Link.objects.filter(pk__in=[link.pk for link in older]).update(until=on, pending=False)
        Link.objects.bulk_create(
            Link(
                child_id=link.child_id,
                parent=parent,
                line=line,
                since=on,
                until=link.until,
                pending=link.pending,
                ground=ground,
            )
            for link in older
        )
        here = [link.child_id for link in links if link.since <= today]
        closure.place_all(body_ids=here, line=line, parent_id=parent.pk)
        moved.update(here)
    return len(moved)


def may_stand(parent: Body, line: Line) -> bool:
    """Whether anything may stand under a body of this level in a line."""
    return Body.Level(parent.level) in _PARENTS_IN[line]


def forget_planned(*, body: Body, line: Line) -> bool:
    """Delete the links of a body that have not begun, and let the present one go on."""
    _kept, forgotten = _without_planned(body, line, timezone.localdate())
    return forgotten


def _without_planned(body: Body, line: Line, today: date) -> tuple[list[Link], bool]:
    """Return the links that stay, latest first, and whether anything planned was forgotten."""
    latest = max(today, body.opened_on)
    found = _links_of(body.pk, str(line))
    dropped = [link.pk for link in found if link.pending and link.since > latest]
    kept = [link for link in found if link.pk not in dropped]
    reopened = False
    if dropped:
        Link.objects.filter(pk__in=dropped).delete()
    for link in kept:
        if link.pending and link.until is not None and link.until > today:
            link.until, link.pending, reopened = None, link.since > today, True
            link.save(update_fields=["until", "pending"])
    return kept, bool(dropped) or reopened


@kept(int, str)
def _links_of(child_id: int, line: str) -> Iterable[Link]:
    """The latest links of a body in a line, latest first."""
    return Link.objects.filter(child=child_id, line=line).order_by("-since", "-pk")[:_LATEST]


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


def _refuse_no_change(last: Link, body: Body, parent: Body | None, on: date) -> None:
    earliest = last.until or last.since
    if on < earliest:
        raise TooEarlyError(body=body, day=earliest)
    if parent and last.until is None and last.parent_id == parent.pk:
        raise AlreadyThereError(body=body, parent=parent)


def _refuse_wrong_place(body: Body, line: Line, parent: Body, on: date) -> None:
    parent_level, level = Body.Level(parent.level), Body.Level(body.level)
    if parent_level not in _PARENTS_IN[line] or _RANK[parent_level] > _RANK[level]:
        raise WrongPlaceError(body=body, parent=parent)
    if level is Body.Level.CENTRE:
        raise WrongPlaceError(body=body, parent=parent)
    if parent.closed_on is not None or parent.opened_on > on:
        raise ClosedBodyError(body=parent, day=parent.closed_on or on)


def refuse_cycle(body: Body, line: Line, parent: Body, on: date) -> None:
    """Look at the day of the move and at every later day on which the line changes."""
    day = closure.first_circle(
        parent_id=parent.pk,
        body_id=body.pk,
        line=line,
        day=on,
        only_pending=on >= timezone.localdate(),
    )
    if day:
        raise CycleError(body=body, parent=parent, day=day)
