"""The checker with this installation's norms; and without any database from the shipped files."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ortaq.modules.agreements.checking.model import Report
from ortaq.modules.agreements.checking.norms import Catalogue, from_files
from ortaq.modules.agreements.documents.reader import read

LAW = Path(__file__).parents[1] / "law" / "data"


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The shipped norms by ``param_key`` (Code) and id (conventions)."""
    return from_files(LAW / "norms_kz.jsonl", LAW / "norms_ilo.jsonl")


def check_lines(lines: Sequence[str]) -> Report:
    """Check the paragraphs of a document."""
    # A thousand rules are made ready here, not at the start of processes that never check.
    from ortaq.modules.agreements.checking.check import check  # noqa: PLC0415 -- heavy

    return check(list(lines), catalogue())


def check_file(path: Path) -> Report:
    """Read and check a document. Raises UnreadableError."""
    return check_lines(read(path))
