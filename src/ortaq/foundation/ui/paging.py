"""Pages of long lists by keyset: the cost of page 500 is the cost of page 1, and nothing is
shown twice or skipped when rows arrive between two clicks."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page, and the addresses of its neighbours (None at an end)."""

    items: list[M]
    next_url: str | None
    previous_url: str | None


def paginate(
    queryset: QuerySet[M],
    request: HttpRequest,
    *,
    per_page: int = 25,
    order: Sequence[str] = ("-id",),
) -> Page[M]:
    """Return the page that the request's ``after`` or ``before`` cursor names; else the first.

    ``order`` may name fields, related fields and annotations; the primary key is added as the
    last word, so that equal values keep one order. A cursor that was tampered with is ignored.
    """
    keys = [*order] if {"id", "-id", "pk", "-pk"} & {*order} else [*order, "-pk"]
    backwards = BEFORE in request.GET
    cursor = _read(queryset, keys, request.GET.get(BEFORE if backwards else AFTER, ""))
    backwards = backwards and cursor is not None
    walk = [_reversed(key) for key in keys] if backwards else keys
    rows = queryset.order_by(*walk)
    if cursor is not None:
        rows = rows.filter(_beyond(walk, cursor))
    found = list(rows[: per_page + 1])
    more, found = len(found) > per_page, found[:per_page]
    if backwards:
        found.reverse()
    has_next = bool(found) and (backwards or more)
    has_previous = bool(found) and (more if backwards else cursor is not None)
    return Page(
        items=found,
        next_url=_url(request, AFTER, keys, found[-1]) if has_next else None,
        previous_url=_url(request, BEFORE, keys, found[0]) if has_previous else None,
    )


def _reversed(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _beyond(keys: Sequence[str], cursor: Sequence[Any]) -> Q:
    """Rows after the cursor. PostgreSQL puts NULL last when ascending, first when descending."""
    condition, equal = Q(pk__in=[]), Q()
    for key, value in zip(keys, cursor, strict=True):
        name, descending = key.removeprefix("-"), key.startswith("-")
        if value is None:
            further = Q(**{f"{name}__isnull": False}) if descending else Q(pk__in=[])
        elif descending:
            further = Q(**{f"{name}__lt": value})
        else:
            further = Q(**{f"{name}__gt": value}) | Q(**{f"{name}__isnull": True})
        condition |= equal & further
        equal &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return condition


def _field(queryset: QuerySet[M], name: str) -> "Field[Any, Any]":
    """Return the field behind ``name``: its ``to_python`` reads a cursor's value."""
    if name in queryset.query.annotations:
        annotation: Field[Any, Any] = queryset.query.annotations[name].output_field
        return annotation
    meta: Any = queryset.model._meta  # noqa: SLF001 -- Django's public way to a model's fields
    *path, last = name.split("__")
    for step in path:
        meta = meta.get_field(step).related_model._meta  # noqa: SLF001
    field: Field[Any, Any] = meta.pk if last == "pk" else meta.get_field(last)
    return field


def _value(row: object, name: str) -> object:
    for step in name.split("__"):
        row = getattr(row, step, None)
    return row


def _url(request: HttpRequest, word: str, keys: Sequence[str], row: Model) -> str:
    values = [_value(row, key.removeprefix("-")) for key in keys]
    text = json.dumps(values, default=str, separators=(",", ":"), ensure_ascii=False)
    query = request.GET.copy()
    query.pop(AFTER, None)
    query.pop(BEFORE, None)
    query[word] = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return f"{request.path}?{query.urlencode()}"


def _read(queryset: QuerySet[M], keys: Sequence[str], text: str) -> list[Any] | None:
    """Return a cursor's values, or None when there is none or it is not ours."""
    if not text:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(values, list) or len(values) != len(keys):
            return None
        fields = [_field(queryset, key.removeprefix("-")) for key in keys]
        pairs = zip(fields, values, strict=True)
        return [None if v is None else field.to_python(_storable(v)) for field, v in pairs]
    except (
        binascii.Error,
        UnicodeError,
        ValueError,
        OverflowError,  # Infinity, which json reads
        RecursionError,
        TypeError,
        ValidationError,
        FieldDoesNotExist,
    ):
        return None


def _storable(value: object) -> object:
    """Return a value that the database can compare with; ValueError for any other."""
    if not isinstance(value, (str, int, float)):
        raise ValueError("a cursor holds plain values")  # noqa: TRY004 -- one refusal for all
    if isinstance(value, str) and "\0" in value.encode().decode():  # encode: no lone surrogates
        raise ValueError("PostgreSQL keeps no NUL")
    return value
