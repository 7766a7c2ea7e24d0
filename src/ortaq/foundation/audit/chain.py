"""Pure: the chain of entries. An outsider can verify an export with these thirty lines.

A link's hash is SHA-256(previous hash ‖ canonical JSON of the entry), the first previous hash
being 32 zero bytes. Canonical is RFC 8785 for the values we admit: ASCII keys sorted, UTF-8, no
spaces; no floats, so the one hard rule of that RFC never applies.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

GENESIS = bytes(32)


class Row(NamedTuple):
    """An entry as the chain sees it; ``params`` is the text of the jsonb column."""

    id: int
    at: datetime
    actor: int | None
    action: str
    subject_type: str
    subject_id: str
    body: int | None
    params: str


def canonical(row: Row) -> bytes:
    """Return the bytes of an entry that are hashed."""
    fields: dict[str, Any] = {
        **row._asdict(),
        "at": row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        # record() admits no floats; should one appear, its text is hashed and nothing stops.
        "params": json.loads(row.params, parse_float=str),
    }
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def link(previous: bytes, row: Row) -> bytes:
    """Return the hash of an entry that follows a link."""
    return hashlib.sha256(previous + canonical(row)).digest()
