"""Tables without their indexes and foreign keys while millions of rows come in by COPY.

Keeping a dozen indexes row by row costs several times what building them at the end does, and a
foreign key is checked for two million rows by one join instead of two million look-ups. Everything
is done in the caller's transaction: when it fails, nothing of it has happened.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection

_KEYS = """
select format('alter table %%s drop constraint %%I', conrelid::regclass, conname),
       format('alter table %%s add constraint %%I %%s', conrelid::regclass, conname,
              pg_get_constraintdef(oid))
from pg_constraint
where conrelid = any(%s::regclass[]) and contype in ('f', 'u')
order by contype = 'f', conrelid, conname
"""
_INDEXES = """
select format('drop index %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
from pg_index i
where i.indrelid = any(%s::regclass[]) and not i.indisprimary
  and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
order by i.indrelid, i.indexrelid
"""


class Part(NamedTuple):
    """An index or a constraint: how it is taken off and how it comes back."""

    drop: str
    create: str


@contextmanager
def tables(*names: str, tell: Callable[[str, int, int], None]) -> Iterator[None]:
    """Take indexes and outgoing foreign keys off, and put them back at the end.

    Primary keys stay. Inside, nothing looks into these tables but by number. ``tell`` hears how
    many are back.
    """
    with connection.cursor() as cursor:
        # DDL refuses a table with checks that are still to be made.
        cursor.execute("set constraints all immediate")
        parts: list[Part] = []
        for query in (_INDEXES, _KEYS):
            cursor.execute(query, [list(names)])
            parts += [Part(*row) for row in cursor.fetchall()]
        for part in reversed(parts):  # foreign keys may stand on unique ones
            cursor.execute(part.drop)
        cursor.execute("set constraints all deferred")
    yield
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set local maintenance_work_mem = '512MB'")
        for done, part in enumerate(parts):
            tell("indexes", done, len(parts))
            cursor.execute(part.create)
        tell("indexes", len(parts), len(parts))
        cursor.execute("set constraints all deferred")
        cursor.execute(f"analyze {', '.join(names)}")
