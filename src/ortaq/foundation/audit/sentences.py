"""Acts as sentences: each app says in its ``words.py`` how its acts read in kk, ru and en."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ortaq.foundation.texts.dates import dated
from ortaq.foundation.texts.fields import LANGUAGES, Texts
from ortaq.foundation.texts.quotes import inner

if TYPE_CHECKING:
    from ortaq.foundation.audit.models import Entry

# Says how a parameter that is a code reads: "processing" → "Keeping my data for union work".
Reading = Callable[[Any], Promise | str]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_sentences: dict[str, Promise | str] = {}
_own: set[str] = set()
_readings: dict[str, dict[str, Reading]] = {}


class _Params(dict[str, Any]):
    """Parameters of a sentence; one that an old entry lacks reads as '…'."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(action: str, text: Promise | str, **readings: Reading) -> None:
    """Say how an act reads, after the actor's name: ``_("submitted appeal {number}")``.

    ``text`` is lazy; its placeholders are the keys of the entry's ``params``. In Russian and
    Kazakh write it without gender and person, as after a colon: «подано обращение {number}».
    ``readings`` say how parameters that are codes read: ``purpose=label_of``.
    """
    _sentences[action] = text
    _readings[action] = readings


def own_act(*actions: str) -> None:
    """Say that people do these for themselves: the trail then names no actor.

    Else whoever reads a trail from above would read who is a member, and whose an appeal is. The
    entry itself keeps the person, for the person's own record and for a court.
    """
    _own.update(actions)


def own_acts() -> frozenset[str]:
    """Return the actions that name no actor."""
    return frozenset(_own)


def known_actions() -> list[str]:
    """Return every action that has a sentence, by name."""
    return sorted(_sentences)


def act_of(entry: "Entry") -> str:
    """Return what was done, without who did it; an unknown action reads as its dotted name."""
    text = _sentences.get(entry.action)
    if text is None:
        return entry.action
    readings = _readings[entry.action]
    params = {
        key: readings[key](value) if key in readings else _readable(value)
        for key, value in entry.params.items()
    }
    return str(text).format_map(_Params(params))


def kind_of_act(action: str) -> str:
    """Return how acts of a name read in general: the sentence with '…' for each parameter."""
    text = str(_sentences.get(action, action)).format_map(_Params())
    return text[:1].upper() + text[1:]


def actor_of(entry: "Entry") -> str:
    """Return the actor's name; acts without a person are the system's own."""
    if entry.action in _own:
        return _("A person in a matter of their own")
    return str(entry.actor) if entry.actor else _("Ortaq itself")


def sentence_of(entry: "Entry") -> str:
    """Return who did what, in the reader's language."""
    return _("{actor} {act}").format(actor=actor_of(entry), act=act_of(entry))


def _readable(value: Any) -> Any:
    """Return the reader's wording of a text kept in several languages, and a date as a day."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        return dated(date.fromisoformat(value))
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        return inner(Texts(value))
    return value
