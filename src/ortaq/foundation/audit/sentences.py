"""Acts as sentences: each app says in its ``words.py`` how its acts read in kk, ru and en."""

from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ortaq.foundation.texts.fields import LANGUAGES, Texts

if TYPE_CHECKING:
    from ortaq.foundation.audit.models import Entry

_sentences: dict[str, Promise | str] = {}


class _Params(dict[str, Any]):
    """Parameters of a sentence; one that an old entry lacks reads as '…'."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(action: str, text: Promise | str) -> None:
    """Say how an act reads, after the actor's name: ``_("submitted appeal {number}")``.

    ``text`` is lazy; its placeholders are the keys of the entry's ``params``. In Russian and
    Kazakh write it without gender and person, as after a colon: «подано обращение {number}».
    """
    _sentences[action] = text


def known_actions() -> list[str]:
    """Return every action that has a sentence, by name."""
    return sorted(_sentences)


def act_of(entry: "Entry") -> str:
    """Return what was done, without who did it; an unknown action reads as its dotted name."""
    text = _sentences.get(entry.action)
    if text is None:
        return entry.action
    params = {key: _readable(value) for key, value in entry.params.items()}
    return str(text).format_map(_Params(params))


def actor_of(entry: "Entry") -> str:
    """Return the actor's name; acts without a person are the system's own."""
    return str(entry.actor) if entry.actor else _("Ortaq itself")


def sentence_of(entry: "Entry") -> str:
    """Return who did what, in the reader's language."""
    return _("{actor} {act}").format(actor=actor_of(entry), act=act_of(entry))


def _readable(value: Any) -> Any:
    """Return the reader's wording of a text kept in several languages."""
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        return Texts(value)
    return value
