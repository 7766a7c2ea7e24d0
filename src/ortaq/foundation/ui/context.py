"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 -- Django's signature
    """Say whether this is a demo, so that every page can say its data are invented."""
    return {"is_demo": settings.MODE == "demo"}
