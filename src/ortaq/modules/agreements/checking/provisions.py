"""The provisions that a collective agreement must contain (article 157, mid-2026: twelve)."""

import re
from collections.abc import Iterable

from ortaq.modules.agreements.checking.model import Clause, NormData
from ortaq.modules.agreements.checking.norms import Catalogue
from ortaq.modules.agreements.checking.quantities import plain

# Each is a list of patterns that must all be found in one clause.
PROVISIONS: dict[str, list[list[str]]] = {
    "cba_pay": [
        [
            r"тариф|оклад|доплат|надбавк|оплачива|айлықақы|қосымша ақы|үстемеақы|еңбекақы төлеу|\bақы төлен"
        ],
        [
            r"оплат\w* труда|заработн\w+ плат|зарплат|жалақы|еңбекақы",
            r"устанавл|выплач|размер|систем|форм\w|состо|определ|норм|белгілен|төлен|мөлшер|жүйе|құра",
        ],
    ],
    "cba_coeff": [
        [r"межразрядн\w+|разрядаралық|разряд аралық"],
        [r"тарифн\w+ (?:сетк|коэффиц)|тарифтік (?:тор|коэффиц|кесте)"],
        [r"коэффициент", r"разряд"],
    ],
    "cba_time": [
        [r"рабоч\w+ (?:врем|недел|дня|день)|отпуск|жұмыс (?:уақыты|аптасы|күні)|демалыс"]
    ],
    "cba_osh": [
        [
            r"охран\w* труда|безопасн\w+ (?:и охран|услови|труда)|еңбек\w*.{0,30}қорғау|еңбек қауіпсіздігі|қауіпсіз",
            r"средств[аоу]?\b|финансир|расход|ассигнов|затрат|выделя|бюджет|тенге|қаржы|қаражат|шығын|теңге|бөлед",
        ]
    ],
    "cba_union": [
        [
            r"профсоюз|профком|профорган|профактив|кәсіподақ",
            r"помещени|кабинет|связ|доск|услови|освобожд|взнос|транспорт|оргтехник|свободн\w+ врем|оборудован|доступ"
            r"|үй-жай|бөлме|байланыс|тақта|жағдай|босат|жарна|көлік|кеңсе техника|бос уақыт|кіру",
        ]
    ],
    "cba_changes": [
        [
            r"измен|дополн|өзгер|толықтыру",
            r"(?:внос|внес|вноси|принима|оформл|порядк|вступа|соглас|подпис|енгіз|қабылда|рәсімде|тәртіб|келіс)",
            r"договор|соглашени|сторон|шарт|тарап|келісім",
        ]
    ],
    "cba_control": [
        [
            r"контрол|провер\w+ (?:хода|выполн)|бақыла",
            r"договор|исполнени|выполнени|обязательств|шарт|орындал|міндеттеме",
        ]
    ],
    "cba_acts": [
        [
            r"акт\w* работодател|локальн\w* акт|внутренн\w* (?:акт|документ|норматив)|(?:правил\w*|положени\w*|приказ\w*|акт\w*).{0,120}(?:утвержд|прини|изда)|правил\w* (?:внутреннего )?(?:трудового )?распорядка"
            r"|жұмыс беруші\w* акті|ішкі (?:акті|құжат)|(?:ереже|қағида|бұйрық|акті)\w*.{0,120}(?:бекіт|қабылда|шығар)",
            r"мнени|согласован|по соглас|пікір|келіс",
        ]
    ],
    "cba_pension_access": [
        [
            r"пенсионн\w+ возраст|пенсионер|достигш\w+ пенси|зейнет жас|зейнеткер",
            r"вредн|тяжел|опасн|зиян|ауыр|қауіпті",
        ]
    ],
    "cba_ratio": [
        [
            r"соотношени|арақатынас|ара қатынас|қатынас\w*|разрыв",
            r"заработн|зарплат|оплат|оклад|жалақы|еңбекақы|айлықақы",
        ]
    ],
    "cba_public": [
        [
            r"общественн\w+ контрол|общественн\w+ инспектор|обществен\w+ контролер|қоғамдық бақыла|қоғамдық инспектор"
        ]
    ],
    "cba_benefits": [
        [
            r"несчастн\w+ случа|увечь|профессиональн\w+ заболеван|гибел|смерт\w* работник|жазатайым|мертіг|кәсіптік ауру|қайтыс бол",
            r"пособи|компенс|выплат|выплач|возмещ|помощ|жәрдемақы|өтемақы|төле|төлем|көмек",
        ],
        [
            r"пособи\w* и компенсац|компенсац\w* и пособи|компенсационн\w+ выплат.{0,40}пособи|пособи.{0,60}компенсацион|жәрдемақы.{0,30}өтемақы|өтемақы.{0,30}жәрдемақы"
        ],
    ],
}
# A word is not yet a provision: "no coefficients are set", or a change of working conditions.
_REFUSAL = re.compile(
    r"не (?:устанавлива|определя|применя|предоставля|предусм|вноси|создает|осуществля|проводит|выплачив|финансир|выделя|регулир)\w*"
    r"|(?:белгілен|анықтал|қолданыл|беріл|көзделм|жүргізіл|төлен|бөлін|қаржыландырыл)\w*(?:мей|май|ме[йс]|м[аеі]йд)\w*"
)
_NOT_HERE = {
    "cba_pay": re.compile(
        r"соотношени|арақатынас|ара қатынас|акт\w* работодател|актілері|межразряд|разрядаралық|сохранени\w* (?:средн|заработ)|взнос|жарна"
    ),
    "cba_time": re.compile(r"помощ|пособи|оздоров|көмек|жәрдемақы|по уходу|инспектор"),
    "cba_changes": re.compile(
        r"услови\w* труда|график\w*|норм\w* труда|трудов\w+ договор|еңбек (?:жағдай|шарт)\w*|кесте"
    ),
    "cba_public": re.compile(r"$^"),
    "cba_union": re.compile(r"$^"),
    "cba_acts": re.compile(
        r"при (?:увольнени|расторжени)|графи\w+ отпуск|жұмыстан шығ|демалыс кестесі|акт\w* о несчаст"
    ),
}
_COMPILED = {
    key: [[re.compile(part) for part in parts] for parts in ways]
    for key, ways in PROVISIONS.items()
}
_SHORTEST = 4


def missing(clauses: Iterable[Clause], catalogue: Catalogue) -> list[NormData]:
    """The mandatory provisions that no clause holds."""
    texts = [plain(clause.text) for clause in clauses]
    return [
        catalogue[key]
        for key in PROVISIONS
        if key in catalogue and not any(holds(key, text) for text in texts)
    ]


def holds(key: str, text: str) -> bool:
    """Whether a clause holds this provision."""
    if len(text.split()) < _SHORTEST:
        return False
    other = _NOT_HERE.get(key)
    if other and other.search(text):
        return False
    for parts in _COMPILED[key]:
        if all(part.search(text) for part in parts):
            return not (
                _REFUSAL.search(text)
                and key
                in {
                    "cba_coeff",
                    "cba_ratio",
                    "cba_public",
                    "cba_pension_access",
                    "cba_benefits",
                    "cba_acts",
                    "cba_osh",
                }
            )
    return False
