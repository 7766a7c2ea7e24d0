"""What a consolidated text says of itself: its act, its language, the day of its latest change."""

import re
from collections.abc import Iterable
from datetime import date

from ortaq.lib.norms.reading.articles import Article

_KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_LETTERS = re.compile(r"[а-яёәғқңөұүһі]", re.IGNORECASE)
_AMENDING = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})\s*(?:г\.|ж\.)?\s*№")
_KAZAKH_SHARE = 0.06

# Phrases of which at least two must stand among the headings and the first lines of an act.
_SIGNS: dict[str, tuple[str, ...]] = {
    "tk": (
        r"трудов(?:ой|ого) кодекс", r"трудовое законодательство республики",
        r"предмет трудового договора",
        r"исчисление сроков, установленных настоящим кодексом", r"запрещение локаута",
        r"еңбек кодексі", r"еңбек заңнамасы", r"еңбек шартының нысанасы", r"локаутқа тыйым",
        r"заработн\w+ плат", r"трудов\w+ отпуск", r"жалақы төле", r"еңбек демалыс",
    ),
    "koap": (
        r"об административных правонарушениях", r"административное взыскание",
        r"законодательство республики казахстан об административных правонарушениях",
        r"әкімшілік құқық бұзушылық", r"әкімшілік жаза",
    ),
    "appk": (
        r"административн\w+ процедурно-процессуальн", r"об административных процедурах",
        r"административное судопроизводство", r"административный орган", r"әкімшілік рәсім",
        r"әкімшілік сот ісін жүргізу",
    ),
    "sem": (
        r"о браке \(супружестве\) и семье", r"брачно-семейн\w+", r"заключение брака",
        r"неке \(ерлі-зайыптылық\)", r"неке-отбасы",
    ),
    "sk": (
        r"социальный кодекс", r"законодательство республики казахстан о социальной защите",
        r"социальной защит\w+", r"пенсионн\w+ выплат", r"әлеуметтік кодексі", r"әлеуметтік қорғау",
        r"зейнетақы төлем",
    ),
    "ip": (
        r"об исполнительном производстве", r"исполнительного производства",
        r"судебн\w+ исполнител",
        r"атқарушылық іс жүргізу", r"сот орындаушы",
    ),
    "kr": (
        r"мы, народ казахстана", r"принимаем настоящую конституцию", r"раздел ii",
        r"біз, ортақ тарихи тағдыр", r"осы конституцияны қабылдаймыз",
    ),
    "zps": (
        r"о профессиональных союзах", r"профессиональн\w+ союз", r"первичн\w+ профсоюзн",
        r"кәсіптік одақтар туралы", r"кәсіптік одақ",
    ),
    "zpd": (
        r"о персональных данных", r"обработк\w+ персональных данных", r"субъект\w+ персональных",
        r"дербес деректер",
    ),
    "gpk": (
        r"гражданск\w+ процессуальн\w+ кодекс", r"азаматтық процестік кодекс",
        r"исков\w+ заявлен",
    ),
    "uk": (
        r"уголовн\w+ кодекс", r"уголовн\w+ правонарушен", r"қылмыстық кодексі",
        r"қылмыстық құқық",
    ),
    "gk": (r"гражданск\w+ кодекс", r"гражданское законодательство", r"азаматтық кодексі"),
    "zpr": (r"о праздниках", r"государственн\w+ праздник", r"мерекелер туралы"),
}  # fmt: skip
_ENOUGH = 2
_TITLE = 5  # what an act calls itself in its first lines weighs more than what it speaks of
_HEAD = 1500


def language_of(text: str) -> str:
    """Return "kk" or "ru" by the share of letters that only Kazakh has."""
    sample = text[:200_000]
    letters = len(_LETTERS.findall(sample)) or 1
    return "kk" if len(_KAZAKH.findall(sample)) / letters > _KAZAKH_SHARE else "ru"


def recognise(text: str, articles: Iterable[Article]) -> str:
    """Return the code of the act that a text is, by its own words; empty when unsure.

    The scraped texts have no title, so titles of articles and sections speak for them.
    """
    head = text[:_HEAD].lower()
    titles = [f"{article.section} {article.title}".lower() for article in articles]
    scores: dict[str, float] = {}
    for code, signs in _SIGNS.items():
        spoken = [sum(bool(re.search(sign, title)) for title in titles) for sign in signs]
        different = sum(count > 0 for count in spoken)
        called = sum(bool(re.search(sign, head)) for sign in signs)
        share = sum(spoken) / (len(titles) or 1)
        scores[code] = different + called * _TITLE + share * _TITLE
    best = sorted(scores, key=lambda code: -scores[code])
    clear = scores[best[0]] >= _ENOUGH and scores[best[0]] > scores[best[1]]
    return best[0] if clear else ""


def amended_on(text: str, *, until: date) -> date | None:
    """Return the day of the latest amending law that the notes name; later ones are misprints."""
    days = set(_AMENDING.findall(text))
    known = [day for raw in days if (day := _day(*raw)) and day <= until]
    return max(known, default=None)


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
