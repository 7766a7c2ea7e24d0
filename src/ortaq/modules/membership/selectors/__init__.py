"""Reads of this room, by kind; other rooms ask here."""

from ortaq.modules.membership.selectors.comparison import Comparison, Spread, comparison
from ortaq.modules.membership.selectors.doubles import (
    alike,
    by_card,
    doubles_in,
    merge,
    merges_for,
)
from ortaq.modules.membership.selectors.figures import (
    Figures,
    figures,
    figures_of,
    figures_of_all,
)
from ortaq.modules.membership.selectors.memberships import (
    Count,
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
    primaries_of_officer,
    total_members,
)
from ortaq.modules.membership.selectors.movement import (
    Movement,
    members_by_month,
    movement,
    movements_of,
)
from ortaq.modules.membership.selectors.published import (
    figures_near,
    for_reader,
    is_large,
    months_near,
    movements_near,
    published_figures,
)
from ortaq.modules.membership.selectors.search import Found, People, people_above, search_members
from ortaq.modules.membership.selectors.standing import Standing, StandingKind, standing
from ortaq.modules.membership.selectors.transfers import (
    steps_of,
    transfer,
    transfers_for,
    transfers_of,
    why_body_must_stay,
)

__all__ = [
    "Comparison",
    "Count",
    "Figures",
    "Found",
    "Movement",
    "People",
    "Spread",
    "Standing",
    "StandingKind",
    "alike",
    "applications_for",
    "bodies_of",
    "by_card",
    "comparison",
    "count_of",
    "counts_below",
    "doubles_in",
    "figures",
    "figures_near",
    "figures_of",
    "figures_of_all",
    "for_reader",
    "is_large",
    "is_member",
    "members_by_month",
    "members_of",
    "membership",
    "memberships_in_force",
    "memberships_of",
    "memberships_seen_by",
    "merge",
    "merges_for",
    "months_near",
    "movement",
    "movements_near",
    "movements_of",
    "people_above",
    "primaries_of_officer",
    "published_figures",
    "search_members",
    "standing",
    "steps_of",
    "total_members",
    "transfer",
    "transfers_for",
    "transfers_of",
    "why_body_must_stay",
]
