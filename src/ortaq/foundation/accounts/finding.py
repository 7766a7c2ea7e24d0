"""Finding persons by what somebody types: words of a name, an IIN, a phone.

Two steps. The typed words become words of the register: the same folded word, words that begin
so, and, when there is none, the nearest by letters. There are few different words even among
millions of people, so this is cheap; then the exact words find people by an index
(``User.name_words``). Whom the reader may see is the caller's question: nothing here asks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection

from ortaq.foundation.accounts import phones, selectors
from ortaq.foundation.accounts.models import User
from ortaq.foundation.texts.folding import folded_words
from ortaq.lib.kazid import is_iin

MOST_WORDS = 4  # typed words that count; nobody has more names
MOST_LIKE = 60  # words of the register for one typed word
SHORTEST_BEGINNING = 2  # letters: one letter begins too many words
LIKENESS = 0.42  # of trigrams, for words long enough to have some
SHORT, LIKENESS_OF_SHORT = 6, 0.3  # one wrong letter of five takes half of the trigrams


def likeness(word: str) -> float:
    """Return how like a word of the register must be, to be taken for this one."""
    return LIKENESS_OF_SHORT if len(word) <= SHORT else LIKENESS


@dataclass(frozen=True)
class Typed:
    """What was typed, understood: words of a name, or one of the numbers."""

    words: tuple[str, ...]
    person: User | None = None  # found by the whole of a number
    by_number: bool = False


def understand(text: str) -> Typed:
    """Read a query: an IIN with a right check digit, a phone of Kazakhstan, or words."""
    text = " ".join(text.split())
    digits = text.replace(" ", "")
    if is_iin(digits):
        return Typed((), selectors.find_by_iin(digits), by_number=True)
    try:
        phone = phones.normalise(text) if text.lstrip("+")[:1].isdigit() else ""
    except ValidationError:
        phone = ""
    if phone:
        return Typed((), User.objects.filter(phone=phone).first(), by_number=True)
    return Typed(tuple(folded_words(text)[:MOST_WORDS]))


_LIKE = f"""
    SELECT typed.place, found.word
      FROM unnest(%(words)s::text[]) WITH ORDINALITY typed(word, place)
     CROSS JOIN LATERAL (
            (SELECT word FROM accounts_nameword WHERE word = typed.word LIMIT 1)
            UNION
            (SELECT word FROM accounts_nameword
              WHERE word LIKE typed.word || '%%' AND length(typed.word) >= {SHORTEST_BEGINNING}
              ORDER BY length(word), word LIMIT {MOST_LIKE})
            UNION
            (SELECT word FROM accounts_nameword
              WHERE %(loosely)s AND word %% typed.word
                AND similarity(word, typed.word) >= CASE
                    WHEN length(typed.word) <= {SHORT} THEN {LIKENESS_OF_SHORT}
                    ELSE {LIKENESS} END
              ORDER BY similarity(word, typed.word) DESC, word LIMIT {MOST_LIKE})
           ) found
"""  # noqa: S608 -- only our own numbers are put in


def words_like(words: Sequence[str], *, loosely: bool) -> list[list[str]]:
    """Return the words of the register for each typed word; ``loosely`` lets wrong letters pass.

    A person matches whose ``name_words`` have one of each list; an empty list matches nobody.
    """
    lists: list[list[str]] = [[] for _word in words]
    if words:
        with connection.cursor() as cursor:
            cursor.execute(_LIKE, {"words": list(words), "loosely": loosely})
            for place, word in cursor.fetchall():
                lists[place - 1].append(word)
    return lists
