"""Write the lists of docs/ that come from the code: python -m tools.docs [--check]."""

import dataclasses
import importlib
import importlib.util
import os
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NOTE = "<!-- Written by `python -m tools.docs`; a test compares it with the code. -->"
BEGIN, END = "<!-- periodic jobs -->", "<!-- end of periodic jobs -->"

if __name__ == "__main__":
    # Nothing of an installation is read or made: the lists are the same on every machine.
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "ortaq.config.settings",
        "ORTAQ_MODE": "test",
        "ORTAQ_DATA_DIR": tempfile.mkdtemp(prefix="ortaq-docs-"),
        "ORTAQ_DATABASE_URL": "",
    }
    sys.path[:0] = [str(ROOT / "src")]
    import django

    django.setup()

import rules.permissions  # noqa: E402 -- the environment is said first
from django.apps import apps  # noqa: E402
from django.urls import URLResolver, get_resolver  # noqa: E402
from pydantic import SecretStr  # noqa: E402

from ortaq.config.env import Env  # noqa: E402
from ortaq.foundation.events import bus, jobs  # noqa: E402


def events() -> str:
    """Return docs/events.md: every fact, what it says, who hears it."""
    for config in apps.get_app_configs():
        if config.name.startswith("ortaq.") and importlib.util.find_spec(f"{config.name}.events"):
            importlib.import_module(f"{config.name}.events")
    heard = bus.subscriptions()
    kinds = [k for k in bus.Event.__subclasses__() if k.__module__.startswith("ortaq.")]
    rows = []
    for kind in sorted(kinds, key=bus.name_of):
        if ".tests." in kind.__module__:
            continue
        fields = ", ".join(f"`{field.name}`" for field in dataclasses.fields(kind))
        hearers = [_short(name) for name in heard.get(bus.name_of(kind), [])]
        shown = "<br>".join(f"`{name}`" for name in hearers) or "–"
        rows.append([f"`{kind.__name__}`", _room(kind.__module__), fields, _said(kind), shown])
    return _page(
        "Events",
        "Facts that a room states. A fact is written as one job a receiver in the transaction\n"
        "that made it true; receivers run after commit, at least once.",
        ["fact", "stated by", "carries", "means", "heard by"],
        rows,
    )


def permissions() -> str:
    """Return docs/permissions.md: every permission, its rule, the doors that ask for it."""
    asked = defaultdict(set)
    for route, view in _views():
        asked[getattr(view, "access", "")].add(f"`/{route}`")
    rows = []
    for name in sorted(rules.permissions.permissions):
        predicate = rules.permissions.permissions[name]
        doors = "<br>".join(sorted(asked.get(name, ()))) or "inside a page"
        rows.append([f"`{name}`", f"`{predicate.name}`", _said(predicate.fn), doors])
    return _page(
        "Permissions",
        "Mandate × reach: a rule asks for a kind of mandate and how far it reaches. Nobody\n"
        "stands above the rules. Pages marked `public` or `signed_in` ask for none and are not\n"
        "listed. What each kind of person meets at each address is in\n"
        "[expected.tsv](../tests/permissions/expected.tsv), which a test walks.",
        ["permission", "rule", "in words", "asked at"],
        rows,
    )


def settings() -> str:
    """Return docs/settings.md: every knob of an installation."""
    rows = []
    for name, field in Env.model_fields.items():
        default = field.default
        shown = default.get_secret_value() if isinstance(default, SecretStr) else default
        text = "" if shown in ("", None) else str(shown)
        rows.append([f"`ORTAQ_{name.upper()}`", _code(text), field.description or ""])
    return _page(
        "Settings",
        "Environment variables of an installation. A misspelt value stops the start and names\n"
        "itself. What a union decides (texts, thresholds) is data in its database, not a setting.",
        ["name", "default", "meaning"],
        rows,
    )


def periodic() -> str:
    """Return the table of periodic jobs for docs/house.md."""
    rows = [
        [f"`{job.name}`", f"`{job.cron}`", job.queue, job.purpose, _missed(job.if_missed)]
        for job in jobs.periodic_table()
    ]
    return _table(["job", "when (UTC)", "queue", "what for", "if it does not run"], rows)


def pages() -> dict[Path, str]:
    """Return every file with lists from the code, as it should read."""
    house = ROOT / "docs" / "house.md"
    text = house.read_text()
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    return {
        ROOT / "docs" / "events.md": events(),
        ROOT / "docs" / "permissions.md": permissions(),
        ROOT / "docs" / "settings.md": settings(),
        house: f"{before}{BEGIN}\n\n{periodic()}\n{END}{after}",
    }


def stale() -> list[str]:
    """Return the names of files that differ from the code."""
    return [
        path.relative_to(ROOT).as_posix()
        for path, text in pages().items()
        if not path.exists() or path.read_text() != text
    ]


def _page(title: str, lede: str, head: list[str], rows: Iterable[list[str]]) -> str:
    return f"# {title}\n\n{NOTE}\n\n{lede}\n\n{_table(head, rows)}"


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def _said(thing: Any) -> str:
    """Return the first sentence of a docstring."""
    text = " ".join((getattr(thing, "__doc__", "") or "").split())
    return re.split(r"(?<=\.)\s", text)[0]


def _missed(text: str) -> str:
    rest = text.removeprefix("If it does not run").strip(" :,")
    return rest[:1].upper() + rest[1:] or "–"


def _short(name: str) -> str:
    return name.removeprefix("ortaq.").partition(".")[2]


def _room(module: str) -> str:
    return module.split(".")[2]


def _code(text: str) -> str:
    return f"`{text}`" if text else "–"


def _views() -> Iterator[tuple[str, Callable[..., Any]]]:
    stack: list[tuple[str, URLResolver]] = [("", get_resolver())]
    while stack:
        prefix, resolver = stack.pop()
        for pattern in resolver.url_patterns:
            route = f"{prefix}{pattern.pattern}"
            if isinstance(pattern, URLResolver):
                stack.append((route, pattern))
            else:
                yield route, pattern.callback


def main(words: list[str]) -> int:
    """Write the files, or with --check only name those that differ."""
    if "--check" in words:
        names = stale()
        print("\n".join(f"{name} differs from the code" for name in names) or "docs are current")
        return bool(names)
    for path, text in pages().items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
