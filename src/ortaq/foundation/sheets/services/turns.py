"""One sheet of a kind at a time in a body: a lock of the session, gone with a killed process."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from ortaq.foundation.sheets.models import Batch


@contextmanager
def turn(batch: Batch) -> Iterator[bool]:
    """Hold the turn of this layout in this body; give False when somebody else holds it."""
    key = f"sheets:{batch.layout_name}:{batch.body_id}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        got = bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        if got and connection.connection and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [key])
