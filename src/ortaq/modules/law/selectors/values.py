"""Reference values by date. An unknown value is refused, never guessed."""

from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.modules.law import catalogue
from ortaq.modules.law.catalogue import KnownValue
from ortaq.modules.law.errors import UnknownValueError
from ortaq.modules.law.models import Value

KEYS = {
    "mrp": (_("Monthly calculation index (MRP)"), "kzt"),
    "min_wage": (_("Minimum monthly wage"), "kzt"),
    "subsistence_min": (_("Subsistence minimum"), "kzt"),
    "base_rate": (_("Base rate of the National Bank"), "percent"),
}
USABLE = {"read", "memory-high"}  # of a release, before an administrator signs


def value(key: str, on: date | None = None) -> Decimal:
    """Return a reference value for a day (today); UnknownValueError when nobody knows it."""
    return value_info(key, on).amount


def value_info(key: str, on: date | None = None) -> KnownValue:
    """Return a value with its days, source and whether it is signed; or UnknownValueError.

    What is signed here wins over what a release brings. A signed value without a last day holds
    until the next one; a release's value never beyond the days that were read.
    """
    day = on or timezone.localdate()
    row = Value.objects.filter(key=key, since__lte=day).order_by("-since", "-pk").first()
    signed = _known(row) if row else None
    if signed and signed.covers(day):
        return signed
    shipped = [
        v for v in catalogue.values() if v.key == key and v.confidence in USABLE and v.covers(day)
    ]
    if not shipped:
        raise UnknownValueError(key, day)
    return shipped[-1]


def known_values(key: str) -> list[KnownValue]:
    """Return all values of a key, signed and of the release, the latest first."""
    signed = [_known(row) for row in Value.objects.filter(key=key).order_by("-since", "-pk")]
    days = {one.since for one in signed}
    shipped = [v for v in catalogue.values() if v.key == key and v.since not in days]
    return sorted([*signed, *shipped], key=lambda v: v.since, reverse=True)


def value_groups() -> list[tuple[Promise | str, list[KnownValue]]]:
    """Return every key with its label and its values."""
    return [(label, known_values(key)) for key, (label, _unit) in KEYS.items()]


def _known(row: Value) -> KnownValue:
    unit = str(KEYS[row.key][1]) if row.key in KEYS else ""
    return KnownValue(row.key, row.amount, unit, row.since, row.until, row.source, signed=True)
