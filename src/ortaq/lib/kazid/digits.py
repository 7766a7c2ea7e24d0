"""Reading numbers as people type them."""

_SPACES = dict.fromkeys(map(ord, " \t\u00a0\u2007\u2009\u202f\u200b-\u2010\u2011\u2013"))


def only_digits(text: str) -> str | None:
    """Return the digits of a number typed with spaces or hyphens; None if it holds aught else."""
    digits = text.strip().translate(_SPACES)
    return digits if digits.isascii() and digits.isdigit() else None
