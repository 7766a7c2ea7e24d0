"""Rolling figures of single bodies up the vertical, for the statistics of the rooms above."""

from collections.abc import Sequence

_EACH_LINE = """
select p.line, p.ancestor_id as body_id, {sums}
from orgs_path p join ({figures}) figure on figure.body_id = p.descendant_id
{where} group by p.line, p.ancestor_id
"""

_ONCE = """
select p.ancestor_id as body_id, {sums}
from orgs_path p join ({figures}) figure on figure.body_id = p.descendant_id
where (p.line = 'branch' or not exists (
    select from orgs_path twin where twin.line = 'branch'
       and twin.ancestor_id = p.ancestor_id and twin.descendant_id = p.descendant_id
)) {where} group by p.ancestor_id
"""


def rollup_sql(
    figures: str, columns: Sequence[str], *, each_line: bool = False, where: str = ""
) -> str:
    """Return SQL that sums ``columns`` of every body and all below it, in one pass.

    ``figures`` is a select with ``body_id`` and the columns, one row a body (group it first: the
    two lines multiply rows, not members). By default a body below in both lines counts once, and
    the result is ``(body_id, *columns)``; with ``each_line`` the lines stand apart, ``(line,
    body_id, *columns)``. ``where`` narrows the ancestors: ``p.ancestor_id = any(%s)``. Names of
    columns and SQL come from code, never from a request.
    """
    sums = ", ".join(f"sum(figure.{column}) as {column}" for column in columns)
    if each_line:
        return _EACH_LINE.format(
            sums=sums, figures=figures, where=f"where {where}" if where else ""
        )
    return _ONCE.format(sums=sums, figures=figures, where=f"and {where}" if where else "")
