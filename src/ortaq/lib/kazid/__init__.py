"""Kazakhstan's numbers and classifiers: IIN, BIN, KATO, OKED. Pure: no clock, no register."""

from ortaq.lib.kazid.errors import BinError, IinError, KatoError, KazidError
from ortaq.lib.kazid.kato import KATO_REGIONS, Kato, Region, region_of_kato
from ortaq.lib.kazid.names import Names
from ortaq.lib.kazid.numbers import Bin, Iin, Sex, iin_check_digit, is_bin, is_iin
from ortaq.lib.kazid.oked import OKED_DIVISIONS, OKED_SECTIONS, section_of_oked

__all__ = [
    "KATO_REGIONS",
    "OKED_DIVISIONS",
    "OKED_SECTIONS",
    "Bin",
    "BinError",
    "Iin",
    "IinError",
    "Kato",
    "KatoError",
    "KazidError",
    "Names",
    "Region",
    "Sex",
    "iin_check_digit",
    "is_bin",
    "is_iin",
    "region_of_kato",
    "section_of_oked",
]
