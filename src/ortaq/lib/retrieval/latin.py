"""Kazakh and Russian typed with Latin letters: «zhalaky bermeidi», «zarplatu ne platyat»."""

import re

_LATIN = re.compile(r"[a-zäöüñşğıūýŋáóúń']+", re.IGNORECASE)

# Read in order; the first that fits wins.
_BOTH = [
    ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"),
    ("ay", "ай"), ("ey", "ей"), ("oy", "ой"), ("uy", "уй"), ("ai", "ай"), ("ei", "ей"),
    ("oi", "ой"), ("ui", "уй"),
    ("a", "а"), ("b", "б"), ("c", "ц"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"),
    ("h", "х"), ("i", "и"), ("j", "ж"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"),
    ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"),
    ("x", "х"), ("y", "ы"), ("z", "з"), ("'", "ь"), ("w", "в"), ("q", "к"),
]  # fmt: skip
_RUSSIAN = [
    ("iya", "ия"), ("iyu", "ию"), ("iye", "ие"), ("aya", "ая"), ("uyu", "ую"), ("oye", "ое"),
    ("oyu", "ою"), ("eye", "ее"), ("yay", "яй"), ("yy", "ый"), ("iy", "ий"),
    ("yu", "ю"), ("ju", "ю"), ("iu", "ю"), ("ya", "я"), ("ja", "я"), ("ia", "ия"), ("yo", "ё"),
    ("jo", "ё"), ("ye", "е"), ("je", "е"), *_BOTH,
]  # fmt: skip
_KAZAKH = [
    ("gh", "ғ"), ("ng", "ң"), ("q", "қ"), ("ä", "ә"), ("á", "ә"), ("ö", "ө"), ("ó", "ө"),
    ("ü", "ү"), ("ú", "ү"), ("ū", "ұ"), ("ş", "ш"), ("ğ", "ғ"), ("ñ", "ң"), ("ń", "ң"),
    ("ŋ", "ң"), ("ı", "ы"), ("ý", "у"), ("w", "у"), ("iya", "ия"), ("ya", "я"), *_BOTH,
]  # fmt: skip
_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "is",
        "are",
        "am",
        "was",
        "were",
        "do",
        "does",
        "did",
        "can",
        "could",
        "should",
        "would",
        "will",
        "my",
        "i",
        "we",
        "you",
        "he",
        "she",
        "they",
        "to",
        "of",
        "in",
        "on",
        "for",
        "and",
        "or",
        "if",
        "it",
        "be",
        "with",
        "at",
        "what",
        "how",
        "when",
        "who",
        "why",
        "which",
        "that",
        "this",
        "there",
        "me",
        "our",
        "your",
        "not",
        "no",
        "from",
        "by",
        "as",
        "has",
        "have",
        "had",
        "get",
        "pay",
        "paid",
        "wage",
        "wages",
        "salary",
        "leave",
        "work",
        "working",
        "worker",
        "employer",
        "employee",
        "union",
        "strike",
        "contract",
        "overtime",
        "dismissal",
        "dismissed",
        "fired",
        "sick",
        "maternity",
        "vacation",
        "holiday",
        "hours",
        "days",
        "may",
        "must",
        "need",
        "long",
        "much",
        "many",
        "after",
        "before",
        "during",
        "without",
        "any",
        "all",
        "boss",
        "company",
        "job",
        "right",
        "rights",
        "law",
        "labour",
        "labor",
        "code",
        "article",
        "night",
        "shift",
        "notice",
        "probation",
        "pregnant",
        "agreement",
        "collective",
        "injury",
        "safety",
        "accident",
        "refuse",
    ]
)
ENGLISH_SHARE = 0.3


def is_latin(text: str) -> bool:
    """Tell whether most letters of the text are Latin."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(1 for letter in letters if letter < "\u0250")
    return bool(letters) and latin * 2 > len(letters)


def is_english(text: str) -> bool:
    """Tell English from other languages in Latin letters by its commonest words."""
    found = re.findall(r"[a-z]+", text.casefold())
    return bool(found) and sum(w in _ENGLISH for w in found) >= ENGLISH_SHARE * len(found)


def cyrillic(text: str, lang: str = "ru") -> str:
    """Return the text with its Latin-typed words in Cyrillic letters, as they sound."""
    table = _KAZAKH if lang == "kk" else _RUSSIAN
    return _LATIN.sub(lambda match: _word(match.group().casefold(), table), text)


def _word(word: str, table: list[tuple[str, str]]) -> str:
    written, place = [], 0
    while place < len(word):
        for latin, letter in table:
            if word.startswith(latin, place):
                written.append(letter)
                place += len(latin)
                break
        else:
            written.append(word[place])
            place += 1
    return "".join(written)
