"""Numbers, money and phones as people write them here."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

SPACE = "\u202f"  # narrow no-break space: a number never breaks at the end of a line
MINUS = "\u2212"


def grouped(value: Decimal | float) -> str:
    """Return a number with thousands apart; a fraction stands behind the reader's own mark."""
    sign = MINUS if value < 0 else ""
    exact = Decimal(str(abs(value)))
    whole, _, fraction = f"{exact:f}".partition(".")
    text = f"{int(whole):,}".replace(",", SPACE)
    mark = "." if (get_language() or "kk")[:2] == "en" else ","
    return f"{sign}{text}{mark}{fraction}" if fraction.strip("0") else f"{sign}{text}"


def tenge(value: Decimal | int) -> str:
    """Return an amount in tenge; tiyn only when there are any."""
    amount = Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole = amount.to_integral_value()
    return f"{grouped(whole if amount == whole else amount)}{SPACE}₸"


def phone(value: str) -> str:
    """Return a Kazakhstan number in groups; any other as it was given."""
    match = re.fullmatch(r"\+7(\d{3})(\d{3})(\d\d)(\d\d)", value)
    return "\u00a0".join(("+7", *match.groups())) if match else value
