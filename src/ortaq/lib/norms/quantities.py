"""What law demands in numbers, and how a stated number compares with it.

A quantity is an interval in the smallest unit of its kind, because a month is 28 to 31 days and
ten working days are twelve to sixteen calendar ones: a comparison that depends on which month is
meant says "unclear" instead of guessing.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Unit(StrEnum):
    """Kinds of quantities that are compared; the values are the codes of the catalogue."""

    CALENDAR_DAY = "day_calendar"
    WORKING_DAY = "day_working"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"
    MINUTE = "minute"
    AGE = "age_year"
    CLOCK = "clock_hour"
    DAY_OF_MONTH = "day_of_month"
    PERCENT = "percent"
    TIMES = "coefficient"
    BASE_RATE = "base_rate"
    MRP = "mrp"
    MIN_WAGE = "mzp"
    AVERAGE_WAGE = "month_wage"
    SUBSISTENCE = "subsistence_minimum"
    PERSON = "person"
    COUNT = "count"
    SECTION = "section"
    TENGE = "kzt"
    KILOGRAM = "kg"
    BOOL = "bool"
    OTHER = "other"


class Verdict(StrEnum):
    """How a stated quantity stands to a demanded one, for the worker."""

    WORSE = "worse"
    EQUAL = "equal"
    BETTER = "better"
    UNCLEAR = "unclear"


_SIGNS: list[tuple[str, Unit]] = [  # the first that is found; long words before short ones
    (r"рабоч\w+ (?:дн|ден|day)|рабоч\w+ сут|жұмыс күн|working[ _]days?", Unit.WORKING_DAY),
    (
        r"средн\w+ (?:месячн\w+ )?(?:зарпл|заработн)|орташа (?:айлық )?жалақы|average wage",
        Unit.AVERAGE_WAGE,
    ),
    (
        r"мзп|минимальн\w+ (?:размер\w* )?(?:месячн\w+ )?(?:зарпл|заработн)|ең төмен\w* жалақы"
        r"|minimum wage",
        Unit.MIN_WAGE,
    ),
    (r"мрп|месячн\w+ расчетн|аек|айлық есептік|\bmrp\b", Unit.MRP),
    (r"%|процент|пайыз|percent", Unit.PERCENT),
    (r"×|крат|коэфф|ставк|есе|times|\bx\b|ratio", Unit.TIMES),
    (r"минут|мин\b|minute", Unit.MINUTE),
    (r"час|сағат|hour", Unit.HOUR),
    (r"недел|апта|week", Unit.WEEK),
    (r"календарн|күнтізбелік|\bдн|день|дней|сут|күн|day|число", Unit.CALENDAR_DAY),
    (r"месяц|\bай\b|month", Unit.MONTH),
    (r"\bгод|\bлет|года|жыл|жас|year", Unit.YEAR),
    (r"тенге|теңге|kzt|₸|tenge", Unit.TENGE),
    (r"человек|работник|участник|адам|жұмыскер|person|people|worker", Unit.PERSON),
]
_COMPILED = [(re.compile(pattern), unit) for pattern, unit in _SIGNS]
_CODES = {unit.value: unit for unit in Unit}


def unit_of(text: str) -> Unit:
    """Return the unit of a code, or what words mean: "календарных дней" is calendar days."""
    lowered = text.lower().replace("ё", "е")
    if lowered in _CODES:
        return _CODES[lowered]
    return next((unit for sign, unit in _COMPILED if sign.search(lowered)), Unit.OTHER)


_D = Decimal
_SCALE: dict[Unit, tuple[str, Decimal, Decimal]] = {  # kind, least and most of the smallest unit
    Unit.MINUTE: ("hours", _D(1), _D(1)),
    Unit.HOUR: ("hours", _D(60), _D(60)),
    Unit.CALENDAR_DAY: ("days", _D(1), _D(1)),
    Unit.WEEK: ("days", _D(7), _D(7)),
    Unit.MONTH: ("days", _D(28), _D(31)),
    Unit.YEAR: ("days", _D(365), _D(366)),
    Unit.PERCENT: ("share", _D("0.01"), _D("0.01")),
    Unit.TIMES: ("share", _D(1), _D(1)),
}


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, as a text states it."""

    value: Decimal
    unit: Unit

    @property
    def kind(self) -> str:
        """Return what can be compared with what."""
        if self.unit is Unit.WORKING_DAY:
            return "days"
        return _SCALE[self.unit][0] if self.unit in _SCALE else str(self.unit)

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """Return the least and the most in the smallest unit of the kind."""
        if self.unit is Unit.WORKING_DAY:
            weeks, rest = divmod(self.value, 5)
            return weeks * 7 + rest - (2 if weeks and not rest else 0), (weeks + 1) * 7 + rest
        if self.unit is Unit.MONTH:
            return self._months()
        _, least, most = _SCALE.get(self.unit, ("", _D(1), _D(1)))
        return self.value * least, self.value * most

    def _months(self) -> tuple[Decimal, Decimal]:
        years, rest = divmod(self.value, 12)
        return years * 365 + rest * 28, years * 366 + rest * 31


def compare(stated: Quantity, demanded: "Parameter") -> Verdict:
    """Say whether a stated quantity is worse, equal or better for the worker than law demands."""
    required = demanded.quantity
    if required is None or demanded.direction not in {"min", "max"}:
        return _same(stated, required) if required else Verdict.UNCLEAR
    if stated.unit is required.unit:
        order: int | None = (stated.value > required.value) - (stated.value < required.value)
    elif stated.kind == required.kind:
        order = _order(stated, required)
    else:
        return Verdict.UNCLEAR
    if order is None:
        return Verdict.UNCLEAR
    if order == 0:
        return Verdict.EQUAL
    return Verdict.BETTER if (order > 0) == (demanded.direction == "min") else Verdict.WORSE


def _same(stated: Quantity, required: Quantity) -> Verdict:
    """Where law names one value (a window, a fixed age), another is not simply better or worse."""
    equal = stated.unit is required.unit and stated.value == required.value
    return Verdict.EQUAL if equal else Verdict.UNCLEAR


def _order(stated: Quantity, required: Quantity) -> int | None:
    (least, most), (low, high) = stated.span, required.span
    if (least, most) == (low, high):
        return 0
    if most <= low:
        return -1
    return 1 if least >= high else None


@dataclass(frozen=True)
class Parameter:
    """What a norm demands in numbers."""

    value: str
    unit: str = ""
    direction: str = ""  # min, max, equal, threshold, must_be_true, must_be_false
    who: str = ""
    per: str = ""  # day, week, month, year, hour: 40 hours a week
    value_to: str = ""  # the end of a window, as 6 of 22 to 6

    @classmethod
    def of(cls, raw: dict[str, Any] | None) -> "Parameter | None":
        """Read one from data; None when the norm has no number."""
        if not raw or raw.get("value") is None:
            return None
        direction = str(raw.get("direction") or "")
        direction = "equal" if direction == "eq" else direction
        who, unit = str(raw.get("who") or ""), str(raw.get("unit") or "")
        per, value_to = str(raw.get("per") or ""), str(raw.get("value_to") or "")
        return cls(str(raw["value"]), unit, direction, who, per, value_to)

    @property
    def measure(self) -> Unit:
        """Return the unit that is compared."""
        return unit_of(self.unit)

    @property
    def quantity(self) -> Quantity | None:
        """Return the number with its unit; None when the value is not one number."""
        try:
            value = Decimal(self.value.replace(",", "."))
        except ArithmeticError:
            return None
        return Quantity(value, self.measure)
