"""Kazakh alphabetical order, where the database has only code points."""

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RANK = {letter: chr(0x400 + n) for n, letter in enumerate(ALPHABET)}


def sort_key(text: str) -> str:
    """Return a key whose code-point order is the 42-letter Kazakh alphabet; case is ignored.

    Latin letters and digits come before Cyrillic, as in code-point order.
    """
    return "".join(_RANK.get(letter, letter) for letter in text.casefold())
