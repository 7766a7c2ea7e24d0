"""Pure: in what time a worker of Kazakhstan may bring an individual labour dispute, as data.

Read: Labour Code of the Republic of Kazakhstan, 23.11.2015 No. 414-V, articles 13, 159 and 160 in
the text of 3 February 2026, and two decisions of the Constitutional Court of June 2026 in a
secondary source. Statements are in our own words. **No lawyer has checked them.** Where the older
text and a decision differ, both stand here: the older, shorter term as a caution.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Words = Mapping[str, str]  # kk, ru, en

CODE = "Labour Code of the Republic of Kazakhstan, 23.11.2015 No. 414-V"


@dataclass(frozen=True)
class Limit:
    """One term: how long, from which event, before whom, on what it stands."""

    key: str
    topics: frozenset[str]
    forum: Literal["commission", "court"]
    length: int
    unit: Literal["month", "year"]
    article: Words
    statement: Words
    start: Words  # the event from which it runs
    note: Words = field(default_factory=dict)
    starts: Literal["event", "decision"] = "event"
    road: Literal["commission", "direct", "any"] = "any"  # with a commission, or past it
    caution: bool = False  # a shorter term of an older text: better kept, not fatal
    source: str = f"{CODE}, text of 3 February 2026, read"
    as_of: str = "2026-02"
    checked_by_lawyer: bool = False


_ORDER = {
    "kk": "еңбек шартын бұзу туралы бұйрықтың көшірмесін алған (немесе хатпен жіберілген) күн",
    "ru": "день, когда вручили (или отправили заказным письмом) копию приказа об увольнении",
    "en": "the day the copy of the dismissal order was handed over (or sent by registered mail)",
}
_DECISION = {
    "kk": "келісу комиссиясы шешімінің көшірмесін алған күн",
    "ru": "день, когда вручили копию решения согласительной комиссии",
    "en": "the day the copy of the commission's decision was handed over",
}
_KNEW = {
    "kk": "құқық бұзылғанын білген немесе білуге тиіс болған күн",
    "ru": "день, когда узнали или должны были узнать о нарушении",
    "en": "the day on which the breach was known or should have been known",
}
_RESTORE = {
    "kk": "Дәлелді себеппен өткізіп алған мерзімді комиссия қалпына келтіре алады. Келісу "
    "комиссиясы жоқ кезде және медиация шарты күшінде тұрғанда мерзім тоқтап тұрады.",
    "ru": "Пропущенный по уважительной причине срок комиссия может восстановить. Пока комиссии "
    "нет и пока действует договор о медиации, срок стоит.",
    "en": "A term missed for a good reason may be restored by the commission. It stands still "
    "while there is no commission and while a mediation agreement is in force.",
}
_STANDS = {
    "kk": "Медиация шарты күшінде тұрғанда мерзім тоқтап тұрады. Сот үшін мерзімді қалпына "
    "келтіру туралы заңгерден сұраңыз.",
    "ru": "Пока действует договор о медиации, срок стоит. О восстановлении срока для суда "
    "спросите юриста.",
    "en": "It stands still while a mediation agreement is in force. About restoring a term for "
    "court ask a lawyer.",
}
_JUNE = "Constitutional Court of the Republic of Kazakhstan, June 2026, read in a secondary source"
_DISMISSAL = frozenset({"dismissal"})
_OTHERS = frozenset({"pay", "hours", "safety", "pressure", "agreement", "help", "other"})


def _article(kk: str, ru: str, en: str) -> Words:
    return {"kk": kk, "ru": ru, "en": en}


LIMITS: tuple[Limit, ...] = (
    Limit(
        key="reinstatement_commission",
        topics=_DISMISSAL,
        forum="commission",
        road="commission",
        length=1,
        unit="month",
        article=_article(
            "ЕК 160-бабы, 1) тармақша", "ТК РК, ст. 160, пп. 1", "Labour Code, art. 160 (1)"
        ),
        statement={
            "kk": "Жұмысқа қайта алу туралы келісу комиссиясына бір ай ішінде жүгінеді.",
            "ru": "О восстановлении на работе в согласительную комиссию обращаются в течение "
            "месяца.",
            "en": "To get the job back, one goes to the conciliation commission within one month.",
        },
        start=_ORDER,
        note=_RESTORE,
    ),
    Limit(
        key="reinstatement_court",
        topics=_DISMISSAL,
        forum="court",
        road="commission",
        starts="decision",
        length=2,
        unit="month",
        article=_article(
            "ЕК 160-бабы, 1) тармақша", "ТК РК, ст. 160, пп. 1", "Labour Code, art. 160 (1)"
        ),
        statement={
            "kk": "Комиссия шешімінен кейін (не ол орындалмаса) жұмысқа қайта алу туралы сотқа "
            "екі ай ішінде жүгінеді.",
            "ru": "После решения комиссии (или если его не исполняют) в суд о восстановлении на "
            "работе обращаются в течение двух месяцев.",
            "en": "After the commission's decision (or when it is not carried out), one goes to "
            "court to get the job back within two months.",
        },
        start=_DECISION,
        note=_STANDS,
    ),
    Limit(
        key="reinstatement_direct",
        topics=_DISMISSAL,
        forum="court",
        road="direct",
        length=1,
        unit="year",
        article=_article(
            "ЕК 160-бабы, 5-бөлік; КС 12.06.2026 № 88-НҚ",
            "ТК РК, ст. 160, ч. 5; НП КС 12.06.2026 № 88-НП",
            "Labour Code, art. 160, part 5; Constitutional Court 12.06.2026 No. 88",
        ),
        statement={
            "kk": "Комиссиясыз сотқа жүгіне алатындар жұмысқа қайта алу туралы талапты бір жыл "
            "ішінде береді: үш айлық мерзім Конституцияға сай емес деп танылды.",
            "ru": "Кто вправе идти в суд без комиссии, подаёт иск о восстановлении на работе в "
            "течение года: трёхмесячный срок признан неконституционным.",
            "en": "Who may go to court without a commission sues for the job within one year: the "
            "term of three months was found unconstitutional.",
        },
        start=_ORDER,
        note=_STANDS,
        source=f"{CODE}; {_JUNE}",
        as_of="2026-06",
    ),
    Limit(
        key="reinstatement_direct_former",
        topics=_DISMISSAL,
        forum="court",
        road="direct",
        length=3,
        unit="month",
        caution=True,
        article=_article(
            "ЕК 160-бабы, 5-бөлік, бұрынғы мәтін",
            "ТК РК, ст. 160, ч. 5, прежний текст",
            "Labour Code, art. 160, part 5, the former text",
        ),
        statement={
            "kk": "Кодекстің бұрынғы мәтіні үш ай береді. Мүмкін болса, сотқа осы күнге дейін "
            "жүгінген сенімдірек.",
            "ru": "Прежний текст Кодекса даёт три месяца. Если можно, надёжнее обратиться в суд "
            "до этого дня.",
            "en": "The former text of the Code gives three months. Where it can be done, it is "
            "safer to go to court by this day.",
        },
        start=_ORDER,
        note=_STANDS,
    ),
    Limit(
        key="other_disputes",
        topics=_OTHERS,
        forum="commission",
        length=1,
        unit="year",
        article=_article(
            "ЕК 160-бабы, 2) тармақша", "ТК РК, ст. 160, пп. 2", "Labour Code, art. 160 (2)"
        ),
        statement={
            "kk": "Өзге еңбек дауы бойынша келісу комиссиясына бір жыл ішінде жүгінеді; комиссия "
            "керек болмаса, сотқа да дәл осындай мерзім.",
            "ru": "По другим трудовым спорам в согласительную комиссию обращаются в течение года; "
            "если комиссия не нужна, тот же срок и для суда.",
            "en": "In other labour disputes one goes to the conciliation commission within one "
            "year; where none is needed, the same term holds for court.",
        },
        start=_KNEW,
        note=_RESTORE,
    ),
    Limit(
        key="wages",
        topics=frozenset({"pay"}),
        forum="court",
        length=3,
        unit="year",
        article=_article(
            "ЕК 160-бабы; КС 08.06.2026 № 81-НҚ; АК 178-бабы",
            "ТК РК, ст. 160; НП КС 08.06.2026 № 81-НП; ГК РК, ст. 178",
            "Labour Code, art. 160; Constitutional Court 08.06.2026 No. 81; Civil Code, art. 178",
        ),
        statement={
            "kk": "Төленбеген жалақыны, үстеме жұмысты қоса, қарыз жойылғанша үш жыл ішінде талап "
            "етуге болады. Әр айдың өз мерзімі бар.",
            "ru": "Невыплаченную зарплату, включая сверхурочные, можно взыскать в течение трёх "
            "лет, пока долг не погашен. У каждого месяца свой срок.",
            "en": "Unpaid wages, overtime too, can be claimed within three years while the debt "
            "stands. Each month has a term of its own.",
        },
        start=_KNEW,
        note=_STANDS,
        source=f"{CODE}; {_JUNE}",
        as_of="2026-06",
    ),
)
RULES: Mapping[str, Limit] = MappingProxyType({limit.key: limit for limit in LIMITS})


def limits_for(topic: str, *, has_commission: bool) -> tuple[Limit, ...]:
    """Return the terms that may run in a matter; work of the union itself is no labour dispute.

    ``has_commission``: whether the dispute must go through a conciliation commission first (art.
    159: not so in micro-businesses, small non-profits, for domestic workers, heads of companies
    and those whom special laws exempt).
    """
    road = "commission" if has_commission else "direct"
    return tuple(
        limit for limit in LIMITS if topic in limit.topics and limit.road in (road, "any")
    )


def rule(key: str) -> Limit:
    """Return a term by its key; KeyError for one that was never in the table."""
    return RULES[key]
