"""The desk's search: people, bodies, workplaces and an appeal, each by its own room."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.membership import selectors as membership
from ortaq.modules.workplaces import selectors as workplaces

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal
    from ortaq.modules.workplaces.models import Site

LONGEST = 100
SHORTEST = 2  # letters: one finds everybody
FOUND, FOUND_IN_DIALOG = 10, 5


@dataclass(frozen=True)
class Results:
    """What a query found, within the reader's reach."""

    query: str = ""
    appeal: "Appeal | None" = None
    people: membership.People = field(default_factory=membership.People)
    bodies: list[Body] = field(default_factory=list)
    sites: list["Site"] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found."""
        people = self.people.found or self.people.above
        return not (self.appeal or people or self.bodies or self.sites)


def tidy(query: str) -> str:
    """Return what was typed without what no name or number has."""
    return " ".join(query.replace("\0", "").split())[:LONGEST]


def find(user: User, query: str, *, is_open: bool, limit: int = FOUND) -> Results:
    """Look in every room. ``is_open``: the query came in an address, where no number may stand."""
    query = tidy(query)
    if len(query) < SHORTEST:
        return Results(query)
    appeal = appeals.appeal(query)
    if appeal and user.has_perm("appeals.work", appeal):
        return Results(query, appeal=appeal)
    return Results(
        query,
        people=membership.search_members(user, query, limit, by_number=not is_open),
        bodies=orgs.search_bodies(user, query, limit),
        sites=(workplaces.site_search(query, limit) if user.has_perm("workplaces.desk") else []),
    )
