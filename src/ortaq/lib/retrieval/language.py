"""Which of three languages a question is in, also when it is typed on the wrong keyboard."""

import re
from functools import cache
from typing import Any

from ortaq.lib.retrieval.latin import cyrillic, is_english, is_latin
from ortaq.lib.retrieval.lemmas import is_russian
from ortaq.lib.retrieval.words import KAZAKH, WORD, bare, fold

# Frequent Kazakh words in bare letters which Russian does not have.
_KAZAKH_WORDS = frozenset(
    [
        "жумыс",
        "жумыстан",
        "жумыска",
        "жумысшы",
        "жалакы",
        "жалакыны",
        "айлык",
        "акша",
        "акы",
        "керек",
        "болады",
        "бола",
        "болмайды",
        "ма",
        "ме",
        "ба",
        "бе",
        "канша",
        "кашан",
        "калай",
        "кайда",
        "неше",
        "кандай",
        "неге",
        "ким",
        "уақыт",
        "уакыт",
        "бермейди",
        "бермеди",
        "бермей",
        "берди",
        "беру",
        "береди",
        "алып",
        "алу",
        "алам",
        "аламын",
        "бар",
        "жок",
        "екен",
        "маган",
        "мени",
        "менин",
        "бизге",
        "биздин",
        "бизди",
        "кун",
        "ай",
        "жыл",
        "сагат",
        "демалыс",
        "шарт",
        "ушин",
        "туралы",
        "кейин",
        "бойынша",
        "бастык",
        "ауысым",
        "тунги",
        "куни",
        "сонда",
        "кайтып",
        "шыгарды",
        "шыгарып",
        "жиберди",
        "кетти",
        "болса",
        "болды",
        "деп",
        "айтты",
        "осы",
        "бул",
        "сол",
        "олар",
        "ол",
        "биз",
        "сиз",
        "акысы",
        "уйде",
        "кысым",
        "окпен",
        "жуктi",
        "жукти",
        "бала",
        "декрет",
        "отпуска",
        "немесе",
        "жане",
        "бирак",
        "егер",
        "тиiс",
        "тиис",
        "туледи",
        "толейди",
        "толенеди",
        "толемейди",
        "толеди",
        "жаткан",
        "жатыр",
        "жок",
        "па",
        "пе",
        "кайсы",
        "соттасу",
        "арыз",
        "отиниш",
        "бала",
        "акеси",
        "шеше",
        "шыга",
        "ала",
        "касиподак",
        "болмаса",
        "демалыстан",
        "кетсем",
        "болса",
        "жумыста",
        "ақша",
    ]
)
_ENDINGS = re.compile(
    r"(?:лар|лер|дар|дер|тар|тер)(?:ы|и|дын|дин|га|ге)?$|(?:мыз|миз|ныз|низ)$"
    r"|(?:нын|нин|дын|дин|тын|тин)$|(?:майды|мейди|байды|бейди|пайды|пейди)$|(?:йды|йди)$"
    r"|(?:ган|ген|кан|кен)$|(?:амын|емин|ймын|ймин)$|(?:уга|уге|ынан|инен|ында|инде)$"
)
KAZAKH_SHARE = 0.34


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- heavy

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["ru", "kk", "en"])
    return identifier


def language(text: str, default: str = "ru") -> str:
    """Return ``kk``, ``ru`` or ``en``; the default for a text without letters."""
    text = fold(text)
    if not any(letter.isalpha() for letter in text):
        return default
    if is_latin(text):
        if is_english(text):
            return "en"
        text = cyrillic(text, "kk")
    found = [word for word in WORD.findall(text) if word[0].isalpha()]
    marked = sum(1 for word in found if KAZAKH & set(word))
    if marked >= max(1, len(found) * 0.15):
        return "kk"
    return "kk" if _is_kazakh_typed_plainly(found) else _by_letters(text)


def _is_kazakh_typed_plainly(found: list[str]) -> bool:
    sure = sum(bare(word) in _KAZAKH_WORDS for word in found)
    maybe = sum(
        bool(_ENDINGS.search(bare(word))) and not is_russian(word)
        for word in found
        if bare(word) not in _KAZAKH_WORDS
    )
    return bool(sure + maybe) and sure + maybe >= len(found) * KAZAKH_SHARE


def _by_letters(text: str) -> str:
    return "kk" if _identifier().classify(text)[0] == "kk" else "ru"
