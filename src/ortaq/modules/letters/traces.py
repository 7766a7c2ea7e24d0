"""Do a member's data occur in these words? A machine looks; it understands nothing.

It finds the family name, given name and patronymic in any case ending and in either alphabet, the
IIN, phone, e-mail and card number however they are spaced. It does not find a description by
which colleagues would know him: that is the officer's to see, and the screen says so.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.texts.folding import fold, folded_words
from ortaq.modules.membership import selectors as membership


class Trace(StrEnum):
    """What was found."""

    NAME = "name"
    IIN = "iin"
    PHONE = "phone"
    EMAIL = "email"
    CARD = "card"


LABELS = {
    Trace.NAME: _("the name"),
    Trace.IIN: _("the IIN"),
    Trace.PHONE: _("the phone"),
    Trace.EMAIL: _("the e-mail"),
    Trace.CARD: _("the card number"),
}


def label_of(trace: str) -> Promise:
    """Return what was found, in the reader's language."""
    return LABELS[Trace(trace)]


_SPACING = re.compile(r"[\s\-–—().+№\u00a0]+")
_ENDING = re.compile(r"[aeiou]+$")
_SHORT = 4  # a name this short is looked for as a whole word only


def traces_of(person: User, text: str, *, allowed: Iterable[str] = ()) -> set[Trace]:
    """Return which of a person's data occur in a text.

    ``allowed``: phrases that stand there by right, such as the officer's own full name; a word of
    one is still found outside it.
    """
    text = " ".join(text.split())
    for phrase in filter(None, (" ".join(line.split()) for line in allowed)):
        text = text.replace(phrase, " ")
    found: set[Trace] = set()
    if _has_name(person, text):
        found.add(Trace.NAME)
    digits = _SPACING.sub("", text)
    cards = [row.card_no for row in membership.memberships_of(person) if row.card_no]
    numbers = {
        Trace.IIN: [accounts.iin_of(person)],
        Trace.PHONE: [(person.phone or "")[-10:]],
        Trace.CARD: cards,
    }
    for trace, wanted in numbers.items():
        if any(number and number in digits for number in wanted):
            found.add(trace)
    if person.email and person.email in text.casefold():
        found.add(Trace.EMAIL)
    return found


def _has_name(person: User, text: str) -> bool:
    words = set(folded_words(text))
    for name in (person.family_name, person.given_name, person.patronymic):
        for part in map(fold, re.split(r"[\s\-]+", name)):
            stem = _ENDING.sub("", part)
            whole = len(stem) < _SHORT
            if part and any(word == part if whole else word.startswith(stem) for word in words):
                return True
    return False
