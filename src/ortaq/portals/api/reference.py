"""Reads: the API's description, whole for programs and cut into chapters for people."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ortaq.portals.api.door import PREFIX, api
from ortaq.portals.api.problems import MEDIA_TYPE, Problem

REFUSALS = {
    "400": "The request cannot be read",
    "401": "Nobody is signed in",
    "403": "Not allowed, or the CSRF token is missing",
    "404": "No such thing, or not yours to see",
    "409": "This step is not possible now",
    "422": "Something in the request is wrong",
    "429": "Too many requests",
}
_OPEN = ("400", "403", "404", "422", "429")  # refusals of operations without a sign-in


@dataclass(frozen=True)
class Field:
    """A value that an operation takes."""

    name: str
    place: str
    kind: str
    required: bool
    text: str = ""


@dataclass(frozen=True)
class Operation:
    """One operation in words."""

    method: str
    path: str
    title: str
    text: str
    is_open: bool
    fields: list[Field]
    answers: list[tuple[str, str]] = field(default_factory=list)


@cache
def schema() -> dict[str, Any]:
    """Return the OpenAPI description, with the refusals that every operation shares."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    found["components"]["schemas"]["Problem"] = Problem.json_schema()
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in found["paths"].values():
        for operation in operations.values():
            # JSON has only text for keys; the library puts numbers
            answers = {str(code): answer for code, answer in operation["responses"].items()}
            for code in REFUSALS if operation.get("security") else _OPEN:
                answers.setdefault(code, {"description": REFUSALS[code], "content": content})
            operation["responses"] = answers
    return found


def chapters() -> dict[str, list[Operation]]:
    """Return the operations by their tag, in the order of the description."""
    found: dict[str, list[Operation]] = defaultdict(list)
    for path, operations in schema()["paths"].items():
        for method, operation in operations.items():
            tag = next(iter(operation.get("tags", ())), "")
            found[tag].append(_operation(method, path, operation))
    return dict(found)


def _operation(method: str, path: str, operation: dict[str, Any]) -> Operation:
    fields = [
        Field(
            name=item["name"],
            place=item["in"],
            kind=_kind(item.get("schema", {})),
            required=item.get("required", False),
            text=item.get("description", ""),
        )
        for item in operation.get("parameters", ())
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Operation(
        method=method.upper(),
        path=path,
        title=operation.get("summary", ""),
        text=operation.get("description", ""),
        is_open=not operation.get("security"),
        fields=fields + _body_fields(body.get("schema", {})),
        answers=[
            (code, answer.get("description", ""))
            for code, answer in sorted(operation["responses"].items())
        ],
    )


def _body_fields(found: dict[str, Any]) -> list[Field]:
    resolved = _resolve(found)
    required = resolved.get("required", ())
    return [
        Field(name, "body", _kind(item), name in required, item.get("description", ""))
        for name, item in resolved.get("properties", {}).items()
    ]


def _resolve(found: dict[str, Any]) -> dict[str, Any]:
    name = found.get("$ref", "").rpartition("/")[2]
    return schema()["components"]["schemas"][name] if name else found


def _kind(found: dict[str, Any]) -> str:
    """Return a value's kind in a few words: string (uuid), integer or null."""
    if "anyOf" in found:
        return " | ".join(_kind(item) for item in found["anyOf"])
    if "enum" in found:
        return " | ".join(str(item) for item in found["enum"])
    if "$ref" in found:
        return _kind(_resolve(found))
    if found.get("type") == "array":
        return f"[{_kind(found.get('items', {}))}]"
    kind = str(found.get("type", "any"))
    return f"{kind} ({found['format']})" if "format" in found else kind
