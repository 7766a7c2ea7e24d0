"""The blind test sets of the legal desk, with proof that they are those first committed."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "legal_sets"
_SUM = re.compile(r"^([0-9a-f]{64})  (\S+)$", re.MULTILINE)


def rows(name: str) -> list[dict[str, Any]]:
    """Return a set, one row a line."""
    lines = (FOLDER / name).read_text().splitlines()
    return [json.loads(line) for line in lines if line]


def amended(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the questions with the errata of their key, written after the first run."""
    found = {row["id"]: json.loads(json.dumps(row)) for row in questions}
    for erratum in rows("errata.jsonl"):
        row = found[erratum["id"]]
        row["gold"] += erratum.get("gold", [])
        if "also" in erratum:
            row["must"][erratum["group"]] += erratum["also"]
    return list(found.values())


def expected() -> dict[str, dict[str, Any]]:
    """Return the answer key of the agreements, by the name of the file."""
    found: dict[str, dict[str, Any]] = json.loads(
        (FOLDER / "agreements" / "expected.json").read_text()
    )
    return found


def changed() -> list[str]:
    """Name the files that are not what their README says."""
    sums = _SUM.findall((FOLDER / "README.md").read_text())
    return [name for total, name in sums if _sum(FOLDER / name) != total]


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
