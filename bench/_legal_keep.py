"""Write what was measured where the assistant's page tells it: only when asked to."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tools.product import ROOT

from bench._legal_score import Share, wilson

FILE = ROOT / "src" / "ortaq" / "modules" / "assistant" / "data" / "measured.json"
# Codes of the assistant's ``measured.WHAT``; where there are two languages, the worse one is told.
CODES = {
    "first_ru": ("right article first, ru",),
    "first_kk": ("right article first, kk",),
    "three_ru": ("right article in three, ru",),
    "three_kk": ("right article in three, kk",),
    "must_say": ("says what it must, ru", "says what it must, kk"),
    "invented": ("invented",),
    "refused_right": ("rightly declined of all declined",),
    "refused_all": ("declined of what must be",),
    "triage": ("topic right",),
    "urgent": ("urgent found",),
}


def rows(found: Mapping[str, Share]) -> list[dict[str, str | float | int]]:
    """Return the rows of the file; what was not measured has none."""
    made: list[dict[str, str | float | int]] = []
    for code, names in CODES.items():
        shares = [found[name] for name in names if name in found and found[name].of]
        if shares:
            worst = min(shares, key=lambda share: share.value)
            low, high = wilson(worst.hits, worst.of)
            made.append(
                {
                    "what": code,
                    "value": round(worst.value, 4),
                    "low": round(low, 4),
                    "high": round(high, 4),
                    "of": worst.of,
                }
            )
    return made


def keep(found: Mapping[str, Share], on: date, file: Path = FILE) -> None:
    """Write the file."""
    said = {"on": on.isoformat(), "rows": rows(found)}
    file.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n")
