"""References to acts, bodies and terms that are no more in force."""

import re
from dataclasses import dataclass

from ortaq.modules.agreements.checking.model import Clause, Finding, Verdict
from ortaq.modules.agreements.checking.quantities import plain

LAST_ARTICLE = 204  # of the Labour Code of 2015
_ARTICLES = re.compile(
    r"(?:стать\w+|ст\.)\s?(?P<ru>\d{1,3})(?:\s?[-,и]+\s?\d{1,3})*\s?(?:п\.\s?\d+ )?(?:настоящего )?(?:трудов\w+ кодекс|тк\b|кодекса)"
    r"|(?:еңбек кодексі\w*|ек\b)\s?(?P<kk>\d{1,3})(?:\s?[-,]\s?\d{1,3})*[- ]?(?:бабы|бапта|баб)"
    r"|(?:трудов\w+ кодекс\w*|тк рк)[^.;]{0,30}?(?:стать\w+|ст\.)\s?(?P<after>\d{1,3})"
)
_HISTORY = re.compile(
    r"утратил|прекра\w+ действие|взамен|ранее действова|прежн|до \d{4} года|на смену|күшін жой|бұрынғы|орнына"
)


@dataclass(frozen=True, slots=True)
class Old:
    """Words that name something that has gone, and what stands in its place."""

    key: str
    words: re.Pattern[str]
    now_ru: str
    now_kk: str


def _old(key: str, words: str, now_ru: str, now_kk: str) -> Old:
    return Old(key, re.compile(words), now_ru, now_kk)


_CODE_RU = "Трудовой кодекс Республики Казахстан от 23 ноября 2015 года № 414-V"
_CODE_KK = "Қазақстан Республикасының 2015 жылғы 23 қарашадағы № 414-V Еңбек кодексі"
_SOCIAL_RU = "Социальный кодекс Республики Казахстан от 20 апреля 2023 года № 224-VII"
_SOCIAL_KK = "Қазақстан Республикасының 2023 жылғы 20 сәуірдегі № 224-VII Әлеуметтік кодексі"
_UNION_RU = "Закон «О профессиональных союзах» от 27 июня 2014 года № 211-V"
_UNION_KK = "«Кәсіптік одақтар туралы» 2014 жылғы 27 маусымдағы № 211-V Заң"

