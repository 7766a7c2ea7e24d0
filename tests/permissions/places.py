"""Which object stands behind each address of the walk: always Aigul's case at the mine."""

from collections.abc import Callable
from typing import Any

from tests.world import World

Place = Callable[[World], dict[str, Any]]

# By the name of an address; what is not here is filled by the name of its argument below.
OBJECTS: dict[str, Place] = {}

ARGUMENTS: dict[str, Callable[[World], Any]] = {}

# Addresses that are walked with a query, as a browser would come.
QUERIES: dict[str, str] = {}


def arguments(name: str, wanted: tuple[str, ...], world: World) -> dict[str, Any]:
    """Return the arguments of an address; KeyError names one that nobody has filled."""
    if name in OBJECTS:
        return OBJECTS[name](world)
    missing = [argument for argument in wanted if argument not in ARGUMENTS]
    if missing:
        raise KeyError(f"tests/permissions/places.py has no object for {name}: {missing}")
    return {argument: ARGUMENTS[argument](world) for argument in wanted}
