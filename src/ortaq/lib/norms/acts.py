"""The acts that norms come from: codes, short names in three languages, how people write them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class ActName:
    """What an act is called in citations, and by which words a text means it."""

    code: str
    ru: str
    kk: str
    en: str
    means: str  # a regular expression over lower-cased text, in all three languages

    def short(self, lang: str) -> str:
        """Return the name that stands in a citation."""
        return {"ru": self.ru, "kk": self.kk}.get(lang, self.en)


ACTS: dict[str, ActName] = {
    act.code: act
    for act in (
        ActName(
            "tk",
            "ТК РК",
            "ЕК",
            "Labour Code",
            r"\bтк(?:\s+рк)?\b|трудов\w+\s+кодекс\w*|\b(?:қр\s+)?ек\b|еңбек\s+кодексі\w*"
            r"|labou?r\s+code",
        ),
        ActName(
            "zps",
            "Закон РК «О профессиональных союзах»",
            "ҚР «Кәсіптік одақтар туралы» Заңы",
            "Trade Unions Act",
            r"закон\w*\s+(?:рк\s+|республики\s+казахстан\s+)?«?о\s+проф\w*\s*союз\w*"
            r"|кәсіптік\s+одақтар\s+туралы|trade\s+unions?\s+act",
        ),
        ActName(
            "appk",
            "АППК РК",
            "ҚР ӘРПК",
            "Administrative Procedures Code",
            r"\bаппк\b|административн\w+\s+процедурно|\bәрпк\b|administrative\s+procedur\w+\s+code",
        ),
        ActName(
            "zpd",
            "Закон РК «О персональных данных и их защите»",
            "ҚР «Дербес деректер және оларды қорғау туралы» Заңы",
            "Personal Data Act",
            r"закон\w*\s+(?:рк\s+)?«?о\s+персональных\s+данных|дербес\s+деректер"
            r"|personal\s+data\s+act",
        ),
        ActName(
            "sk",
            "Социальный кодекс РК",
            "ҚР Әлеуметтік кодексі",
            "Social Code",
            r"\bск\s+рк\b|социальн\w+\s+кодекс\w*|әлеуметтік\s+кодексі?\w*|social\s+code",
        ),
        ActName(
            "koap",
            "КоАП РК",
            "ҚР ӘҚБтК",
            "Administrative Offences Code",
            r"\bкоап\b|кодекс\w*\s+об\s+административных\s+правонарушениях|\bәқбтк\b"
            r"|әкімшілік\s+құқық\s+бұзушылық|administrative\s+offences\s+code",
        ),
        ActName(
            "zpr",
            "Закон РК «О праздниках»",
            "ҚР «Мерекелер туралы» Заңы",
            "Holidays Act",
            r"закон\w*\s+(?:рк\s+)?«?о\s+праздниках|мерекелер\s+туралы|holidays\s+act",
        ),
        ActName(
            "gk",
            "ГК РК",
            "ҚР АК",
            "Civil Code",
            r"\bгк\s+рк\b|гражданск\w+\s+кодекс\w*|азаматтық\s+кодексі?\w*|civil\s+code",
        ),
        ActName(
            "gpk",
            "ГПК РК",
            "ҚР АПК",
            "Civil Procedure Code",
            r"\bгпк\b|гражданск\w+\s+процессуальн\w+|азаматтық\s+процестік|civil\s+procedure\s+code",
        ),
        ActName(
            "uk",
            "УК РК",
            "ҚР ҚК",
            "Criminal Code",
            r"\bук\s+рк\b|уголовн\w+\s+кодекс\w*|қылмыстық\s+кодексі?\w*|criminal\s+code",
        ),
        ActName(
            "sem",
            "Кодекс РК «О браке (супружестве) и семье»",
            "ҚР «Неке (ерлі-зайыптылық) және отбасы туралы» Кодексі",
            "Marriage and Family Code",
            r"\bкобс\b|о\s+браке\s*\(супружестве\)|неке\s*\(ерлі|marriage\s+and\s+family\s+code",
        ),
        ActName(
            "ip",
            "Закон РК «Об исполнительном производстве»",
            "ҚР «Атқарушылық іс жүргізу» Заңы",
            "Enforcement Proceedings Act",
            r"об\s+исполнительном\s+производстве|атқарушылық\s+іс\s+жүргізу|enforcement\s+proceedings",
        ),
        ActName(
            "kr",
            "Конституция РК",
            "ҚР Конституциясы",
            "Constitution",
            r"конституци[яиюей]+\s+(?:рк|республики)|\bконституциясы\w*|constitution\s+of",
        ),
    )
}

_MEANT = [(code, re.compile(act.means)) for code, act in ACTS.items()]
# The longer name first: «гражданский процессуальный кодекс» is not «гражданский кодекс».
_MEANT.sort(key=lambda pair: pair[0] != "gpk")


def act_named(text: str) -> str:
    """Return the code of the act that a text names, the first by place; empty when none."""
    lowered = text.lower()
    found = [(match.start(), code) for code, sign in _MEANT if (match := sign.search(lowered))]
    return min(found)[1] if found else ""


def act_name(code: str, lang: str) -> str:
    """Return the short name of an act; an unknown code comes back as it is."""
    act = ACTS.get(code)
    return act.short(lang) if act else code
