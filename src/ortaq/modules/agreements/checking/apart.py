"""The check as the work of a confined child: no hostile text holds the process that asked for it.

The parent writes the paragraphs and the norms to a file; the child writes the report to another.
Both are JSON, so that nothing the child makes is run by the parent.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ortaq.modules.agreements.checking.model import Finding, NormData, Report, Verdict
from ortaq.modules.agreements.checking.norms import Catalogue


def main(given: str, out: str) -> str:
    """Check what stands in ``given``, write the report to ``out``; runs in the child."""
    from ortaq.modules.agreements.checking.check import check  # noqa: PLC0415 -- heavy, child's

    work = json.loads(Path(given).read_text(encoding="utf-8"))
    norms = {key: NormData(**row) for key, row in work["norms"].items()}
    report = check(work["lines"], norms)
    Path(out).write_text(json.dumps(_said(report), ensure_ascii=False), encoding="utf-8")
    return "ok"


def task(lines: Sequence[str], norms: Catalogue) -> str:
    """Put the child's work down."""
    rows = {key: asdict(norm) for key, norm in norms.items()}
    return json.dumps({"lines": list(lines), "norms": rows}, ensure_ascii=False)


def report_of(text: str) -> Report:
    """Read what the child wrote; clauses are not among it, nobody asks for them."""
    said = json.loads(text)
    return Report(
        findings=tuple(map(_finding, said["findings"])),
        advice=tuple(map(_finding, said["advice"])),
        missing=tuple(NormData(**row) for row in said["missing"]),
        edition=said["edition"],
        notes=tuple(said["notes"]),
    )


def _said(report: Report) -> dict[str, Any]:
    return {
        "findings": [asdict(one) for one in report.findings],
        "advice": [asdict(one) for one in report.advice],
        "missing": [asdict(norm) for norm in report.missing],
        "edition": report.edition,
        "notes": list(report.notes),
    }


def _finding(row: Mapping[str, Any]) -> Finding:
    return Finding(**{**row, "verdict": Verdict(row["verdict"]), "also": tuple(row["also"])})
