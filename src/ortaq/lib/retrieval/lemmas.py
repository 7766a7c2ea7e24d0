"""Base forms: pymorphy3 for Russian, our own light stripper of endings for Kazakh."""

import re
from functools import cache, lru_cache
from typing import Any

from ortaq.lib.retrieval.words import STOP_BARE, bare, words

MIN_STEM = 3
MAX_ENDINGS = 4

# Endings in bare letters (words.bare), the longest first within one round: case, possessive,
# plural, person, the commonest forms of verbs. A stem keeps at least three letters.
_ENDINGS = sorted(
    [
        "лар",
        "лер",
        "дар",
        "дер",
        "тар",
        "тер",
        "ым",
        "им",
        "ын",
        "ин",
        "ы",
        "и",
        "сы",
        "си",
        "ымыз",
        "имиз",
        "мыз",
        "миз",
        "ыныз",
        "иниз",
        "ныз",
        "низ",
        "нын",
        "нин",
        "дын",
        "дин",
        "тын",
        "тин",
        "ны",
        "ни",
        "ды",
        "ди",
        "ты",
        "ти",
        "га",
        "ге",
        "ка",
        "ке",
        "на",
        "не",
        "а",
        "е",
        "да",
        "де",
        "та",
        "те",
        "нда",
        "нде",
        "дан",
        "ден",
        "тан",
        "тен",
        "нан",
        "нен",
        "мен",
        "бен",
        "пен",
        "мын",
        "мин",
        "сын",
        "син",
        "быз",
        "биз",
        "сыз",
        "сиз",
        "ган",
        "ген",
        "кан",
        "кен",
        "ады",
        "еди",
        "йды",
        "йди",
        "иди",
        "са",
        "се",
        "ып",
        "ип",
        "атын",
        "етин",
        "йтын",
        "йтин",
        "май",
        "мей",
        "бай",
        "бей",
        "пай",
        "пей",
        "маган",
        "меген",
        "баган",
        "беген",
        "паган",
        "пеген",
        "майды",
        "мейди",
        "байды",
        "бейди",
        "пайды",
        "пейди",
        "мады",
        "меди",
        "бады",
        "беди",
        "пады",
        "педи",
        "уга",
        "уге",
        "у",
        "уды",
        "уды",
        "удын",
        "удин",
        "лык",
        "лик",
        "дык",
        "дик",
        "тык",
        "тик",
        "шы",
        "ши",
        "сыз",
        "сиз",
    ],
    key=lambda ending: (-len(ending), ending),
)


@cache
def _analyser() -> Any:
    import pymorphy3  # noqa: PLC0415 -- heavy

    return pymorphy3.MorphAnalyzer()


def is_russian(word: str) -> bool:
    """Tell whether the Russian dictionary knows the word."""
    return bool(_analyser().word_is_known(word))


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Return the base form of a Russian word."""
    return str(_analyser().parse(word)[0].normal_form).replace("ё", "е")


@lru_cache(maxsize=50_000)
def kazakh_stem(word: str) -> str:
    """Return what stays of a Kazakh word without its endings, in bare letters."""
    stem = bare(word)
    for _round in range(MAX_ENDINGS):
        for ending in _ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= MIN_STEM:
                stem = stem[: -len(ending)]
                break
        else:
            break
    return stem


def stems(text: str, lang: str) -> list[str]:
    """Return the base forms of the words that carry meaning, in order; numbers as they are."""
    found = []
    for word in words(text):
        if bare(word) in STOP_BARE:
            continue
        if re.fullmatch(r"[\d.,]+", word):
            found.append(word.replace(",", "."))
        elif lang == "ru":
            found.append(bare(lemma(word)))
        elif lang == "kk":
            found.append(kazakh_stem(word))
        else:
            found.append(_english(word))
    return found


def _english(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > MIN_STEM:
            return word[: -len(ending)]
    return word


_NAME_ENDINGS = re.compile(
    r"(?:улы|кызы|бек|бай|гул|жан|хан|ович|евич|овна|евна|ова|ева|баев|баева|беков|бекова|бекулы|"
    r"аев|аева|имов|имова|анов|анова|енов|енова|инов|инова|гали|мухамбет|турсын|нур)"
    r"(?:а|у|ым|ой|ом|е|дын|дин|тын|тин|нын|нин|га|ге|ка|ке|ды|ди|ты|ти|мен|пен|бен)?$"
)


@lru_cache(maxsize=20_000)
def is_name(word: str) -> bool:
    """Tell whether a capitalised word is likely a person's name."""
    plain = word.casefold()
    parses = _analyser().parse(plain)
    if any(tag in parse.tag for parse in parses[:2] for tag in ("Name", "Surn", "Patr")):
        return True
    if is_russian(plain):
        return False
    return len(plain) > MIN_STEM + 1 and bool(_NAME_ENDINGS.search(bare(plain)))
