"""What acts are about, in words: each app says in its ``words.py`` how its things are called."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from ortaq.foundation.audit.models import Entry

# Namers get things of any model: the room that gives one knows which.
Namer = Callable[[Any], str]


@dataclass(frozen=True)
class Kind:
    """One kind of thing: its label, and how one such thing is called."""

    label: Promise | str
    name: Namer | None
    related: tuple[str, ...]


_kinds: dict[str, Kind] = {}


def subject(
    model: str, label: Promise | str, *, name: Namer | None = None, related: tuple[str, ...] = ()
) -> None:
    """Say how things of a model read: ``subject("orgs.body", _("Body"), name=str)``.

    Without ``name``, when it says '', and for a thing that is gone, the label and the number
    stand. It is asked in the reader's language; what it follows is loaded with ``related``.
    It shows nobody whom the reader of the trail may not know: a body's own readers see it, too.
    """
    _kinds[model.lower()] = Kind(label, name, related)


def kinds() -> list[tuple[str, str]]:
    """Return every kind of thing with its label, for a list to choose from."""
    return sorted(((model, str(kind.label)) for model, kind in _kinds.items()), key=lambda k: k[1])


def names_of(entries: Iterable["Entry"]) -> dict[tuple[str, str], str]:
    """Return how the things of some entries are called: one query per kind of thing."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        wanted[entry.subject_type].add(entry.subject_id)
    return {
        (model, number): words
        for model, numbers in wanted.items()
        for number, words in _names(model, numbers).items()
    }


def _names(model: str, numbers: set[str]) -> dict[str, str]:
    kind = _kinds.get(model)
    if kind is None:  # written by an older release
        return {number: f"{model}:{number}" for number in numbers}
    plain = {
        number: _("{thing} No. {number}").format(thing=kind.label, number=number)
        for number in numbers
    }
    if kind.name is None:
        return plain
    rows = apps.get_model(model)._base_manager.select_related(*kind.related)  # noqa: SLF001
    found = rows.in_bulk([number for number in numbers if number.isdigit()])
    return plain | {str(pk): words for pk, thing in found.items() if (words := kind.name(thing))}
