"""Menus of the shells: the portals fill them, foundation/ui draws them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Item:
    """One line of a menu. ``count`` is a number of things that wait there; None shows nothing."""

    label: str | Promise
    url: str
    icon: str
    current: bool = False
    count: int | None = None
    group: str | Promise = ""  # a heading over the first item of each group (desk rail)


Source = Callable[[HttpRequest], Sequence[Item]]


def items_of(shell: str, request: HttpRequest) -> Sequence[Item]:
    """Ask the portal named in ``settings.UI_NAV`` for the menu of a shell."""
    source: Source = import_string(settings.UI_NAV[shell])
    return source(request)
