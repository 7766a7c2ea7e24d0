"""The checker with this installation's norms; and without any database from the shipped files."""

import tempfile
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from ortaq.foundation.files import confined
from ortaq.lib.norms import Norm
from ortaq.modules.agreements.checking import apart
from ortaq.modules.agreements.checking.model import Report
from ortaq.modules.agreements.checking.norms import Catalogue, from_files, from_rows
from ortaq.modules.agreements.documents.reader import UnreadableError, read
from ortaq.modules.law import selectors as law

LAW = Path(__file__).parents[1] / "law" / "data"
MEGABYTE: Final = 1024 * 1024
SLOW: Final = confined.Limits(
    memory=1536 * MEGABYTE, cpu_seconds=240, file_bytes=256 * MEGABYTE, patience=300
)
QUICK: Final = confined.Limits(
    memory=768 * MEGABYTE, cpu_seconds=10, file_bytes=32 * MEGABYTE, patience=15
)


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The shipped norms by ``param_key`` (Code) and id (conventions)."""
    return from_files(LAW / "norms_kz.jsonl", LAW / "norms_ilo.jsonl")


def norms_on(day: date | None = None) -> Catalogue:
    """The norms in force on a day (today), as the union's lawyers worded them last.

    The module of law keeps them under its mark: after a revision they are read again.
    """
    rows = [*law.norms(on=day or timezone.localdate()), *law.ilo_norms()]
    return from_rows(_row(norm) for norm in sorted(rows, key=lambda norm: norm.id))


def _row(norm: Norm) -> dict[str, Any]:
    param = norm.param
    return {
        "id": norm.id,
        "param_key": norm.param_key,
        "act": norm.act,
        "article": norm.article,
        "point": norm.point,
        "param": param
        and {
            "value": param.quantity and float(param.quantity.value),
            "unit": param.unit,
            "per": param.per,
            "direction": param.direction,
        },
        "statement": norm.statement.raw(),
        "exceptions": norm.exceptions.raw() if any(norm.exceptions.raw().values()) else None,
        "edition": norm.edition.isoformat() if norm.edition else "",
        "instrument": norm.instrument,
        "force": norm.force,
    }


def check_lines(lines: Sequence[str], norms: Catalogue | None = None) -> Report:
    """Check the paragraphs of a document here and now: for the command, which has no database."""
    # A thousand rules are made ready here, not at the start of processes that never check.
    from ortaq.modules.agreements.checking.check import check  # noqa: PLC0415 -- heavy

    return check(list(lines), norms or catalogue())


def check_apart(lines: Sequence[str], norms: Catalogue, *, limits: confined.Limits) -> Report:
    """Check in a child that ends when its time is over. Raises UnreadableError."""
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "given.json", Path(folder) / "report.json"
        given.write_text(apart.task(lines, norms), encoding="utf-8")
        try:
            confined.run(Path(apart.__file__), str(given), str(out), folder=folder, limits=limits)
        except confined.ConfinedError as error:
            raise UnreadableError("damaged" if error.reason == "died" else "time") from error
        return apart.report_of(out.read_text(encoding="utf-8"))


def check_file(path: Path) -> Report:
    """Read and check a document with the shipped norms. Raises UnreadableError."""
    return check_lines(read(path))
