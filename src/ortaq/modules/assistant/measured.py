"""How often the assistant was wrong when it was last measured; told on its own page.

``./ortaq bench legal`` writes ``data/measured.json``: {"on": day, "rows": [{"what": code, "value":
share, "low": share, "high": share, "of": count}]}. Without it the page says that nobody measured.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SOURCE = Path(__file__).parent / "data" / "measured.json"
WHAT: dict[str, Promise | str] = {
    "first_ru": _("The right article stands first, questions in Russian"),
    "first_kk": _("The right article stands first, questions in Kazakh"),
    "three_ru": _("The right article is among the first three, in Russian"),
    "three_kk": _("The right article is among the first three, in Kazakh"),
    "must_say": _("The answer says what it must"),
    "invented": _("Answers with an invented article or number"),
    "refused_right": _("Refusals that were right"),
    "refused_all": _("Questions to be refused that were refused"),
    "triage": _("Appeals sorted by topic as people sort them"),
    "urgent": _("Urgent appeals that were seen as urgent"),
}


@dataclass(frozen=True)
class Row:
    """One measured share, in percent, with its interval."""

    what: Promise | str
    value: float
    low: float
    high: float
    of: int


@dataclass(frozen=True)
class Measured:
    """A measurement."""

    on: date
    rows: list[Row]


def measured(source: Path = SOURCE) -> Measured | None:
    """Return the last measurement; None when there is none."""
    try:
        raw = json.loads(source.read_text(encoding="utf-8"))
        rows = [_row(one) for one in raw["rows"] if one["what"] in WHAT]
        return Measured(date.fromisoformat(raw["on"]), rows)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _row(one: dict[str, Any]) -> Row:
    value, low, high = (round(100 * float(one[key]), 1) for key in ("value", "low", "high"))
    return Row(WHAT[one["what"]], value, low, high, int(one["of"]))
