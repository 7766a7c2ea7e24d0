"""KATO: the classifier of administrative territorial units, nine digits.

The first two digits are the region. The twenty regions are those in force since 8 June 2022,
when Abai, Zhetisu and Ulytau were formed. The two digits are also the numeric part of the
ISO 3166-2 code. Names typed by us; Kazakh checked by: nobody yet.
"""

from dataclasses import dataclass
from typing import Self

from ortaq.lib.kazid.digits import only_digits
from ortaq.lib.kazid.errors import KatoError
from ortaq.lib.kazid.names import Names

LENGTH = 9


@dataclass(frozen=True)
class Region:
    """One of the twenty regions: seventeen oblasts and three cities of republican standing."""

    code: str  # the first two digits of KATO
    names: Names
    is_city: bool = False
    since_2022: bool = False

    @property
    def iso(self) -> str:
        """Its code in ISO 3166-2."""
        return f"KZ-{self.code}"

    @property
    def kato(self) -> str:
        """Its own nine digits."""
        return self.code + "0000000"


def _region(
    code: str, kk: str, ru: str, en: str, *, city: bool = False, new: bool = False
) -> Region:
    return Region(code, {"kk": kk, "ru": ru, "en": en}, is_city=city, since_2022=new)


_REGIONS = (
    _region("10", "Абай облысы", "область Абай", "Abai Region", new=True),
    _region("11", "Ақмола облысы", "Акмолинская область", "Akmola Region"),
    _region("15", "Ақтөбе облысы", "Актюбинская область", "Aktobe Region"),
    _region("19", "Алматы облысы", "Алматинская область", "Almaty Region"),
    _region("23", "Атырау облысы", "Атырауская область", "Atyrau Region"),
    _region(
        "27", "Батыс Қазақстан облысы", "Западно-Казахстанская область", "West Kazakhstan Region"
    ),
    _region("31", "Жамбыл облысы", "Жамбылская область", "Zhambyl Region"),
    _region("33", "Жетісу облысы", "область Жетісу", "Zhetisu Region", new=True),
    _region("35", "Қарағанды облысы", "Карагандинская область", "Karaganda Region"),
    _region("39", "Қостанай облысы", "Костанайская область", "Kostanay Region"),
    _region("43", "Қызылорда облысы", "Кызылординская область", "Kyzylorda Region"),
    _region("47", "Маңғыстау облысы", "Мангистауская область", "Mangystau Region"),
    _region("55", "Павлодар облысы", "Павлодарская область", "Pavlodar Region"),
    _region(
        "59",
        "Солтүстік Қазақстан облысы",
        "Северо-Казахстанская область",
        "North Kazakhstan Region",
    ),
    _region("61", "Түркістан облысы", "Туркестанская область", "Turkistan Region"),
    _region("62", "Ұлытау облысы", "область Ұлытау", "Ulytau Region", new=True),
    _region(
        "63", "Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan Region"
    ),
    _region("71", "Астана қаласы", "город Астана", "Astana", city=True),
    _region("75", "Алматы қаласы", "город Алматы", "Almaty", city=True),
    _region("79", "Шымкент қаласы", "город Шымкент", "Shymkent", city=True),
)

KATO_REGIONS: dict[str, Region] = {region.code: region for region in _REGIONS}


@dataclass(frozen=True)
class Kato:
    """A territorial unit by its nine digits."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the unit; KatoError when it is not nine digits of a known region.

        Whether such a unit exists inside the region is not known here: KATO has no check digit
        and its list of some twenty thousand units changes every month.
        """
        digits = only_digits(text)
        if digits is None or len(digits) != LENGTH:
            raise KatoError("a KATO code has nine digits")
        if digits[:2] not in KATO_REGIONS:
            raise KatoError("no region has these first two digits")
        return cls(digits)

    @property
    def region(self) -> Region:
        """The region in which the unit lies."""
        return KATO_REGIONS[self.digits[:2]]

    @property
    def is_region(self) -> bool:
        """Whether this is a whole region."""
        return self.digits.endswith("0000000")

    def __str__(self) -> str:
        return self.digits


def region_of_kato(code: str) -> Region | None:
    """Return the region of a KATO code, or of its first two digits; None when there is none."""
    return KATO_REGIONS.get((only_digits(code) or "")[:2])
