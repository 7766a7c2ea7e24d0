"""Numbers, money and phones as people write them here."""

import re
from decimal import ROUND_HALF_UP, Decimal

SPACE = "\u202f"  # narrow no-break space: a number never breaks at the end of a line
MINUS = "\u2212"


def grouped(value: Decimal | int) -> str:
    """Return a number with thousands apart; a fraction keeps a decimal comma."""
    sign = MINUS if value < 0 else ""
    whole, _, fraction = f"{abs(value):f}".partition(".")
    text = f"{int(whole):,}".replace(",", SPACE)
    return f"{sign}{text},{fraction}" if fraction else f"{sign}{text}"


def tenge(value: Decimal | int) -> str:
    """Return an amount in tenge; tiyn only when there are any."""
    amount = Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole = amount.to_integral_value()
    return f"{grouped(whole if amount == whole else amount)}{SPACE}₸"


def phone(value: str) -> str:
    """Return a Kazakhstan number in groups; any other as it was given."""
    match = re.fullmatch(r"\+7(\d{3})(\d{3})(\d\d)(\d\d)", value)
    return "\u00a0".join(("+7", *match.groups())) if match else value
