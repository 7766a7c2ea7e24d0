"""Words as a machine compares them: one case, one alphabet, no accents of keyboards."""

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*")
KAZAKH = frozenset("әғқңөұүһі")
_HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "’": "'", "ʼ": "'"})

# Letters that a Russian keyboard lacks, and those that people leave out or mix up.
_PLAIN = str.maketrans("әғқңөұүһії", "агкноууxии".replace("x", "х"))
_LOOSE = str.maketrans({"й": "и", "ы": "и", "э": "е", "щ": "ш", "ь": "", "ъ": ""})


def fold(text: str) -> str:
    """Return text in one case, with plain quotes and spaces and without hidden characters."""
    text = unicodedata.normalize("NFKC", _HIDDEN.sub("", text)).translate(_QUOTES)
    return _SPACE.sub(" ", text.casefold().replace("ё", "е")).strip()


def bare(text: str) -> str:
    """Return folded text with Kazakh letters as one types them on a Russian keyboard."""
    return fold(text).translate(_PLAIN)


def loose(word: str) -> str:
    """Return the skeleton of a word, the same for its usual misspellings and transliterations."""
    skeleton = bare(word).translate(_LOOSE)
    return re.sub(r"(.)\1+", r"\1", skeleton)


def words(text: str) -> list[str]:
    """Return the words and numbers of folded text, in order."""
    return WORD.findall(fold(text))


STOP = frozenset(
    [
        "а",
        "без",
        "более",
        "бы",
        "был",
        "была",
        "были",
        "было",
        "быть",
        "в",
        "вам",
        "вас",
        "весь",
        "во",
        "вот",
        "все",
        "всего",
        "всех",
        "вы",
        "где",
        "да",
        "даже",
        "для",
        "до",
        "его",
        "ее",
        "если",
        "есть",
        "еще",
        "же",
        "за",
        "и",
        "из",
        "или",
        "им",
        "их",
        "к",
        "как",
        "ко",
        "когда",
        "кто",
        "ли",
        "либо",
        "мне",
        "может",
        "мы",
        "на",
        "надо",
        "над",
        "нам",
        "нас",
        "не",
        "него",
        "нее",
        "нет",
        "ни",
        "них",
        "но",
        "ну",
        "о",
        "об",
        "однако",
        "он",
        "она",
        "они",
        "оно",
        "от",
        "очень",
        "по",
        "под",
        "при",
        "с",
        "со",
        "так",
        "также",
        "такой",
        "там",
        "те",
        "тем",
        "то",
        "того",
        "тоже",
        "той",
        "только",
        "том",
        "ты",
        "у",
        "уже",
        "хотя",
        "чего",
        "чей",
        "чем",
        "что",
        "чтобы",
        "чье",
        "чья",
        "эта",
        "эти",
        "это",
        "я",
        "мой",
        "моя",
        "мое",
        "мои",
        "меня",
        "нами",
        "наш",
        "наша",
        "наше",
        "можно",
        "какой",
        "какая",
        "какие",
        "сколько",
        "и",
        "мен",
        "сен",
        "ол",
        "біз",
        "сіз",
        "олар",
        "бұл",
        "осы",
        "сол",
        "және",
        "мен",
        "пен",
        "бен",
        "да",
        "де",
        "та",
        "те",
        "үшін",
        "бар",
        "жоқ",
        "ма",
        "ме",
        "ба",
        "бе",
        "па",
        "пе",
        "не",
        "қалай",
        "қанша",
        "қашан",
        "кім",
        "неге",
        "еді",
        "екен",
        "ғой",
        "болады",
        "бола",
        "деп",
        "маған",
        "мені",
        "менің",
        "бізге",
        "біздің",
        "the",
        "a",
        "an",
        "is",
        "are",
        "am",
        "do",
        "does",
        "did",
        "can",
        "could",
        "my",
        "i",
        "we",
        "you",
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
        "they",
        "them",
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
    ]
)
STOP_BARE = frozenset(bare(word) for word in STOP)


def grams(text: str, sizes: Iterable[int] = (3, 4, 5)) -> list[str]:
    """Return the character n-grams of each bare word, with its borders marked."""
    found: list[str] = []
    for word in WORD.findall(bare(text)):
        marked = f" {word} "
        for size in sizes:
            found.extend(marked[i : i + size] for i in range(len(marked) - size + 1))
            if len(marked) <= size:
                break
    return found
