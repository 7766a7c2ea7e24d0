"""What to do and what to ask, by family of topic: without numbers, which are the law's."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Family:
    """Topics of norms that have the same next steps."""

    topics: frozenset[str]
    steps: tuple[Promise, ...]
    asks: tuple[tuple[str, Promise], ...] = ()


def _topics(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(","))


_WRITE = _("Write to the employer, keep a copy with the date on it.")
_COMMISSION = _("If he refuses or is silent, go to the conciliation commission, then to court.")
_INSPECTION = _("You can complain to the state labour inspectorate at the same time.")
_LAWYER = _("Show the papers to a lawyer of the union before you sign anything.")

FAMILIES: dict[str, Family] = {
    "pay": Family(
        _topics(
            "оплата, удержания, средняя зарплата, индексация, компенсации, сверхурочные, "
            "ночная работа, праздники, выходные, простой, нормирование, командировка"
        ),
        (
            _("Collect payslips, the contract, time sheets or messages about shifts."),
            _("Ask the employer in writing for a reckoning and for the payment."),
            _INSPECTION,
            _COMMISSION,
        ),
        (
            ("amount", _("What is your wage or hourly rate, and how many hours is it about?")),
            ("due_on", _("On which day should it have been paid?")),
        ),
    ),
    "dismissal": Family(
        _topics(
            "увольнение, срок договора, испытательный срок, возраст, реорганизация, отстранение, "
            "индивидуальный спор, сезонная работа"
        ),
        (
            _("Ask for a copy of the order and write on it the day on which you received it."),
            _LAWYER,
            _("Count the term for a dispute from the day on which you received the order."),
            _COMMISSION,
        ),
        (
            ("event_on", _("On which day did you receive the order or the notice?")),
            ("ground", _("Which ground, point and article, is written in the order?")),
        ),
    ),
    "injury": Family(
        _topics(
            "несчастный случай, охрана труда, вредные условия, медосмотр, технический инспектор, "
            "производственный совет, ответственность работодателя"
        ),
        (
            _("Tell your superior and the union at once; in danger leave the place first."),
            _("Keep everything as it was, take photographs, write down who saw it."),
            _(
                "Ask for a copy of the report, "
                "and do not agree to write it down as a home accident."
            ),
            _("If the employer hides it, write to the state labour inspectorate."),
        ),
        (("event_on", _("When and where did it happen, and was there a report?")),),
    ),
    "discipline": Family(
        _topics(
            "дисциплина, ответственность работника, ответственность, перевод, изменение условий"
        ),
        (
            _("Give a written explanation and keep a copy."),
            _("Sign that you have read the order, and write beside it that you do not agree."),
            _COMMISSION,
        ),
        (("event_on", _("On which day did it happen, and when were you told of it?")),),
    ),
    "leave": Family(
        _topics("отпуск, женщины, дети, больничный, отдых, обучение, инвалидность, молодёжь"),
        (
            _("Apply in writing and keep a copy with the date on it."),
            _("Ask for the refusal, if there is one, in writing."),
            _INSPECTION,
        ),
    ),
    "collective": Family(
        _topics(
            "забастовка, коллективный спор, коллективный договор, содержание колдоговора, "
            "соцпартнёрство, представительство, акты работодателя"
        ),
        (
            _("Speak to the chair of your union organisation before the next step."),
            _("Put every demand and every answer in writing, with dates."),
            _("Count each term by the calendar of the dispute; a missed step makes it unlawful."),
        ),
    ),
    "union": Family(
        _topics(
            "профсоюз, членство, права профсоюза, гарантии профактиву, независимость, взносы, "
            "структура профсоюза, создание, регистрация, имущество, приостановление, "
            "дискриминация, "
            "условия деятельности, обязанности профсоюза"
        ),
        (
            _("Write down who said what and when; keep messages and orders."),
            _("Tell the union: pressure because of membership is its own case."),
        ),
    ),
}
OTHER = Family(frozenset(), (_WRITE, _INSPECTION, _COMMISSION))


def family_of(topic: str) -> tuple[str, Family]:
    """Return the family of a topic of norms, by name."""
    for name, family in FAMILIES.items():
        if topic in family.topics:
            return name, family
    return "other", OTHER
