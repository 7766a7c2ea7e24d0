"""Reads that look for one person with two records."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.naming import words_of_name
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.membership.card_number import is_card_number
from ortaq.modules.membership.likeness import are_alike
from ortaq.modules.membership.models import Membership, Merge
from ortaq.modules.membership.rules import CLERKS
from ortaq.modules.membership.workflow import IN_FORCE, LIVE

UNDO_DAYS = 30
DAYS_AT_ONCE = 500  # birth dates looked through for one page


def _words(user: User) -> list[str]:
    return words_of_name(user.family_name, user.given_name, user.patronymic)


def alike(*, name: Sequence[str], born_on: date, but: Collection[int] = ()) -> list[User]:
    """Return members born on this day whose names are near this one, active records only.

    The birth date narrows two million to about a hundred; the names are compared one by one.
    """
    ids = Membership.objects.filter(born_on=born_on).exclude(user__in=but).values("user")
    people = User.objects.filter(pk__in=ids, is_active=True, erased_at__isnull=True)
    wanted = words_of_name(*name)
    return [user for user in people.order_by("pk") if are_alike(wanted, _words(user))]


def doubles_in(body_ids: Iterable[int]) -> list[tuple[Membership, Membership]]:
    """Return pairs of memberships in these bodies that may be one person's.

    The same birth date and names that are near; the older membership first.
    """
    rows = Membership.objects.filter(
        body__in=list(body_ids), state__in=IN_FORCE, born_on__isnull=False, user__is_active=True
    )
    days = rows.values("born_on").annotate(n=Count("user", distinct=True)).filter(n__gt=1)
    chosen = list(days.order_by("born_on").values_list("born_on", flat=True)[:DAYS_AT_ONCE])
    by_day: dict[date | None, list[Membership]] = defaultdict(list)
    for row in rows.filter(born_on__in=chosen).select_related("user", "body").order_by("pk"):
        by_day[row.born_on].append(row)
    return [
        (one, other)
        for group in by_day.values()
        for one, other in combinations(group, 2)
        if one.user_id != other.user_id and are_alike(_words(one.user), _words(other.user))
    ]


def by_card(number: str) -> Membership | None:
    """Return the membership in force with this card number, or None."""
    if not is_card_number(number):
        return None
    rows = Membership.objects.filter(card_no=number.replace(" ", ""), state__in=IN_FORCE)
    return rows.select_related("user", "body").first()


def merge(pk: int) -> Merge | None:
    """Return a joining of two records, or None."""
    return Merge.objects.select_related("kept", "dropped", "made_by").filter(pk=pk).first()


def merges_for(user: User) -> "QuerySet[Merge]":
    """Return the joinings of the last thirty days in an officer's own bodies, or made by him.

    Not of all below him: names do not go up.
    """
    here = [mandate.body_id for mandate in orgs.mandates_of(user, kinds=CLERKS)]
    people = Membership.objects.filter(body__in=here, state__in=LIVE).values("user")
    since = timezone.now() - timedelta(days=UNDO_DAYS)
    rows = Merge.objects.filter(undone_at__isnull=True, made_at__gt=since)
    rows = rows.filter(Q(kept__in=people) | Q(made_by=user))
    return rows.select_related("kept", "dropped", "made_by").order_by("-made_at", "-pk")