OLD = (
    _old(
        "code_2007",
        r"15 мая 2007|15\.05\.2007|2007 (?:год\w*|г\.?)[^.;]{0,30}трудов\w+ кодекс|трудов\w+ кодекс\w*[^.;]{0,60}2007|№ ?251(?:-?[iі]{3})?\b|2007 жылғы 15 мамыр|2007 жыл\w*[^.;]{0,30}еңбек кодекс|еңбек кодекс\w*[^.;]{0,40}2007",
        _CODE_RU,
        _CODE_KK,
    ),
    _old(
        "labour_1999",
        r"закон\w* [«\"]?о труде|10 декабря 1999|кзот|кодекс\w* законов о труде|еңбек туралы[»\"]? заң|1999 жылғы 10 желтоқсан",
        _CODE_RU,
        _CODE_KK,
    ),
    _old(
        "agreements_1992",
        r"закон\w* [«\"]?о коллективных договорах|ұжымдық шарттар туралы[»\"]? заң",
        _CODE_RU,
        _CODE_KK,
    ),
    _old(
        "partnership_2000",
        r"закон\w* [«\"]?о социальном партнерстве|18 декабря 2000|әлеуметтік әріптестік туралы[»\"]? заң",
        _CODE_RU,
        _CODE_KK,
    ),
    _old(
        "safety_2004",
        r"закон\w* [«\"]?о безопасности и охране труда|28 февраля 2004|еңбек қауіпсіздігі және (?:еңбекті )?қорғау туралы[»\"]? заң",
        _CODE_RU,
        _CODE_KK,
    ),
    _old(
        "unions_1993",
        r"профессиональн\w+ союз\w*[^.;]{0,40}1993|9 апреля 1993|1993 (?:жыл\w*)[^.;]{0,40}кәсіп|кәсіп\w* (?:одақ|ода)\w*[^.;]{0,40}1993",
        _UNION_RU,
        _UNION_KK,
    ),
    _old(
        "pension_2013",
        r"закон\w* [«\"]?о пенсионном обеспечении|21 июня 2013|20 июня 1997|зейнетақымен қамсыздандыру туралы[»\"]?[^.;]{0,30}заң",
        _SOCIAL_RU,
        _SOCIAL_KK,
    ),
    _old(
        "insurance_2019",
        r"закон\w* [«\"]?об обязательном социальном страховании|25 апреля 2003|26 декабря 2019|міндетті әлеуметтік сақтандыру туралы[»\"]?[^.;]{0,30}заң",
        _SOCIAL_RU,
        _SOCIAL_KK,
    ),
    _old(
        "employment_2016",
        r"закон\w* [«\"]?о занятости населения|6 апреля 2016|23 января 2001|халықты жұмыспен қамту туралы[»\"]?[^.;]{0,30}заң",
        _SOCIAL_RU,
        _SOCIAL_KK,
    ),
    _old(
        "disabled_2005",
        r"закон\w* [«\"]?о социальной защите инвалидов|13 апреля 2005|мүгедектерді әлеуметтік қорғау туралы",
        _SOCIAL_RU,
        _SOCIAL_KK,
    ),
    _old(
        "allowances_2005",
        r"закон\w* [«\"]?о государственных пособиях семьям|28 июня 2005|закон\w* [«\"]?о государственных социальных пособиях|закон\w* [«\"]?о специальных социальных услугах",
        _SOCIAL_RU,
        _SOCIAL_KK,
    ),
    _old(
        "tax_2017",
        r"25 декабря 2017|налогов\w+ кодекс\w*[^.;]{0,60}2017|налогов\w+ кодекс\w*[^.;]{0,60}2008|10 декабря 2008|2017 жылғы 25 желтоқсан",
        "Налоговый кодекс, действующий с 1 января 2026 года",
        "2026 жылғы 1 қаңтардан қолданылатын Салық кодексі",
    ),
    _old(
        "offences_2001",
        r"30 января 2001|административн\w+ правонарушени\w*[^.;]{0,40}2001",
        "Кодекс об административных правонарушениях от 5 июля 2014 года № 235-V",
        "2014 жылғы 5 шілдедегі № 235-V Әкімшілік құқық бұзушылық туралы кодекс",
    ),
    _old(
        "health_2009",
        r"18 сентября 2009|о здоровье народа[^.;]{0,60}2009",
        "Кодекс «О здоровье народа и системе здравоохранения» от 7 июля 2020 года № 360-VI",
        "2020 жылғы 7 шілдедегі № 360-VI «Халық денсаулығы және денсаулық сақтау жүйесі туралы» кодекс",
    ),
    _old(
        "pension_funds",
        r"накопительн\w+ пенсионн\w+ фонд(?:ы|ов|ам|ах)\b|жинақтаушы зейнетақы қорлар",
        "единый накопительный пенсионный фонд (ЕНПФ)",
        "бірыңғай жинақтаушы зейнетақы қоры (БЖЗҚ)",
    ),
    _old(
        "ministry",
        r"министерств\w+ здравоохранения и социального развития|денсаулық сақтау және әлеуметтік даму министрлігі",
        "Министерство труда и социальной защиты населения",
        "Еңбек және халықты әлеуметтік қорғау министрлігі",
    ),
    _old(
        "arbitration",
        r"закон\w* [«\"]?о коллективных трудовых спорах|8 июля 1996|ұжымдық еңбек даулары (?:мен|және)[^.;]{0,30}заң",
        _CODE_RU,
        _CODE_KK,
    ),
    _old(
        "invalids",
        r"\bинвалид(?:ы|ов|ам|ами|у|а|ом)?\b(?! войны| отечеств| вов| великой)|(?<!бар )мүгедектер(?:ге|дің|ді)?\b(?! соғыс)",
        "лица с инвалидностью",
        "мүгедектігі бар адамдар",
    ),
)
# Terms that are old but change no right: said as advice, not as an outdated reference.
_TERMS = {"invalids"}


def outdated(clause: Clause) -> list[Finding]:
    """Old acts, bodies and terms that a clause names."""
    text = plain(clause.text)
    if _HISTORY.search(text):
        return []
    found = [
        _finding(clause, old, match.group()) for old in OLD if (match := old.words.search(text))
    ]
    if not found and (article := _old_article(text)):
        found.append(_finding(clause, OLD[0], article))
    return found


def _old_article(text: str) -> str:
    for match in _ARTICLES.finditer(text):
        number = match["ru"] or match["kk"] or match["after"]
        if int(number) > LAST_ARTICLE and not re.search(
            r"граждан|налог|правонар|социальн", match.group()
        ):
            return match.group()
    return ""


def _finding(clause: Clause, old: Old, said: str) -> Finding:
    return Finding(
        verdict=Verdict.ADVICE if old.key in _TERMS else Verdict.OUTDATED,
        clause=clause.number,
        norm_id=f"outdated-{old.key}",
        param_key="",
        article="",
        stated=said,
        required=old.now_ru,
        quote=clause.text[:400],
        confidence=0.9,
        item=clause.item,
        place=clause.place,
        lang=clause.lang,
        reason={
            "ru": f"«{said}» больше не действует или так больше не называется.",
            "kk": f"«{said}» енді қолданылмайды немесе басқаша аталады.",
            "en": f"“{said}” is no longer in force or no longer called so.",
        },
        proposed={"ru": f"Сослаться на: {old.now_ru}.", "kk": f"Сілтеме: {old.now_kk}."},
    )
