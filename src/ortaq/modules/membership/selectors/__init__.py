"""Reads of this room, by kind; other rooms ask here."""

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

__all__ = [
    "Count",
    "Found",
    "applications_for",
    "bodies_of",
    "count_of",
    "counts_below",
    "is_member",
    "members_of",
    "membership",
    "memberships_in_force",
    "memberships_of",
    "memberships_seen_by",
    "people_for",
    "primaries_of_officer",
    "total_members",
]
