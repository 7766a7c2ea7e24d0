"""One spelling for the many spellings of a word, so that a search finds it however it is typed.

Kazakh letters fall together with the Russian ones that people type instead (ә/а, қ/к, ң/н, ғ/г,
ү/ұ/у, ө/о, і/ы/и, һ/х), and both with the Latin of passports and of the new alphabet:
"Әбілқасымова", "Абилкасымова" and "Abilkassymova" fold to the same letters. A fold is for
comparing; nobody is shown it.
"""

import re
import unicodedata
from functools import lru_cache

_BEFORE = str.maketrans({"ş": "sh", "ə": "а", "ѳ": "о", "ß": "ss"} | dict.fromkeys("'’ʼ`ьъ", ""))
_CYRILLIC = str.maketrans(
    dict(zip("абвгдежзийклмнопрстуфхцыэ", "abvgdejziiklmnoprstufhcie", strict=True))
    | dict(zip("әғқңөүұһі", "agknouuhi", strict=True))
    | {"ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia"}
)
_PAIRS = (
    ("shch", "sh"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ts", "c"), ("yo", "e"), ("ye", "e"),
    ("q", "k"), ("w", "u"), ("x", "ks"), ("y", "i"), ("ı", "i"),
)  # fmt: skip
_LATIN = re.compile("[a-zı]")
_TWICE = re.compile(r"([^\W\d])\1+")
_WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=100_000)  # names repeat: a register of millions has few different words
def fold(word: str) -> str:
    """Return a word's one spelling: small Latin letters and digits; a doubled letter is one."""
    plain = unicodedata.normalize("NFC", word).casefold().translate(_BEFORE)
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKD", plain))).casefold()
    if _LATIN.search(plain):
        for pair, letter in _PAIRS:
            plain = plain.replace(pair, letter)
    return _TWICE.sub(r"\1", plain.translate(_CYRILLIC))


def folded_words(text: str) -> list[str]:
    """Return the different words of a text, folded, in their order."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_BEFORE)
    return list(dict.fromkeys(filter(None, map(fold, _WORDS.findall(text)))))
