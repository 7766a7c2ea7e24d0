"""Who stands where already: found by name or number, as rows speak of parents."""

from collections import defaultdict
from collections.abc import Mapping

from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body, Line
from ortaq.foundation.sheets.bodies.columns import PARENTS
from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.texts.folding import folded_words

Values = Mapping[str, str]
_RANK = {"centre": 0, "branch": 1, "region": 1, "primary": 2}
_UNDER = {
    Line.BRANCH: {"centre", "branch", "primary"},
    Line.TERRITORY: {"centre", "region", "primary"},
}


class Tree:
    """The bodies within reach of the sheet by number and name, and those of earlier rows."""

    def __init__(self, batch: Batch) -> None:
        below = orgs.open_bodies().filter(pk__in=orgs.descendants(batch.body).values("pk"))
        self.bodies = {batch.body_id: batch.body, **{body.pk: body for body in below}}
        self.names: dict[str, set[tuple[int, str]]] = defaultdict(set)  # → (number, level)
        for body in self.bodies.values():
            self.add(body.pk, body.level, body.name)

    def add(self, pk: int, level: str, name: Mapping[str, str]) -> None:
        """Let a body be found by its names; number 0 is a row that is not in yet."""
        for text in name.values():
            if folded := _folded(text):
                self.names[folded].add((pk, level))

    def find(self, text: str) -> set[tuple[int, str]]:
        """Return who has this name or number: (number, level)."""
        digits = text.lstrip("№# ").removesuffix(".0")
        if digits.isascii() and digits.isdigit() and int(digits) in self.bodies:
            return {(int(digits), self.bodies[int(digits)].level)}
        return self.names.get(_folded(text), set())

    def known(self, values: Values) -> Body | None:
        """Return the body of a row: by number, else by name and level."""
        if values["number"].isdigit() and (body := self.bodies.get(int(values["number"]))):
            return body if _agrees(body, values) else None
        found = {one for text in names_of(values).values() for one in self.find(text)}
        numbers = {pk for pk, level in found if level == level_of(values) and pk}
        return self.bodies[numbers.pop()] if len(numbers) == 1 else None

    def fitting(self, line: Line, values: Values) -> list[int]:
        """Return the bodies of a parent's cell under which a body of the row's level may stand."""
        rank = _RANK[level_of(values)]
        found = self.find(values[PARENTS[line]])
        return [pk for pk, level in found if level in _UNDER[line] and _RANK[level] <= rank]


def _agrees(body: Body, values: Values) -> bool:
    """Whether a number of ours is meant, and not the office's own numbering of its rows."""
    ours = {_folded(text) for text in body.name.values()}
    return not names_of(values) or any(_folded(text) in ours for text in names_of(values).values())


def names_of(values: Values) -> dict[str, str]:
    found = {"kk": values["name_kk"], "ru": values["name_ru"]}
    return {code: text for code, text in found.items() if text}


def _folded(text: str) -> str:
    return " ".join(folded_words(text))


def level_of(values: Values) -> str:
    """Return the level of a row: a primary unless it says otherwise."""
    return values["level"] or Body.Level.PRIMARY.value
