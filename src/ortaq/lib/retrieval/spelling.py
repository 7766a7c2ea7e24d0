"""Giving back the letters that a keyboard lacked: «жумыска шыкпады» → «жұмысқа шықпады»."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ortaq.lib.retrieval.language import language
from ortaq.lib.retrieval.latin import cyrillic, is_english, is_latin
from ortaq.lib.retrieval.words import KAZAKH, WORD, fold, loose

SHORTEST = 3


def vocabulary(texts: Iterable[str]) -> dict[str, str]:
    """Return the commonest spelling of each word skeleton that the texts hold."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in WORD.findall(fold(text)):
            if word[0].isalpha() and len(word) >= SHORTEST:
                seen[loose(word)][word] += 1
    return {
        skeleton: min(spellings.items(), key=lambda item: (-item[1], item[0]))[0]
        for skeleton, spellings in sorted(seen.items())
    }


def readable(text: str, known: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    """Return a question in the letters of its language, and that language.

    ``known`` holds a vocabulary for ``kk`` and ``ru``. Only a text typed with other letters is
    touched: Latin ones, or Russian ones in a Kazakh sentence.
    """
    lang = language(text)
    folded = fold(text)
    if is_latin(folded) and not is_english(folded):
        return _respelled(cyrillic(folded, lang), known.get(lang, {})), lang
    if lang == "kk" and not KAZAKH & set(folded):
        return _respelled(folded, known.get("kk", {})), lang
    return text, lang


def _respelled(text: str, known: Mapping[str, str]) -> str:
    return WORD.sub(lambda match: known.get(loose(match.group()), match.group()), text)


# What people add to any question; it says nothing of what the question is about.
_ADDED = re.compile(
    r"[\s,.!?-]*(?:(?:и )?что (?:мне |нам )?(?:теперь )?делать|"
    r"как (?:мне |нам )?быть|это (?:вообще )?законно(?: ли)?|"
    r"законно ли это|(?:что )?посоветуйте(?: пожалуйста)?|подскажите(?: пожалуйста)?|помогите|"
    r"(?:енді )?не істе(?:йм(?:ін|із)|у(?:ім|іміз)? керек|сем болады)|көмектесіңіз(?:дер)?ші|"
    r"заңды ма(?: екен)?|дұрыс па(?: екен)?|айтыңыз(?:дар)?шы)[\s,.!?-]*$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:здравствуйте|добрый (?:день|вечер)|привет|сәлеметсіз(?:дер)? бе|сәлем|салам)[\s,.!-]+"
    r"|^(?:скажите|подскажите)(?: пожалуйста)?[\s,.:-]+",
    re.IGNORECASE,
)
# A sentence that orders the machine about: what stands beside it is still a question.
_ORDER = re.compile(
    r"[^.!?\n]*(?:игнорир\w+|забудь\w*|ignore|forget|disregard|елеме\w*|ұмыт\w*)[^.!?\n]*"
    r"(?:инструкц|правил|промпт|instruction|rule|prompt|нұсқау|ереже)[^.!?\n]*[.!?\n]*",
    re.IGNORECASE,
)
FEWEST = 2


def core(text: str) -> str:
    """Return a question without greetings, orders and what people add to any question."""
    cut = _ADDED.sub("", _GREETING.sub("", _ORDER.sub(" ", text).strip()))
    return cut if len(WORD.findall(cut)) >= FEWEST else text
