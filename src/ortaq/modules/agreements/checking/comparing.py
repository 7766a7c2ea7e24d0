"""Turns a quantity into the norm's unit and says how it stands to the norm."""

import re
from dataclasses import dataclass

from ortaq.modules.agreements.checking.model import NormData, Quantity, Verdict
from ortaq.modules.agreements.checking.rules import Rule

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_MONTHS = {"month": 1.0, "year": 12.0, "week": 7 / 30, "day": 1 / 30}
_YEARS = {"year": 1.0, "month": 1 / 12}
_HOURS = {"hour": 1.0, "minute": 1 / 60, "day": 24.0, "week": 168.0, "month": 720.0}
_UNITS = {"day": _DAYS, "month": _MONTHS, "year": _YEARS, "hour": _HOURS, "week": _DAYS}
_SURCHARGE = re.compile(
    r"доплат|надбавк|дополнительн|сверх|повыш|выше|увелич|\+|на \d|қосымша|үстем|арттыр|көтер|жоғары"
)
_ADDED = re.compile(r"доплат|надбавк|дополнительно|қосымша ақы|үстемеақы")  # "plus 100 %"
_WHOLE = re.compile(r"в размере|размер\w* не|мөлшерінде|составля")
_PERCENT = 100.0
_WEEKEND = 5
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Limit:
    """What the law demands, in the rule's unit; ``days``: calendar or working."""

    value: float
    direction: str  # min | max
    days: str
    moved: float | None = None  # the number that words of the clause put in the norm's place


def limit_of(rule: Rule, norm: NormData | None, sentence: str, window: str) -> Limit | None:
    """The limit for this sentence; words of the rule may move it."""
    value = rule.value if norm is None or norm.value is None else norm.value
    if value is None:
        return None
    moved = next(
        (other for words, other in rule.special if words.search(window) or words.search(sentence)),
        None,
    )
    value = value * _norm_factor(norm, rule) if moved is None else moved
    direction = rule.direction or (norm.direction if norm else "")
    if direction == "threshold":
        direction = "min"
    return Limit(value, direction, rule.days, moved)


def _norm_factor(norm: NormData | None, rule: Rule) -> float:
    unit = (norm.unit if norm else "").split("_")[0]
    if unit in {"age"}:
        unit = "year"
    table = _UNITS.get(rule.unit)
    if table and unit in table and rule.unit not in {unit, "day"}:
        return table[unit]
    return 30.0 if rule.unit == "day" and unit == "month" else 1.0


def stated(
    rule: Rule, quantity: Quantity, window: str, sentence: str
) -> tuple[float, float] | None:
    """The quantity in the rule's unit: its lowest and highest; None if it is of another kind."""
    low, high = quantity.value, quantity.high
    if rule.unit in _UNITS:
        factor = _UNITS[rule.unit].get(quantity.kind)
        return None if factor is None else (low * factor, high * factor)
    if rule.unit == "minute":
        factor = {"minute": 1.0, "hour": 60.0}.get(quantity.kind)
        return None if factor is None else (low * factor, high * factor)
    if rule.unit == quantity.kind:
        return _as_it_is(rule, low, high)
    return _turned(rule, quantity, window, sentence)


def _as_it_is(rule: Rule, low: float, high: float) -> tuple[float, float] | None:
    if rule.unit == "coefficient" and low >= 10:
        return None
    return low, high


def _turned(
    rule: Rule, quantity: Quantity, window: str, sentence: str
) -> tuple[float, float] | None:
    low, high, kind = quantity.value, quantity.high, quantity.kind
    if rule.unit == "coefficient" and kind == "percent":
        if low >= _PERCENT and _ADDED.search(window):
            return 1 + low / _PERCENT, 1 + high / _PERCENT
        extra = low < _PERCENT and not (_WHOLE.search(window) and not _SURCHARGE.search(window))
        if low < _PERCENT and (extra or _SURCHARGE.search(window) or low <= 60):
            return 1 + low / _PERCENT, 1 + high / _PERCENT
        return low / _PERCENT, high / _PERCENT
    if rule.unit == "percent" and kind in {"coefficient", "wage"}:
        return (low * _PERCENT, high * _PERCENT) if low <= 3 else None
    if rule.unit in {"mzp", "rate"} and kind in {"percent", "coefficient"}:
        near = _near(rule.unit, window, sentence)
        if not near:
            return None
        return (low / _PERCENT, high / _PERCENT) if kind == "percent" else (low, high)
    if rule.unit == "wage":
        return _wages(quantity, window)
    return None


def _near(unit: str, window: str, sentence: str) -> bool:
    words = r"минимальн|\bмзп|ең төмен|\bетж" if unit == "mzp" else r"базов|рефинанс|базалық"
    return bool(re.search(words, window) or re.search(words, sentence))


def _wages(quantity: Quantity, window: str) -> tuple[float, float] | None:
    """ "за два месяца" of average pay, "двухнедельный заработок", "50 % среднего заработка"."""
    if not re.search(r"средн|заработ|зарплат|оклад|орташа|жалақы|еңбекақы|айлықақы", window):
        return None
    low, high = quantity.value, quantity.high
    if quantity.kind == "month":
        return low, high
    if quantity.kind == "week":
        return low * 7 / 30, high * 7 / 30
    if quantity.kind == "percent":
        return low / _PERCENT, high / _PERCENT
    return low, high


def verdict(rule: Rule, quantity: Quantity, values: tuple[float, float], limit: Limit) -> Verdict:
    """Worse, equal or better for the worker than the limit."""
    if limit.direction == "min":
        value = _in_days(values[0], quantity, limit, least=True)
        if _worse_floor(rule, quantity, value, limit):
            return Verdict.WORSE
        return Verdict.BETTER if value > limit.value * 1.001 + _TINY else Verdict.EQUAL
    value = _in_days(values[1], quantity, limit, least=False)
    if value > limit.value * 1.001 + _TINY:
        return Verdict.EQUAL if rule.never_worse else Verdict.WORSE
    if quantity.bound == "min" and rule.key.startswith("weekly_hours"):
        return Verdict.WORSE  # "not less than 40 hours" sets no bound above
    return Verdict.BETTER if value < limit.value * 0.999 - _TINY else Verdict.EQUAL


def _worse_floor(rule: Rule, quantity: Quantity, value: float, limit: Limit) -> bool:
    if rule.never_worse:
        return False
    tolerance = 0.99 if quantity.kind in {"day", "week"} and rule.unit == "month" else 0.999
    return value < limit.value * tolerance - _TINY


def _in_days(value: float, quantity: Quantity, limit: Limit, *, least: bool) -> float:
    """Count calendar days as working ones and the other way round, to the worker's safety."""
    if not limit.days or quantity.kind != "day" or not quantity.days:
        return _longer_units(value, quantity, limit)
    if quantity.days == limit.days:
        return value
    weeks, rest = divmod(value, 7 if quantity.days == "calendar" else _WEEKEND)
    if quantity.days == "calendar":
        return weeks * _WEEKEND + (max(0.0, rest - 2) if least else min(rest, float(_WEEKEND)))
    return weeks * 7 + rest + (0 if least else 2)


def _longer_units(value: float, quantity: Quantity, limit: Limit) -> float:
    if limit.days == "working" and quantity.kind in {"week", "month", "year"}:
        return value * _WEEKEND / 7
    return value
