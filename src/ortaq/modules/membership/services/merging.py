"""Acts: join two records of one person, and separate them again within thirty days."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.errors import IinConflictError
from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.membership.errors import (
    AlreadyJoinedError,
    BarredByJoiningError,
    DifferentPeopleError,
    HoldsPostError,
    OwnCaseError,
    TooLateError,
)
from ortaq.modules.membership.events import PeopleMerged
from ortaq.modules.membership.models import Membership, Merge
from ortaq.modules.membership.selectors.doubles import UNDO_DAYS
from ortaq.modules.membership.services import steps
from ortaq.modules.membership.workflow import IN_FORCE, LIVE, LeaveReason, State
from ortaq.modules.workplaces import services as workplaces


@transaction.atomic
def merge_people(*, actor: User, keep: User, drop: User, ground: str) -> Merge:
    """Join two records of one person: what belongs to ``drop`` moves to ``keep``.

    Where both belong to one primary, the older membership stays and the other ends as a double:
    nobody has left. Marks of ``drop`` as a manager bar ``keep`` from that moment.
    DifferentPeopleError when both have an IIN, or the IIN contradicts the other record;
    HoldsPostError while ``drop`` holds a post; BarredByJoiningError when a mark would end a post
    that is not the actor's to end; AlreadyJoinedError when either was dropped.
    """
    ground = steps.needed(ground)
    if actor.pk in {keep.pk, drop.pk}:
        raise OwnCaseError
    people = list(User.objects.select_for_update().filter(pk__in=[keep.pk, drop.pk]))
    dropped = Merge.objects.filter(undone_at__isnull=True, dropped__in=people)
    if len(people) != 2 or dropped.exists():  # noqa: PLR2004 -- two records
        raise AlreadyJoinedError
    if Mandate.objects.filter(user=drop, state__in=Mandate.OPEN).exists():
        raise HoldsPostError
    ended = _end_doubles(keep, drop)
    try:
        moved = accounts.join_records(actor=actor, keep=keep, drop=drop)
    except IinConflictError as error:
        raise DifferentPeopleError from error
    try:
        workplaces.follow_joined_records(actor=actor, keep=keep, drop=drop)
    except workplaces.OutOfReachError as error:
        raise BarredByJoiningError(person=keep.short_name) from error
    merge = Merge.objects.create(
        kept=keep,
        dropped=drop,
        ground=ground,
        moved={"accounts": moved, "ended": ended},
        made_by=actor,
        made_at=timezone.now(),
    )
    _note(merge, "merged", actor)
    publish(PeopleMerged(merge_id=merge.pk, kept_id=keep.pk, dropped_id=drop.pk))
    notify(users=[keep], kind="membership.merged", params={}, url=steps.MY_URL)
    return merge


def _end_doubles(keep: User, drop: User) -> list[dict[str, Any]]:
    """End one of two live memberships in a primary; return what was ended and how it stood."""
    rows = Membership.objects.select_for_update().filter(state__in=LIVE)
    kept = {row.body_id: row for row in rows.filter(user=keep)}
    ended: list[dict[str, Any]] = []
    today = timezone.localdate()
    for row in rows.filter(user=drop).order_by("pk"):
        twin = kept.get(row.body_id)
        if twin is None:
            continue
        _stays, goes = sorted((twin, row), key=_age)
        ended.append({"id": goes.pk, "state": goes.state})
        if goes.state in IN_FORCE:
            goes.state, goes.left_on = State.LEFT, max(today, goes.since or today)
            goes.leave_reason = LeaveReason.DOUBLE
        else:
            goes.state = State.WITHDRAWN
        goes.save(update_fields=["state", "left_on", "leave_reason"])
    return ended


def _age(row: Membership) -> tuple[bool, object, int]:
    """Order two memberships: in force before applied, the older first."""
    return (row.state not in IN_FORCE, row.since or row.applied_at.date(), row.pk)


@transaction.atomic
def undo_merge(*, actor: User, merge: Merge) -> None:
    """Separate two records again, as they were; what happened since then stays where it is.

    TooLateError after thirty days; AlreadyJoinedError when it was undone, or when the record that
    was kept has itself been joined with a third one since (undo that one first).
    """
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if actor.pk in {merge.kept_id, merge.dropped_id}:
        raise OwnCaseError
    later = Merge.objects.filter(
        Q(dropped=merge.kept_id) | Q(kept=merge.kept_id, pk__gt=merge.pk), undone_at__isnull=True
    )
    if merge.undone_at or later.exists():
        raise AlreadyJoinedError
    now = timezone.now()
    if now - merge.made_at > timedelta(days=UNDO_DAYS):
        raise TooLateError
    accounts.part_records(
        actor=actor, keep=merge.kept, drop=merge.dropped, moved=merge.moved["accounts"]
    )
    for was in merge.moved["ended"]:
        _restore(was)
    merge.undone_at, merge.undone_by = now, actor
    merge.save(update_fields=["undone_at", "undone_by"])
    _note(merge, "merge_undone", actor)


def _restore(was: dict[str, Any]) -> None:
    """Bring a double back, unless its owner lives in that primary by another membership."""
    row = Membership.objects.select_for_update().get(pk=was["id"])
    live = Membership.objects.filter(user=row.user_id, body=row.body_id, state__in=LIVE)
    if live.exists():
        return
    row.state, row.left_on, row.leave_reason = was["state"], None, ""
    row.save(update_fields=["state", "left_on", "leave_reason"])


def _note(merge: Merge, act: str, actor: User) -> None:
    bodies = Membership.objects.filter(user=merge.kept_id, state__in=LIVE).order_by("pk")
    body_id = bodies.values_list("body_id", flat=True).first()
    audit.record(action=f"membership.{act}", subject=merge, actor=actor, body_id=body_id)
