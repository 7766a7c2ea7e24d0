"""Kazakh alphabetical order, where the database has only code points.

The order is that of the 42-letter alphabet; Russian words, whose letters are among the 42, come
out in Russian order too. Latin letters and digits stand before Cyrillic, as in a telephone book.
"""

import unicodedata

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
# From U+0400 on: above Latin, below anything that is not in the alphabet but is Cyrillic too.
_RANK = {ord(letter): chr(0x400 + n) for n, letter in enumerate(ALPHABET)}
_LOOKALIKES = str.maketrans({"ə": "ә", "ѳ": "ө"})  # typed from other keyboards
_INSIDE = str.maketrans(dict.fromkeys("-‐‑–—_/", " ") | dict.fromkeys("'’ʼ`\"«»“”.,()№", ""))


def sort_key(text: str) -> str:
    """Return a key whose code-point order is the Kazakh alphabet.

    Case, quotes and points do not count; a hyphen counts as a space, and a space stands before
    every letter, so that "Ақ жол" comes before "Ақан".
    """
    plain = unicodedata.normalize("NFC", text).casefold().translate(_LOOKALIKES)
    return " ".join(plain.translate(_INSIDE).split()).translate(_RANK)
