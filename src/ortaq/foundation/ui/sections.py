"""Sections of a page that rooms above add to it: the page asks, settings name who answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Section:
    """A titled part of somebody else's page, drawn from a template of the room that adds it."""

    title: str | Promise
    template: str  # a partial of one's own, ``hearings/_hearings.html``
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 100  # the smaller, the higher on the page
    anchor: str = ""  # where links of the room lead to on the page


@dataclass(frozen=True)
class Drawn:
    """A section as the page shows it."""

    title: str | Promise
    html: SafeString
    anchor: str


Source = Callable[[HttpRequest, Any], Section | None]


def drawn(paths: Iterable[str], request: HttpRequest, subject: object) -> list[Drawn]:
    """Ask each source, named by dotted path, for its section about a subject; in their order.

    A source answers None when it has nothing to show to this reader: who may see what is its own
    question, though the page itself was already allowed.
    """
    sources: list[Source] = [import_string(path) for path in paths]
    found = [section for source in sources if (section := source(request, subject))]
    return [
        Drawn(one.title, render_to_string(one.template, dict(one.context), request), one.anchor)
        for one in sorted(found, key=lambda section: section.order)
    ]
