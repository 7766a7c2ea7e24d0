"""What an officer has on his desk, by the clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.routing import kinds_for
from ortaq.modules.appeals.rules import WORKERS
from ortaq.modules.appeals.selectors.one import FULL
from ortaq.modules.appeals.standing_in import absent_for
from ortaq.modules.appeals.workflow import OPEN, Secrecy, Status, Topic, Urgency
from ortaq.modules.membership import selectors as membership
from ortaq.modules.workplaces import selectors as workplaces

_KEPT = "_desks_kept"
T = TypeVar("T")


def holds_case_of(user: User, person: User) -> bool:
    """Whether an officer has an appeal of this person in his hands, open or just answered."""
    if user.pk == person.pk:
        return False
    alive = [*OPEN, Status.ANSWERED]
    held = Appeal.objects.filter(at_desks_of(user), holder=user)
    return held.filter(author=person, status__in=alive).exists()


def queue_of(officer: User) -> QuerySet[Appeal]:
    """Return open appeals in the officer's own hands, and nameless ones at his desks.

    A page orders them by ``due_on``: the queue is sorted by the clock.
    """
    hands = [officer.pk, *absent_for(officer)]
    return _queue(officer, Q(holder__in=hands) | Q(holder__isnull=True))


def desk_of(officer: User) -> QuerySet[Appeal]:
    """Return the open appeals that an officer may read: his own, and others at his desks."""
    return _queue(officer, Q())


def following(officer: User, appeal: Appeal) -> Appeal | None:
    """Return the next appeal of the officer's queue by the clock; after the last, the first."""
    rows = queue_of(officer).exclude(pk=appeal.pk).order_by("due_on", "pk")
    later = Q(due_on__gt=appeal.due_on) | Q(due_on=appeal.due_on, pk__gt=appeal.pk)
    return rows.filter(later).first() or rows.first()


def _queue(officer: User, which: Q) -> QuerySet[Appeal]:
    rows = Appeal.objects.filter(which, at_desks_of(officer), status__in=OPEN)
    rows = rows.exclude(author=officer)
    return rows.select_related(*FULL)


@contextmanager
def desks_kept(officer: User) -> Iterator[None]:
    """Make what lies at an officer's desks be asked once within: for a page and its rail."""
    if hasattr(officer, _KEPT):  # not vars(): a request's user is a lazy shell of the real one
        yield
        return
    setattr(officer, _KEPT, {})
    try:
        yield
    finally:
        delattr(officer, _KEPT)


def kept_for(officer: User, name: str, ask: Callable[[], T]) -> T:
    """Return what is asked about an officer's desks: once while ``desks_kept``, else anew."""
    kept: dict[str, Any] | None = getattr(officer, _KEPT, None)
    if kept is None:
        return ask()
    if name not in kept:
        kept[name] = ask()
    found: T = kept[name]
    return found


def at_desks_of(officer: User) -> Q:
    """Return the condition of ``appeals.work``: desk and topic fit a mandate of the officer."""
    return kept_for(officer, "where", lambda: _at_desks_of(officer))


def _at_desks_of(officer: User) -> Q:
    where = Q(pk__in=[])
    for mandate in orgs.mandates_of(officer, kinds=WORKERS):
        where |= Q(desk=mandate.body_id) & _fitting(mandate.kind)
    for absent, desks in absent_for(officer).items():  # he stands in for them today
        for desk in desks:
            where |= Q(holder=absent, desk=desk.body_id) & _fitting(desk.kind)
    return where & ~kept_away(officer)


def _fitting(kind: str) -> Q:
    """Return the condition that a mandate of this kind may hold an appeal."""
    topics = [topic.value for topic in Topic if kind in kinds_for(topic)]
    fits = Q(topic__in=topics)
    if kind in kinds_for(Topic.OTHER, Urgency.DANGER):
        fits |= Q(urgency=Urgency.DANGER.value)
    return fits


def named_to(officer: User) -> QuerySet[Appeal]:
    """Return the appeals, in any state, whose author's name an officer may know.

    Those at his desks, and of confidential ones only what he himself holds.
    """
    open_about_author = ~Q(secrecy=Secrecy.CONFIDENTIAL) | Q(holder=officer)
    rows = Appeal.objects.filter(at_desks_of(officer) & open_about_author)
    return rows.exclude(author=officer)


def kept_away(officer: User) -> Q:
    """Return the condition of ``rules.is_kept_away``: what an officer may never meet."""
    own = {mandate.body_id for mandate in orgs.mandates_of(officer)}
    own |= {body.pk for body in membership.bodies_of(officer)}
    where = Q(against=officer) | Q(bypass=True, body__in=own)
    people = workplaces.people_under(officer)
    if people is None:
        return where
    sides = workplaces.sides_of(officer)
    places = Q(site__in=sides.sites) | Q(site__employer__in=sides.employers)
    return where | places | Q(body__in=sides.bodies) | Q(author__in=people)


def answered_like(officer: User, appeal: Appeal, *, limit: int = 30) -> list[Appeal]:
    """Return answered appeals on the topic that the officer may read, the newest first.

    Confidential ones and his own are left out; ``replies`` are loaded.
    """
    rows = Appeal.objects.filter(
        at_desks_of(officer), topic=appeal.topic, answered_at__isnull=False
    )
    rows = rows.exclude(pk=appeal.pk).exclude(author=officer)
    rows = rows.filter(secrecy=Secrecy.NAMED).prefetch_related("replies")
    return list(rows.order_by("-answered_at", "-pk")[:limit])
