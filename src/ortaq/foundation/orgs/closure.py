"""The closure table of the live links, kept by one SQL statement a move, of however many bodies.

Only services call this; they hold ``lock_vertical`` while they change links.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.db import connection

# One lock for the whole vertical: moves are rare, and a cycle can only be excluded when no
# other move is under way. Readers never wait for it.
_LOCK = 0x6F7267  # "org"

_PLACE = """
with subtree as (
    select ancestor_id as root, descendant_id, depth from orgs_path
    where line = %(line)s and ancestor_id = any(%(bodies)s)
), above as (
    select ancestor_id, depth from orgs_path where line = %(line)s and descendant_id = %(parent)s
), fresh as (
    select a.ancestor_id, s.descendant_id, a.depth + s.depth + 1 as depth
    from above a cross join subtree s
), gone as (
    delete from orgs_path p using subtree s
    where p.line = %(line)s and p.descendant_id = s.descendant_id
      and not exists (select from subtree i
                      where i.root = s.root and i.descendant_id = p.ancestor_id)
      and not exists (select from fresh f where f.ancestor_id = p.ancestor_id
                      and f.descendant_id = p.descendant_id)
)
insert into orgs_path (line, ancestor_id, descendant_id, depth)
select %(line)s, ancestor_id, descendant_id, depth from fresh
on conflict (line, ancestor_id, descendant_id) do update set depth = excluded.depth
"""

_END = """
update orgs_link set until = %(on)s, pending = %(pending)s
where child_id = %(body)s and line = %(line)s and until is null
"""

_BEGIN = """
insert into orgs_link (child_id, parent_id, line, since, pending, ground)
values (%(body)s, %(parent)s, %(line)s, %(on)s, %(pending)s, %(ground)s)
"""

_OWN = """
insert into orgs_path (line, ancestor_id, descendant_id, depth)
select line, %(body)s, %(body)s, 0 from unnest(array['branch', 'territory']) as line
"""

_REBUILD = """
insert into orgs_path (line, ancestor_id, descendant_id, depth)
with recursive walk (line, ancestor_id, descendant_id, depth) as (
    select line, b.id, b.id, 0
    from orgs_body b cross join unnest(array['branch', 'territory']) as line
    union all
    select w.line, k.parent_id, w.descendant_id, w.depth + 1
    from walk w join orgs_link k on k.child_id = w.ancestor_id and k.line = w.line
    where k.since <= %(day)s and (k.until is null or %(day)s < k.until)
)
select line, ancestor_id, descendant_id, depth from walk
"""

# The first day, of that day and the later ones on which the line changes, on which a parent would
# stand below the body.
_CIRCLE = """
with recursive days (day) as (
    select %(day)s::date
    union
    select since from orgs_link where line = %(line)s and since > %(day)s {only_pending}
), walk (day, body_id) as (
    select day, %(parent)s::bigint from days
    union
    select w.day, k.parent_id from walk w join orgs_link k on k.child_id = w.body_id
    where k.line = %(line)s and k.since <= w.day and (k.until is null or w.day < k.until)
)
select min(day) from walk where body_id = %(body)s
"""


def lock_vertical() -> None:
    """Wait until nobody else changes links, and keep the others waiting until commit."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])


def add(*, body_id: int) -> None:
    """Give a new body its own rows, one a line."""
    with connection.cursor() as cursor:
        cursor.execute(_OWN, {"body": body_id})


def hang(
    *, body_id: int, line: str, parent_id: int | None, on: date, pending: bool, ground: str
) -> None:
    """End the open link of a body in a line, begin another, and move it in the closure.

    Three statements in one message to the server: a move is a matter of waiting for answers.
    """
    values: dict[str, Any] = {
        "bodies": [body_id],
        "body": body_id,
        "line": line,
        "parent": parent_id,
        "on": on,
        "pending": pending,
        "ground": ground,
    }
    steps = [_END, *([_BEGIN] if parent_id else []), *([] if pending else [_PLACE])]
    with connection.cursor() as cursor:
        cursor.execute(";".join(steps), values)


def place(*, body_id: int, line: str, parent_id: int | None) -> None:
    """Hang a body with all below it under a parent (None: nowhere) in one line."""
    place_all(body_ids=[body_id], line=line, parent_id=parent_id)


def place_all(*, body_ids: Sequence[int], line: str, parent_id: int | None) -> None:
    """Hang bodies, none of which stands below another, under one parent in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACE, {"line": line, "bodies": list(body_ids), "parent": parent_id})


def rebuild(*, day: date) -> int:
    """Make the whole table anew from the links of a day; return the number of rows."""
    with connection.cursor() as cursor:
        cursor.execute("delete from orgs_path")
        cursor.execute(_REBUILD, {"day": day})
        return int(cursor.rowcount)


def first_circle(
    *, parent_id: int, body_id: int, line: str, day: date, only_pending: bool
) -> date | None:
    """Return the first day, from ``day`` on, on which ``parent`` is ``body`` or stands below it.

    By the links themselves, on that day and on each later day on which the line changes. From
    today on these are the pending links, which have a small index.
    """
    query = _CIRCLE.format(only_pending="and pending" if only_pending else "")
    with connection.cursor() as cursor:
        cursor.execute(query, {"parent": parent_id, "body": body_id, "line": line, "day": day})
        (found,) = cursor.fetchone()
    return cast("date | None", found)
