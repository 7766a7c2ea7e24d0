"""Hiding small numbers so that they cannot be worked out from the others. Pure."""

from ortaq.lib.small_numbers.families import LEAST, Family, hidden
from ortaq.lib.small_numbers.tables import Relation, dependencies, guarded

__all__ = ["LEAST", "Family", "Relation", "dependencies", "guarded", "hidden"]
