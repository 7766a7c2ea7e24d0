"""Reads of this room, by kind; other rooms ask here."""

from ortaq.modules.membership.selectors.comparison import Comparison, Spread, comparison
from ortaq.modules.membership.selectors.figures import (
    Figures,
    figures,
    figures_of,
    figures_of_all,
)
from ortaq.modules.membership.selectors.memberships import (
    Count,
    Found,
    applications_for,
    bodies_of,
    count_of,
    counts_below,
    is_member,
    members_of,
    membership,
    memberships_in_force,
    memberships_of,
    memberships_seen_by,
    people_for,
    primaries_of_officer,
    total_members,
)
from ortaq.modules.membership.selectors.movement import (
    Movement,
    members_by_month,
    movement,
    movements_of,
)
from ortaq.modules.membership.selectors.published import for_reader, published_figures

__all__ = [
    "Comparison",
    "Count",
    "Figures",
    "Found",
    "Movement",
    "Spread",
    "applications_for",
    "bodies_of",
    "comparison",
    "count_of",
    "counts_below",
    "figures",
    "figures_of",
    "figures_of_all",
    "for_reader",
    "is_member",
    "members_by_month",
    "members_of",
    "membership",
    "memberships_in_force",
    "memberships_of",
    "memberships_seen_by",
    "movement",
    "movements_of",
    "people_for",
    "primaries_of_officer",
    "published_figures",
    "total_members",
]
