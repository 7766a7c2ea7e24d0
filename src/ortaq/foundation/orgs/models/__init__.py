"""The union vertical: bodies in two lines, mandates with terms, meetings that elect."""

from ortaq.foundation.orgs.models.bodies import Body, Line, Link, Path, Succession
from ortaq.foundation.orgs.models.elections import Election
from ortaq.foundation.orgs.models.mandates import Mandate, MandateQuerySet

__all__ = [
    "Body",
    "Election",
    "Line",
    "Link",
    "Mandate",
    "MandateQuerySet",
    "Path",
    "Succession",
]
