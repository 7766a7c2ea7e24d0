"""Run the legal commands in a process and a database of their own, over the blind sets."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from tools.product import ROOT

from bench import _legal_sets as sets

PAGE = 2_600  # characters of a page of a contract, set in 12 points
PAGES = 30


class Ran(NamedTuple):
    """What the commands wrote, and what was measured beside."""

    asked: dict[str, dict[str, Any]]
    triaged: dict[str, dict[str, Any]]
    checked: dict[str, dict[str, Any]]
    took: dict[str, Any]


def law() -> Path | None:
    """Return the official text: BENCH_LAW, or the data folder beside the checkout."""
    beside = ROOT.parent / "shared" / "data" / "kz_laws" / "labor_code.txt"
    path = Path(os.environ.get("BENCH_LAW", beside))
    return path if path.exists() else None


def run(parts: Collection[str]) -> Ran:
    """Answer, sort and check: what of it is asked for."""
    from ortaq.ops.postgres import Server  # noqa: PLC0415 -- like the rest of Ortaq here

    with tempfile.TemporaryDirectory(prefix="ortaq-legal-") as name:
        place = Path(name)
        place.chmod(0o711)  # the user who runs the database must get in
        _lay_out(place)
        server = Server(place / "pg", fast=True)
        server.start()
        try:
            took = _inside(place, parts)
        finally:
            server.stop()
        return Ran(
            _written(place / "asked.out.jsonl"),
            _written(place / "triaged.out.jsonl"),
            {name: _report(place / f"{name}.json") for name in sets.expected()},
            took,
        )


def _lay_out(place: Path) -> None:
    """Write only what a command may see: no answers, no kinds, rows of both sets mixed."""
    asked = [*sets.rows("questions.jsonl"), *sets.rows("refusals.jsonl")]
    asked.sort(key=lambda row: str(row["question"]))
    _write(place / "asked.in.jsonl", asked, "question")
    triaged = sorted(sets.rows("triage.jsonl"), key=lambda row: str(row["text"]))
    _write(place / "triaged.in.jsonl", triaged, "text")
    (place / "agreements").mkdir()
    for name in sets.expected():
        shutil.copy(sets.FOLDER / "agreements" / name, place / "agreements" / name)
    _long(place / "long.docx")


def _write(path: Path, rows: list[dict[str, Any]], field: str) -> None:
    lines = (json.dumps({"id": r["id"], field: r[field]}, ensure_ascii=False) for r in rows)
    path.write_text("\n".join(lines) + "\n")


def _long(path: Path) -> None:
    """Make a contract of thirty pages of the clauses of all, numbered by hand."""
    import docx  # noqa: PLC0415

    document, written, number = docx.Document(), 0, 0
    texts = [
        line.split(" ", 1)[1]
        for name in sorted(sets.expected())
        if name.endswith("_ru.txt")
        for line in (sets.FOLDER / "agreements" / name).read_text().splitlines()
        if line[:1].isdigit() and " " in line
    ]
    while written < PAGE * PAGES:
        text = f"{number // 40 + 1}.{number % 40 + 1}. {texts[number % len(texts)]}"
        document.add_paragraph(text)
        written, number = written + len(text), number + 1
    document.save(str(path))


def _inside(place: Path, parts: Collection[str]) -> dict[str, Any]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ORTAQ_") or name == "ORTAQ_PYTHON"
    }
    code = law()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "bench._legal_inside",
            str(place),
            str(code or ""),
            ",".join(parts),
        ],
        cwd=ROOT,
        env={
            **environment,
            "OMP_NUM_THREADS": "1",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "ORTAQ_MODE": "test",
            "ORTAQ_DATA_DIR": str(place),
            "DJANGO_SETTINGS_MODULE": "ortaq.config.settings",
        },
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the legal commands: {done.stdout[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _written(path: Path) -> dict[str, dict[str, Any]]:
    if not path.exists():
        return {}
    rows = [json.loads(line) for line in path.read_text().splitlines() if line]
    return {str(row["id"]): row for row in rows}


def _report(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except ValueError:
        return {}
    return found
