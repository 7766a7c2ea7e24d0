"""The words of ./ortaq."""

import os
import sys
from collections.abc import Callable
from importlib import import_module

# word: (its module in ops, what it does). A word loads only its own module.
WORDS = {
    "demo": ("ortaq.ops.demo", "an invented federation on this machine: try everything"),
    "serve": ("ortaq.ops.serve", "run this installation: database, web, job worker"),
    "backup": ("ortaq.ops.backup", "write an encrypted backup and prove that it restores"),
    "restore": ("ortaq.ops.restore", "bring an installation back from a backup"),
    "upgrade": ("ortaq.ops.upgrade", "bring the data up to this release, with a backup first"),
    "test": ("ortaq.ops.testing", "run every test, browser tests included"),
    "lint": ("ortaq.ops.linting", "run every check that needs no database"),
    "bench": ("ortaq.ops.bench", "measure: bench NAME [--json FILE]"),
}
INNER = {"prepare": "ortaq.ops.prepare", "work": "ortaq.ops.worker"}  # the supervisor's own


def main(words: list[str]) -> int:
    """Run one word; anything else is a management command. Return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortaq.config.settings")
    word, *rest = words or ["help"]
    if word in {"help", "--help", "-h"} and not rest:
        print(_help())
        return 0
    try:
        if word in WORDS or word in INNER:
            return _own(WORDS[word][0] if word in WORDS else INNER[word])(rest)
        return _command(words)
    except KeyboardInterrupt:
        return 130


def _own(module: str) -> Callable[[list[str]], int]:
    from ortaq.ops.errors import spoken  # noqa: PLC0415 -- a word loads only what it needs

    run: Callable[[list[str]], int] = import_module(module).main
    return spoken(run)


def _command(words: list[str]) -> int:
    from ortaq.ops.commands import run  # noqa: PLC0415 -- a word loads only what it needs

    return run(words)


def _help() -> str:
    rows = "\n".join(f"  {word:<9} {text}" for word, (_module, text) in WORDS.items())
    return (
        "./ortaq WORD [options]      Ortaq, the digital trade union\n\n"
        f"{rows}\n\n"
        "Any other word is a management command, for example:\n"
        "  first_administrator --email you@example.kz --name 'Family Given'\n"
        "  migrate, shell, check; ./ortaq help --commands lists them all\n\n"
        "./ortaq WORD --help says more. Settings: docs/settings.md; production: docs/operations.md"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
