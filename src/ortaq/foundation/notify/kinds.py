"""Kinds of messages: each app says in its ``words.py`` how its messages read in kk, ru and en."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.texts.fields import LANGUAGES, Texts


@dataclass(frozen=True)
class Group:
    """What a person switches on and off together."""

    name: str
    label: Promise | str


@dataclass(frozen=True)
class Kind:
    """How a kind of message reads. An urgent one passes quiet hours and digests."""

    name: str
    title: Promise | str
    text: Promise | str
    urgent: bool

    @property
    def group(self) -> str:
        """The group by whose settings it travels: the part before the dot."""
        return self.name.partition(".")[0]


class _Params(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


_kinds: dict[str, Kind] = {}
_groups: dict[str, Group] = {}


def message_kind(
    name: str, *, title: Promise | str, text: Promise | str, urgent: bool = False
) -> None:
    """Say how a kind of message reads. Title and text are lazy, with named placeholders.

    Nothing sensitive in either: they travel by open mail and light up on locked screens. The
    part of the name before the dot is its group, which ``message_group`` names.
    """
    _kinds[name] = Kind(name, title, text, urgent)


def message_group(name: str, label: Promise | str) -> None:
    """Name a group of kinds on the settings page (``"appeals"``: _("My appeals"))."""
    _groups[name] = Group(name, label)


def kind(name: str) -> Kind:
    """Return a kind; LookupError names one that no ``words.py`` declares."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"no words.py declares the message kind {name}") from None


def kinds() -> list[Kind]:
    """Return every kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def groups() -> list[Group]:
    """Return the groups that have kinds, by name; an unnamed group reads as its own name."""
    return [_groups.get(name, Group(name, name)) for name in sorted({k.group for k in kinds()})]


def group_label(name: str) -> Promise | str:
    """Return what a group is called; an unnamed one reads as its own name."""
    return _groups[name].label if name in _groups else name


def words_of(name: str, params: dict[str, Any]) -> tuple[str, str]:
    """Return title and text in the active language; an unknown kind reads as a plain hint."""
    if name not in _kinds:  # sent by an older release
        return str(_("A message from the union")), str(_("Open it in Ortaq."))
    values = _Params({key: _readable(value) for key, value in params.items()})
    found = _kinds[name]
    return str(found.title).format_map(values), str(found.text).format_map(values)


def _readable(value: Any) -> Any:
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        return Texts(value)
    return value
