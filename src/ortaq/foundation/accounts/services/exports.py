"""A copy of everything the house holds of one person, made by a job, sealed, kept seven days.

The box in the database holds words only. The files that the person sent lie on the disk anyway:
they join the ZIP while it is sent, as they are at that moment.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ortaq.foundation.accounts import keys, personal
from ortaq.foundation.accounts.bundle import EPOCH, stream
from ortaq.foundation.accounts.events import ExportReady
from ortaq.foundation.accounts.models import DataExport, User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs
from ortaq.foundation.events.bus import publish

KEPT = timedelta(days=7)


@transaction.atomic
def request_export(*, user: User) -> DataExport:
    """Ask for a copy; while one is being made, that one is returned."""
    User.objects.select_for_update().get(pk=user.pk)
    waiting = DataExport.objects.filter(person=user, ready_at__isnull=True).first()
    if waiting:
        return waiting
    export = DataExport.objects.create(person=user, asked_at=timezone.now())
    audit.record(action="accounts.export_asked", subject=user, actor=user)
    jobs.defer("accounts.build_export", export_id=export.pk)
    return export


@transaction.atomic
def build_export(*, export_id: int) -> None:
    """Gather and seal the copy. Idempotent: a finished or removed one is left alone."""
    export = (
        DataExport.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(pk=export_id, ready_at__isnull=True)
        .first()
    )
    if export is None:
        return
    now = timezone.now()
    with translation.override(export.person.language):
        content = _archive(export.person)
    export.box = keys.seal(content, place=f"export:{export.pk}")
    export.ready_at = now
    export.until = now + KEPT
    export.save()
    publish(ExportReady(export_id=export.pk, person_id=export.person_id))


@transaction.atomic
def open_export(*, user: User, export_id: int) -> Iterator[bytes] | None:
    """Return the ZIP of the person's own export in parts, with the person's own files; or None.

    Each fetching is in the audit trail. The parts ask the database nothing.
    """
    export = DataExport.objects.filter(
        pk=export_id, person=user, until__gt=timezone.now(), box__isnull=False
    ).first()
    if export is None or export.box is None:
        return None
    audit.record(action="accounts.export_fetched", subject=user, actor=user)
    words = keys.unseal(export.box, place=f"export:{export.pk}")
    return stream(words, personal.files_of(user))


def gather(user: User) -> dict[str, Any]:
    """Return what every registered app holds of the person, as plain JSON values."""
    return {
        data.name: json.loads(json.dumps(data.export(user), ensure_ascii=False, default=str))
        for data in personal.registered()
    }


def _archive(user: User) -> bytes:
    held = gather(user)
    chapters = [
        {
            "title": str(data.label or data.name),
            "why": str(data.why),
            "rows": list(_rows(held[data.name], data.labels)),
        }
        for data in personal.registered()
    ]
    html = render_to_string("accounts/export.html", {"chapters": chapters, "person": user})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in held.items():
            text = json.dumps(value, ensure_ascii=False, indent=2)
            archive.writestr(zipfile.ZipInfo(f"{name}.json", EPOCH), text)
        archive.writestr(zipfile.ZipInfo("my-data.html", EPOCH), html)
    return buffer.getvalue()


def _rows(value: Any, labels: Any, path: tuple[str, ...] = ()) -> Any:
    """Yield (words, value) of every leaf, in order."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _rows(inner, labels, (*path, str(labels.get(key, key.replace("_", " ")))))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _rows(inner, labels, (*path, str(number)))
    elif value not in (None, ""):
        yield " · ".join(path), value
