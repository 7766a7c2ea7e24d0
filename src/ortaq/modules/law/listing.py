"""Pages of lists that live in memory: the catalogue is small."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest

T = TypeVar("T")


@dataclass(frozen=True)
class Slice(Generic[T]):
    """One page; reads like a Page of foundation/ui."""

    items: list[T]
    next_url: str | None
    previous_url: str | None


def sliced(rows: Sequence[T], request: HttpRequest, *, per_page: int = 25) -> Slice[T]:
    """Return the page that ``?page=`` names, the first when it names none."""
    asked = request.GET.get("page", "1")[:6]
    last = max(1, -(-len(rows) // per_page))
    number = min(int(asked), last) if asked.isascii() and asked.isdigit() and int(asked) else 1
    start = (number - 1) * per_page
    return Slice(
        items=list(rows[start : start + per_page]),
        next_url=_url(request, number + 1) if number < last else None,
        previous_url=_url(request, number - 1) if number > 1 else None,
    )


def _url(request: HttpRequest, number: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"
