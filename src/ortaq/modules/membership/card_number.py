"""Numbers of membership cards: our own scheme, pure.

A number has ten digits, printed "4820 1153 76". Nine of them are a serial number that has been
shuffled (multiplied modulo a thousand million by a number that shares no factor with it), so that
neighbours in time do not get neighbouring cards and nobody reads the size of the union off a card;
the shuffle is one-to-one, so no two serial numbers meet. The tenth is Damm's check digit: it
catches every single wrong digit and every swap of two neighbours.
"""

SERIALS = 10**9
DIGITS = 10
_FACTOR = 387_420_489  # 3**18: odd and not a multiple of five, so it has an inverse modulo 10**9
_SHIFT = 618_033_988

_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def _damm(digits: str) -> str:
    row = "0"
    for digit in digits:
        row = _DAMM[int(row)][int(digit)]
    return row


def card_number(serial: int) -> str:
    """Return the card number of a serial number (0 to 999,999,999)."""
    if not 0 <= serial < SERIALS:
        raise ValueError(f"serial number out of range: {serial}")
    body = f"{(serial * _FACTOR + _SHIFT) % SERIALS:09d}"
    return body + _damm(body)


def is_card_number(text: str) -> bool:
    """Whether a text is a card number without a mistyped digit; spaces are let through."""
    digits = text.replace(" ", "")
    return len(digits) == DIGITS and digits.isascii() and digits.isdigit() and _damm(digits) == "0"


def in_groups(number: str) -> str:
    """Return a number as it is printed on a card."""
    return f"{number[:4]} {number[4:8]} {number[8:]}".strip()
