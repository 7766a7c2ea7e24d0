"""The house as it stands: rooms in their order, their sources, their doors."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "ortaq"

# From the ground up. A room may know the rooms before it.
ORDER = [
    *[f"foundation.{name}" for name in settings.FOUNDATION],
    *[f"modules.{name}" for name in settings.MODULES],
    *[f"portals.{name}" for name in settings.PORTALS],
]


@dataclass(frozen=True)
class Source:
    """One Python file of the product."""

    path: Path
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room it stands in, like 'modules.appeals'; '' outside of rooms."""
        parts = self.path.relative_to(SRC).parts
        room = ".".join(parts[:2])
        return room if room in ORDER else ""

    @property
    def name(self) -> str:
        """The path as people write it."""
        return self.path.relative_to(SRC).as_posix()

    def calls(self, *names: str) -> Iterator[ast.Call]:
        """Yield calls of functions or methods with one of these names."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and called(node) in names:
                yield node


def called(node: ast.Call) -> str:
    """Return the last name of what is called: 'jobs.defer(…)' → 'defer'."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def constant(node: ast.AST | None) -> str | None:
    """Return a literal string, or None."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Return the value of a keyword argument, or None."""
    return next((word.value for word in call.keywords if word.arg == name), None)


@cache
def sources() -> list[Source]:
    """Every file of the product but tests and migrations."""
    return [
        Source(path, ast.parse(path.read_text()))
        for path in sorted(SRC.rglob("*.py"))
        if not {"tests", "migrations", "factories.py"} & set(path.relative_to(SRC).parts)
    ]


def our_apps() -> list[AppConfig]:
    """Our Django apps, from the ground up."""
    return [apps.get_app_config(room.rpartition(".")[2]) for room in ORDER]


def room_of(module: str) -> str:
    """Return the room of a dotted module name; '' when it is not ours or in no room."""
    parts = module.split(".")
    room = ".".join(parts[1:3])
    return room if parts[0] == "ortaq" and room in ORDER else ""


def rank(room: str) -> int:
    """Return how high a room stands; what is outside of rooms stands below all."""
    return ORDER.index(room) if room else -1


@dataclass(frozen=True)
class Door:
    """One URL pattern of the whole house."""

    route: str  # 'my/appeals/<int:number>/'
    name: str  # 'appeals:show'; '' when it has none
    arguments: tuple[str, ...]  # ('number',), those of its prefixes included
    pattern: URLPattern

    @property
    def module(self) -> str:
        """Where the view is written."""
        view = self.pattern.callback
        return str(getattr(view, "func", view).__module__)

    @property
    def is_operation(self) -> bool:
        """Whether it belongs to the API, whose names repeat from router to router."""
        return self.module.startswith("ninja.")

    def path(self, given: dict[str, object]) -> str:
        """Return an address behind this door."""
        if self.name and not self.is_operation and "^" not in self.route:
            return reverse(self.name, kwargs=given)
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(given[found[1]]), self.route)
        filled = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: str(given[found[1]]), filled)
        return f"/{filled.replace('^', '').rstrip('$')}"


def doors() -> list[Door]:
    """Every URL pattern of the house, in order."""
    return list(_doors(get_resolver(), "", "", ()))


def _doors(
    resolver: URLResolver, prefix: str, namespace: str, known: tuple[str, ...]
) -> Iterator[Door]:
    for pattern in resolver.url_patterns:
        arguments = (*known, *pattern.pattern.regex.groupindex)
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace)))
            yield from _doors(pattern, route, inner, arguments)
        else:
            name = ":".join(filter(None, (namespace, pattern.name)))
            yield Door(route, name if pattern.name else "", arguments, pattern)


def templates() -> list[Path]:
    """Every template of the product."""
    return sorted(SRC.rglob("templates/**/*.html"))
