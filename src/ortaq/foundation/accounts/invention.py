"""One invented person: name, sex, birth date, language; and how another hand misspells him."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from ortaq.foundation.accounts import invented_names as names
from ortaq.foundation.texts.folding import folded_words
from ortaq.foundation.texts.sorting import sort_key

YOUNGEST, OLDEST = 18, 66  # years, of people at work
PENSIONERS = 0.04


@dataclass(frozen=True)
class Invented:
    """One invented person."""

    family_name: str
    given_name: str
    patronymic: str
    sex: str
    born_on: date
    language: str

    @property
    def sort_key(self) -> str:
        """The key of Kazakh alphabetical order, as ``naming.key_of_name`` makes it."""
        return " ".join([_key(name) for name in self._names if name])

    @property
    def name_words(self) -> list[str]:
        """The folded words by which the person is found, as ``naming.words_of_name``."""
        return list(dict.fromkeys(word for name in self._names for word in _words(name)))

    @property
    def _names(self) -> tuple[str, str, str]:
        return self.family_name, self.given_name, self.patronymic


# A crowd of millions bears some thousands of names: each is worked out once.
_key = lru_cache(maxsize=50_000)(sort_key)
_words = lru_cache(maxsize=50_000)(folded_words)


def invent(rng: Random, *, today: date, women: float = 0.5) -> Invented:
    """Return one invented person; about two of three write the name in Kazakh.

    ``women`` is the chance that it is a woman. Ages are those of people at work, most of them
    about forty, and a few pensioners who stayed in the union.
    """
    sex = "f" if rng.random() < women else "m"
    is_old = rng.random() < PENSIONERS
    years = rng.uniform(61, 76) if is_old else rng.triangular(YOUNGEST, OLDEST, 38)
    born_on = today - timedelta(days=int(years * 365.25) + 2)
    if rng.random() < 0.78:  # noqa: PLR2004 -- the share of Kazakh names
        in_kazakh = rng.random() < 0.8  # noqa: PLR2004 -- of them, in Kazakh spelling
        name = _kazakh(rng, sex, in_kazakh=in_kazakh)
        language = "kk" if in_kazakh else "ru"
    else:
        name = _other(rng, sex)
        language = "en" if rng.random() < 0.02 else "ru"  # noqa: PLR2004 -- a few
    return Invented(*name, sex=sex, born_on=born_on, language=language)


def misspelt(who: Invented, rng: Random) -> Invented:
    """Return the same person as another hand enters him.

    In Russian letters where he writes Kazakh ones; else with a slip, or without patronymic.
    """
    russian = [names.in_russian(part) for part in (who.family_name, who.given_name)]
    if russian != [who.family_name, who.given_name]:
        return replace(who, family_name=russian[0], given_name=russian[1])
    if who.patronymic and rng.random() < 0.5:  # noqa: PLR2004 -- one slip or the other
        return replace(who, patronymic="")
    at = len(who.family_name) // 2
    return replace(who, family_name=who.family_name[:at] + who.family_name[at + 1 :])


def _kazakh(rng: Random, sex: str, *, in_kazakh: bool) -> tuple[str, str, str]:
    spelling = 0 if in_kazakh else 1
    known, composed = _GIVEN[sex]
    given = _one_of(rng, known, composed)[spelling]
    family = _one_of(rng, names.KAZAKH_FAMILIES, names.COMPOSED_FAMILIES)[spelling]
    father = _one_of(rng, names.KAZAKH_MEN, names.COMPOSED_MEN)[spelling]
    if in_kazakh:
        patronymic = father + ("қызы" if sex == "f" else "ұлы")
    else:
        patronymic = _russian_patronymic(father, sex)
    return _feminine(family) if sex == "f" else family, given, patronymic


_GIVEN = {
    "f": (names.KAZAKH_WOMEN, names.COMPOSED_WOMEN),
    "m": (names.KAZAKH_MEN, names.COMPOSED_MEN),
}


def _one_of(
    rng: Random, known: tuple[tuple[str, str], ...], composed: tuple[tuple[str, str], ...]
) -> tuple[str, str]:
    """Return a name: a third bear one of the few that everybody knows."""
    chosen = known if rng.random() < 1 / 3 else composed
    return chosen[int(rng.random() * len(chosen))]  # several times as quick as choice()


def _other(rng: Random, sex: str) -> tuple[str, str, str]:
    given = rng.choice(names.OTHER_WOMEN if sex == "f" else names.OTHER_MEN)
    family = rng.choice(names.OTHER_FAMILIES)
    patronymic = rng.choice(names.OTHER_FATHERS)[sex == "f"]
    return _feminine(family) if sex == "f" else family, given, patronymic


def _feminine(family: str) -> str:
    if family.endswith(("ов", "ев", "ёв", "ин")):
        return family + "а"
    return family[:-2] + "ая" if family.endswith("ий") else family


def _russian_patronymic(father: str, sex: str) -> str:
    soft = father.endswith(("ь", "й"))
    stem = father[:-1] if soft else father
    return stem + ("ев" if soft else "ов") + ("на" if sex == "f" else "ич")
