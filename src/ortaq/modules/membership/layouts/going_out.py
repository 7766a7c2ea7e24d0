"""Lists of members going out, by the columns by which they come in."""

from collections.abc import Iterator
from typing import Any

from ortaq.foundation.accounts import crowd
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.sheets.layouts import Column
from ortaq.modules.membership.layouts.columns import COLUMNS
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import IN_FORCE
from ortaq.modules.workplaces.selectors import bulk as workplaces

PAGE = 2_000
MOST = 100_000  # people in one list from above: a region, not the union
CLOSE = frozenset({"iin", "phone", "email"})  # leave the primary in no list


def columns(*, close: bool) -> tuple[Column, ...]:
    """Return the columns of a list; ``close``: with numbers and addresses, for the primary."""
    left_out = {"full_name"} | (set() if close else CLOSE)
    return tuple(column for column in COLUMNS if column.name not in left_out)


def members_of_list(body: Body) -> list[int]:
    """Return whose names a list of a body holds: its own members, or all below a body above."""
    if body.level == Body.Level.PRIMARY:
        where = [body.pk]
    else:
        where = list(orgs.descendants(body).values_list("pk", flat=True))
    rows = Membership.objects.filter(body__in=where, state__in=IN_FORCE)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def rows(ids: list[int], *, close: bool) -> Iterator[list[Any]]:
    """Yield the rows of memberships, a page of them at a time, in the order of entering."""
    names = [column.name for column in columns(close=close)]
    for start in range(0, len(ids), PAGE):
        found = Membership.objects.filter(pk__in=ids[start : start + PAGE])
        page = list(found.select_related("user").order_by("pk"))
        jobs = workplaces.jobs_with_places({row.user_id for row in page})
        iins = crowd.iins_of(row.user_id for row in page) if close else {}
        for row in page:
            values = _values(row, jobs.get(row.user_id), iins.get(row.user_id, ""))
            yield [values[name] for name in names]


def _values(row: Membership, job: workplaces.JobAtPlace | None, iin: str) -> dict[str, Any]:
    user = row.user
    return {
        "iin": iin,
        "family_name": user.family_name,
        "given_name": user.given_name,
        "patronymic": user.patronymic,
        "born_on": user.born_on,
        "sex": user.get_sex_display() if user.sex else "",
        "phone": user.phone,
        "email": user.email,
        "since": row.since,
        "body": f"№ {row.body_id}",
        "employer_bin": job.employer_bin if job else "",
        "site": job.site if job else "",
        "position": job.position if job else "",
        "job_since": job.since if job else None,
        "retired": "+" if row.is_retired else "",
    }
