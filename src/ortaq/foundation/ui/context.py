"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"


def house(request: HttpRequest) -> dict[str, Any]:
    """Say whether this is a demo (its data are invented), and which colours the reader chose."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "is_demo": settings.MODE == "demo",
        "theme": theme if theme in THEMES else "auto",
        "languages": settings.LANGUAGES,
        "desk_top": settings.UI_DESK_TOP,
    }
