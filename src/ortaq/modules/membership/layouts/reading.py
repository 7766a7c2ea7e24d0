"""What a row says, once its cells are clean: a name in three parts, days, the place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.texts.folding import folded_words


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as the row gives it, in one cell or in three."""

    family: str
    given: str
    patronymic: str

    @property
    def is_whole(self) -> bool:
        """Whether there are a family name and a given name."""
        return bool(self.family and self.given)

    @property
    def is_initials(self) -> bool:
        """Whether the given name is a letter with a point: nobody is entered so."""
        return len(self.given.replace(".", "").replace(" ", "")) <= 1 or "." in self.given

    @property
    def folded(self) -> str:
        """The words of the name in their one spelling."""
        words = (*_words(self.family), *_words(self.given), *_words(self.patronymic))
        return " ".join(dict.fromkeys(words))

    @property
    def folded_given(self) -> str:
        """The words of the given name in their one spelling."""
        return " ".join(_words(self.given))


@lru_cache(maxsize=100_000)  # a list of a million people has few different names
def _words(text: str) -> tuple[str, ...]:
    return tuple(folded_words(text))


def name_of(values: Mapping[str, str]) -> Name:
    """Return the name of a row; a full name is family name, given name, and the rest."""
    family, given = values.get("family_name", ""), values.get("given_name", "")
    patronymic = values.get("patronymic", "")
    if not (family and given) and (words := values.get("full_name", "").split()):
        family = family or words[0]
        given = given or (words[1] if len(words) > 1 else "")
        patronymic = patronymic or " ".join(words[2:])
    return Name(family[:100], given[:100], patronymic[:100])


def day_of(text: str) -> date | None:
    """Return the day of a clean cell, or None."""
    return date.fromisoformat(text) if text else None


class Places:
    """Into which primary a row goes: the sheet's own body, or one below it by name or number."""

    def __init__(self, batch: Batch) -> None:
        self.own = batch.body_id if _takes_members(batch.body) else None
        below = orgs.open_bodies(level=Body.Level.PRIMARY).filter(
            pk__in=orgs.descendants(batch.body).values("pk")
        )
        self.names: dict[str, int | None] = {}
        self.said: dict[str, int | None] = {}  # cell → primary: thousands of rows say the same
        self.open: set[int] = {self.own} if self.own else set()
        here = [(batch.body_id, batch.body.name)] if self.own else []
        for pk, name in [*here, *below.values_list("pk", "name")]:
            self.open.add(pk)
            for spelling in {_folded(text) for text in name.values()}:
                # Two bodies of one name: the name alone says neither.
                self.names[spelling] = pk if self.names.get(spelling, pk) == pk else None

    def body_of(self, cell: str) -> int | None:
        """Return the primary that a cell names; an empty cell is the sheet's own body."""
        if not cell:
            return self.own
        if cell not in self.said:
            self.said[cell] = self._find(cell)
        return self.said[cell]

    def _find(self, cell: str) -> int | None:
        number = cell.lstrip("№# ").removesuffix(".0")
        if number.isascii() and number.isdigit() and int(number) in self.open:
            return int(number)
        return self.names.get(_folded(cell))


def _takes_members(body: Body) -> bool:
    return orgs.open_bodies(level=Body.Level.PRIMARY).filter(pk=body.pk).exists()


def _folded(text: str) -> str:
    return " ".join(folded_words(text))
