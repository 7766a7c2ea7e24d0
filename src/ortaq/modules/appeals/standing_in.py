"""Whom an officer stands in for today: their appeals are his to read and to work meanwhile."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.kept import kept
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.appeals.models import Absence, Appeal
from ortaq.modules.appeals.routing import kinds_of
from ortaq.modules.appeals.workflow import HOLDERS

if TYPE_CHECKING:
    from django.db.models import QuerySet

WORKERS = frozenset(Kind(kind) for kind in HOLDERS)
_CACHE = "_stands_in_for_of_the_day"


class Desk(NamedTuple):
    """A desk of an absent officer, and the kind of his mandate there."""

    body_id: int
    kind: str


def absent_for(user: User) -> dict[int, list[Desk]]:
    """Return the absent officers whose deputy this is today, each with his desks.

    Empty for who holds no post himself. Kept on the user object until midnight.
    """
    today = timezone.localdate()
    day, found = getattr(user, _CACHE, (None, {}))
    if day != today:
        found = _absent_for(user) if orgs.mandates_of(user, kinds=WORKERS) else {}
        setattr(user, _CACHE, (today, found))
    return dict(found)


def _absent_for(user: User) -> dict[int, list[Desk]]:
    found: dict[int, list[Desk]] = defaultdict(list)
    for officer, body_id, kind in _posts_of_absent(user.pk, timezone.localdate()):
        found[officer].append(Desk(body_id, kind))
    return dict(found)


@kept(int, date)
def _posts_of_absent(deputy_id: int, today: date) -> "QuerySet[Mandate, tuple[int, int, str]]":
    away = Absence.objects.filter(deputy=deputy_id, since__lte=today, until__gte=today)
    posts = Mandate.objects.live_on(today).filter(
        user__in=away.values("officer"), kind__in=WORKERS
    )
    return posts.values_list("user_id", "body_id", "kind")


def forget_absences(user: User) -> None:
    """Make ``absent_for`` ask the database again; services call it after a change."""
    vars(user).pop(_CACHE, None)


def stands_in(user: User, appeal: Appeal) -> bool:
    """Whether the user is today the deputy of the appeal's holder, at whose desk it lies."""
    if appeal.holder_id is None or appeal.holder_id == user.pk:
        return False
    kinds = kinds_of(appeal)
    desks = absent_for(user).get(appeal.holder_id, [])
    return any(desk.body_id == appeal.desk_id and desk.kind in kinds for desk in desks)
