"""What all walks share."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.test import override_settings

from ortaq.foundation.ui.nav import Item


def empty(_request: HttpRequest) -> list[Item]:
    """Draw no menu."""
    return []


@pytest.fixture(scope="package", autouse=True)
def no_menus() -> Iterator[None]:
    """Leave menus out: a quarter of each page's work, the same on every page, tested with them."""
    shells = ("public", "footer", "member", "desk")
    menus = dict.fromkeys(shells, f"{__name__}.empty")
    with override_settings(UI_NAV=menus):
        yield
