"""Every check but the tests: python -m tools.lint [NAME…]; all run, a table, then the findings."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tools.checks import catalogues, glossary, migrations, sources

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
BIN = Path(PYTHON).parent


class Result(NamedTuple):
    """What one check found; nothing found is success."""

    name: str
    findings: list[str]
    seconds: float


def command(*words: str | Path) -> Callable[[Path], list[str]]:
    """Return a check that runs a program and finds what it printed when it failed."""

    def run(root: Path) -> list[str]:
        with tempfile.TemporaryDirectory(prefix="ortaq-lint-") as data:
            done = subprocess.run(
                words,
                cwd=root,
                env={
                    **os.environ,
                    "PYTHONPATH": f"{root / 'src'}:{root}",
                    "ORTAQ_MODE": "test",
                    "ORTAQ_DATA_DIR": data,
                    "ORTAQ_DATABASE_URL": "",
                    "PYTHONWARNINGS": "ignore",
                    "NO_COLOR": "1",
                },
                capture_output=True,
                text=True,
                check=False,
            )
        said = f"{done.stdout}\n{done.stderr}".strip().splitlines()
        return [] if done.returncode == 0 else said[-200:] or [f"exit {done.returncode}"]

    return run


CHECKS: dict[str, Callable[[Path], list[str]]] = {
    "mypy": command(BIN / "mypy"),  # the longest first
    "ruff": command(BIN / "ruff", "check", "--no-fix", "--quiet", "."),
    "format": command(BIN / "ruff", "format", "--check", "."),
    "imports": command(BIN / "lint-imports", "--no-cache"),
    "templates": command(BIN / "djlint", "src", "--lint", "--quiet", "--allow-empty-input"),
    "model changes": command(PYTHON, "-m", "ortaq", "makemigrations", "--check", "--dry-run"),
    "django": command(PYTHON, "-m", "ortaq", "check", "--fail-level", "WARNING"),
    "catalogues current": catalogues.current,
    "catalogues complete": catalogues.complete,
    "catalogues agreed": catalogues.agreed,
    "glossary": glossary.used,
    "migrations linear": migrations.linear,
    "file sizes": sources.file_sizes,
    "function sizes": sources.function_sizes,
    "machine paths": sources.machine_paths,
    "locks": sources.locks,
    "inline code": sources.inline_code,
}


def run(name: str) -> Result:
    """Run one check by name."""
    started = time.monotonic()
    try:
        findings = CHECKS[name](ROOT)
    except Exception as error:
        findings = [f"the check itself broke: {type(error).__name__}: {error}"]
    return Result(name, findings, time.monotonic() - started)


def main(names: list[str]) -> int:
    """Run the named checks, or all; return how many failed (at most 100)."""
    if unknown := [name for name in names if name not in CHECKS]:
        print(f"no such check: {', '.join(unknown)}; there are: {', '.join(CHECKS)}")
        return 2
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        results = list(pool.map(run, names or CHECKS))
    failed = [result for result in results if result.findings]
    for result in failed:
        print(f"\n── {result.name}")
        print("\n".join(result.findings))
    print()
    for result in results:
        verdict = f"{len(result.findings)} found" if result.findings else "ok"
        print(f"{result.name:<22} {result.seconds:6.1f} s   {verdict}")
    print(f"\n{len(results) - len(failed)} of {len(results)} checks passed")
    return min(len(failed), 100)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
