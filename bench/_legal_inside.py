"""The legal commands inside a throw-away database: ``python -m bench._legal_inside FOLDER``.

It migrates, imports the Labour Code when its text is there, runs the three commands over what lies
in FOLDER, and measures. A command that is not there or fails is told by name; the others go on.
A third argument names the parts to run (of ``PARTS``); without it all are run.
"""

import io
import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable, Collection
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

WARM, TIMED, CHECKED = 10, 120, 3
PARTS = ("ask", "triage", "agreements")


def main(place: Path, law: str, parts: Collection[str] = PARTS) -> dict[str, Any]:
    """Run the parts; return what was measured and what failed."""
    import django  # noqa: PLC0415 -- only now are its settings known

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.urls import get_resolver  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    found: dict[str, Any] = {"failed": {}}

    def part(name: str, act: Callable[[], Any]) -> None:
        began = time.perf_counter()
        try:
            found[name] = act()
        except (Exception, SystemExit) as error:
            found["failed"][name] = f"{type(error).__name__}: {error}"[:300]
            traceback.print_exc()
        print(f"{name}: {time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)

    if law:
        part("import_s", lambda: _seconds("law_import", law))
    if "ask" in parts:
        part("index_s", lambda: _seconds("ask", "Сколько дней отпуск?", "--json"))
        part("ask_s", lambda: _batch("ask", place, "asked"))
        part("ask_ms", lambda: _timed(place))
    len(get_resolver().url_patterns)  # what a web process holds, too
    found["rss_mb"] = _rss()
    if "triage" in parts:
        part("triage_s", lambda: _batch("appeal_triage", place, "triaged"))
    if "agreements" in parts:
        part("checked_s", lambda: _check(place))
        part("long_s", lambda: min(_seconds("agreement_check", str(place / "long.docx"), "--json")
                                   for _again in range(CHECKED)))  # fmt: skip
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def _said(*words: str) -> str:
    from django.core.management import call_command  # noqa: PLC0415

    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        call_command(*words, stdout=out)
    return out.getvalue()


def _seconds(*words: str) -> float:
    began = time.perf_counter()
    _said(*words)
    return time.perf_counter() - began


def _batch(command: str, place: Path, name: str) -> float:
    source, target = place / f"{name}.in.jsonl", place / f"{name}.out.jsonl"
    return _seconds(command, "--batch", str(source), "--out", str(target))


def _timed(place: Path) -> list[float]:
    """Return milliseconds of single questions, warm, every n-th of the set, as a page asks."""
    from ortaq.modules.assistant import selectors  # noqa: PLC0415

    lines = (place / "asked.in.jsonl").read_text().splitlines()
    texts = [json.loads(line)["question"] for line in lines]
    chosen = texts[:: max(1, len(texts) // (TIMED + WARM))][: TIMED + WARM]
    took = []
    for text in chosen:
        began = time.perf_counter()
        selectors.answer(text)
        took.append(1000 * (time.perf_counter() - began))
    return took[WARM:]


def _check(place: Path) -> dict[str, float]:
    took = {}
    for path in sorted((place / "agreements").glob("[0-9]*")):
        began = time.perf_counter()
        said = _said("agreement_check", str(path), "--json")
        took[path.name] = time.perf_counter() - began
        (place / f"{path.name}.json").write_text(said)
    return took


def _rss() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    folder, code, named = (*sys.argv[1:4], "", "")[:3]
    print(json.dumps(main(Path(folder), code, named.split(",") if named else PARTS)))
