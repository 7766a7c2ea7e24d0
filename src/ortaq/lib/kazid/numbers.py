"""IIN of a person and BIN of an organisation: twelve digits with a check digit.

Structure by the Law on National Registers of Identification Numbers (12 January 2007, No. 223-III)
and the rules under it, as published vectors and other implementations show it; the text of the
law was not at hand. Checked by: nobody yet.

IIN: YYMMDD, then century and sex (0 = foreigners and persons without a recorded century;
1, 2 = 19th; 3, 4 = 20th; 5, 6 = 21st century; odd = male), four serial digits, check digit.
BIN: YYMM of registration, kind (4 resident, 5 non-resident, 6 joint entrepreneurship), attribute
(0 head office, 1 branch, 2 representation, 4 peasant farm), five serial digits, check digit.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from ortaq.lib.kazid.digits import only_digits
from ortaq.lib.kazid.errors import BinError, IinError

Sex = Literal["f", "m"]

LENGTH = 12
NO_DIGIT = 10  # ten is not a digit
DECEMBER = 12

_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)  # used when the first row gives ten


def iin_check_digit(eleven: str) -> int | None:
    """Return the check digit of eleven digits, IIN and BIN alike; None when there is none.

    The sum with the first row of weights modulo 11; if that is ten, with the second row; if that
    is ten again, such a number is never given out.

    What it does not catch: a change of the eleventh digit while the first row decides, because
    its weight there is eleven; and the few changes that make the other row decide.
    """
    digits = [int(digit) for digit in eleven]
    for weights in (_FIRST, _SECOND):
        rest = sum(w * d for w, d in zip(weights, digits, strict=True)) % 11
        if rest != NO_DIGIT:
            return rest
    return None


def _check(digits: str) -> bool:
    return iin_check_digit(digits[:11]) == int(digits[11])


@dataclass(frozen=True, repr=False)
class Iin:
    """An individual identification number. ``repr`` hides it: it must not reach a log."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the number; IinError says what is wrong without repeating it."""
        digits = only_digits(text)
        if digits is None or len(digits) != LENGTH:
            raise IinError("an IIN has twelve digits")
        if digits[6] not in "0123456":
            raise IinError("the seventh digit of an IIN is from 0 to 6")
        if not _check(digits):
            raise IinError("the check digit is wrong")
        found = cls(digits)
        if digits[6] != "0" and found.born_on is None:
            raise IinError("the first six digits are not a date")
        if digits[6] == "0" and not _some_date(digits[:6]):
            raise IinError("the first six digits are not a date")
        return found

    @property
    def born_on(self) -> date | None:
        """The date of birth; None when the number does not say the century."""
        mark = int(self.digits[6])
        if mark == 0:
            return None
        return _date(1800 + 100 * ((mark - 1) // 2), self.digits[:6])

    @property
    def sex(self) -> Sex | None:
        """'m' or 'f'; None when the number does not say."""
        mark = int(self.digits[6])
        if mark == 0:
            return None
        return "m" if mark % 2 else "f"

    def __str__(self) -> str:
        return self.digits

    def __repr__(self) -> str:
        return "Iin(…)"


@dataclass(frozen=True)
class Bin:
    """A business identification number."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the number; BinError says what is wrong."""
        digits = only_digits(text)
        if digits is None or len(digits) != LENGTH:
            raise BinError("a BIN has twelve digits")
        if not 1 <= int(digits[2:4]) <= DECEMBER:
            raise BinError("the third and fourth digits of a BIN are a month")
        if digits[4] not in "456":
            raise BinError("the fifth digit of a BIN is from 4 to 6")
        if not _check(digits):
            raise BinError("the check digit is wrong")
        return cls(digits)

    @property
    def registered_in(self) -> tuple[int, int]:
        """Year of the century and month of registration."""
        return int(self.digits[:2]), int(self.digits[2:4])

    @property
    def kind(self) -> Literal["resident", "non_resident", "joint_entrepreneurship"]:
        """Whose organisation it is."""
        kinds = {"4": "resident", "5": "non_resident", "6": "joint_entrepreneurship"}
        return kinds[self.digits[4]]  # type: ignore[return-value]

    @property
    def is_branch(self) -> bool:
        """Whether it is a branch or a representation of another organisation."""
        return self.digits[5] in "12"

    def __str__(self) -> str:
        return self.digits


def is_iin(text: str) -> bool:
    """Whether a text is an IIN that could have been given out."""
    try:
        Iin.parse(text)
    except IinError:
        return False
    return True


def is_bin(text: str) -> bool:
    """Whether a text is a BIN that could have been given out."""
    try:
        Bin.parse(text)
    except BinError:
        return False
    return True


def _date(century: int, yymmdd: str) -> date | None:
    try:
        return date(century + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:6]))
    except ValueError:
        return None


def _some_date(yymmdd: str) -> bool:
    return any(_date(century, yymmdd) for century in (1900, 2000))
