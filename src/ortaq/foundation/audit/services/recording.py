"""Writing the audit trail."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, models
from django.utils import timezone

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events import rapid

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


def record(
    *,
    action: str,
    subject: models.Model,
    actor: "User | None",
    body_id: int | None = None,
    params: dict[str, Any] | None = None,
) -> Entry:
    """Append an act in the caller's transaction; the chain is made afterwards by a job.

    ``params`` feed the sentence that people read, and must hold no personal text. Dates, UUIDs
    and decimals become text; TypeError refuses floats, lazy texts and models, whose wording
    would differ between the one who writes the chain and the one who verifies it.
    """
    entry = Entry(
        at=timezone.now(),
        actor_id=actor.pk if actor else None,
        action=action,
        subject_type=subject._meta.label_lower,  # noqa: SLF001 -- Django documents it
        subject_id=str(subject.pk),
        body_id=body_id,
        params=plain(params or {}),
    )
    rapid.add(entry)
    return entry


def record_many(
    *,
    action: str,
    model: type[models.Model],
    ids: Sequence[int],
    actor: "User | None",
    body_id: int | None = None,
    params: dict[str, Any] | None = None,
) -> None:
    """Append one entry for each of many things of a kind, as ``record`` would, by COPY.

    For tables of people read in at once: each of them keeps his own line in the trail.
    """
    values = params or {}
    record_each(
        action=action, model=model, rows=[(pk, body_id, values) for pk in ids], actor=actor
    )


def record_each(
    *,
    action: str,
    model: type[models.Model],
    rows: Iterable[tuple[int, int | None, dict[str, Any]]],
    actor: "User | None",
) -> None:
    """Append one entry for each of many things, each with its own body and params, by COPY."""
    subject, now = model._meta.label_lower, timezone.now()  # noqa: SLF001 -- Django documents it
    who = actor.pk if actor else None
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "copy audit_entry (at, actor_id, action, subject_type, subject_id, body_id, params) "
            "from stdin"
        ) as copy,
    ):
        for pk, body_id, params in rows:
            values = json.dumps(plain(params), ensure_ascii=False)
            copy.write_row((now, who, action, subject, str(pk), body_id, values))


def plain(value: Any) -> Any:
    """Return a value as plain JSON that reads the same everywhere; TypeError for the rest."""
    if isinstance(value, dict):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, date):  # a datetime, too
        return value.isoformat()
    if isinstance(value, str):
        return str(value)  # SafeString, StrEnum
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"audit params take no {type(value).__name__}")


def _key(key: object) -> str:
    if not (isinstance(key, str) and key.isascii()):
        raise TypeError("keys of audit params are ASCII words")
    return str(key)
