"""Opening, moving, renaming and closing bodies."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.events.kept import kept
from ortaq.foundation.orgs import closure, links, ports
from ortaq.foundation.orgs.errors import (
    BodyInUseError,
    ClosedBodyError,
    NamelessBodyError,
    NothingPlannedError,
)
from ortaq.foundation.orgs.events import BodyClosed, BodyMoved, BodyOpened
from ortaq.foundation.orgs.kinds import in_every_language
from ortaq.foundation.orgs.models import Body, Line
from ortaq.foundation.orgs.selectors import terms_after
from ortaq.foundation.texts.fields import LANGUAGES, Texts
from ortaq.foundation.texts.folding import folded_words
from ortaq.foundation.texts.sorting import sort_key
from ortaq.lib.kazid import Kato

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

NAMED = 100  # children and terms that a refusal names; the rest come when these are gone


@transaction.atomic
def open_body(
    *,
    actor: "User | None",
    name: Mapping[str, str],
    level: str,
    kato: str = "",
    parents: Mapping[Line, Body] | None = None,
    opened_on: date,
    ground: str = "",
) -> Body:
    """Open a body under its parents, in each line from its first day on."""
    closure.lock_vertical()
    body = Body(level=level, kato=str(Kato.parse(kato)) if kato else "", opened_on=opened_on)
    name_body(body, name)
    body.full_clean(exclude=["closed_on"])
    body.save()
    closure.add(body_id=body.pk)
    above = Body.objects.in_bulk([parent.pk for parent in (parents or {}).values()])
    for line, parent in (parents or {}).items():
        links.relink(
            body=body, line=Line(line), parent=above[parent.pk], on=opened_on, ground=ground
        )
    audit.record(
        action="orgs.body_opened",
        subject=body,
        actor=actor,
        body_id=body.pk,
        params={"body": dict(body.name)},
    )
    publish(BodyOpened(body_id=body.pk))
    return body


def name_body(body: Body, name: Mapping[str, str]) -> None:
    """Set a body's name with what sorting and searching need; nothing is saved."""
    texts = Texts({code: name[code].strip() for code in LANGUAGES if name.get(code, "").strip()})
    if not texts:
        raise NamelessBodyError
    body.name = texts
    body.sort_key = sort_key(texts.in_language("kk"))[:320]
    body.search_text = " ".join(folded_words(" ".join(texts.values())))


@transaction.atomic
def rename_body(*, actor: "User | None", body: Body, name: Mapping[str, str]) -> None:
    """Give a body another name; the old one stays in the audit trail."""
    before = dict(body.name)
    name_body(body, name)
    body.full_clean()
    body.save(update_fields=["name", "sort_key", "search_text"])
    audit.record(
        action="orgs.body_renamed",
        subject=body,
        actor=actor,
        body_id=body.pk,
        params={"body": dict(body.name), "before": before},
    )


@transaction.atomic
def set_contacts(
    *, actor: "User | None", body: Body, address: str = "", phone: str = "", email: str = ""
) -> None:
    """Say where a body is found; empty words take an entry away."""
    body.address, body.phone, body.email = address.strip(), phone.strip(), email.strip()
    body.full_clean()
    body.save(update_fields=["address", "phone", "email"])
    audit.record(
        action="orgs.contacts_set",
        subject=body,
        actor=actor,
        body_id=body.pk,
        params={"body": dict(body.name)},
    )


@transaction.atomic
def move_body(
    *,
    actor: "User | None",
    body: Body,
    line: Line,
    parent: Body | None,
    on: date,
    ground: str = "",
) -> None:
    """Hang a body under another parent in one line from a day on; None takes it out of the line.

    A day to come is stored and applied by the nightly job. A move replaces the moves of this
    body in this line that were planned and have not begun.
    """
    closure.lock_vertical()
    # Read again, under the lock: somebody may have closed one of the two while we waited.
    fresh = {one.pk: one for one in _both(body.pk, parent.pk if parent else body.pk)}
    body, parent = fresh[body.pk], fresh[parent.pk] if parent else None
    if not body.is_open_on(on):
        raise ClosedBodyError(body=body, day=on)
    links.relink(body=body, line=Line(line), parent=parent, on=on, ground=ground.strip())
    audit.record(
        action="orgs.body_moved" if parent else "orgs.body_left_line",
        subject=body,
        actor=actor,
        body_id=body.pk,
        params={
            "body": dict(body.name),
            "parent": dict(parent.name) if parent else "",
            "line": in_every_language(Line(line).label),
            "on": on.isoformat(),
            "ground": ground.strip(),
        },
    )
    if on <= timezone.localdate():
        publish(
            BodyMoved(body_id=body.pk, line=str(line), parent_id=parent.pk if parent else None)
        )


@kept(int, int)
def _both(one: int, other: int) -> Iterable[Body]:
    """Return two bodies as they are now."""
    return Body.objects.filter(Q(pk=one) | Q(pk=other))


@transaction.atomic
def cancel_planned_move(*, actor: "User | None", body: Body, line: Line) -> None:
    """Forget the moves of a body in one line that have not begun."""
    closure.lock_vertical()
    if not links.forget_planned(body=body, line=line):
        raise NothingPlannedError(body=body)
    audit.record(
        action="orgs.planned_move_cancelled",
        subject=body,
        actor=actor,
        body_id=body.pk,
        params={"body": dict(body.name), "line": str(line)},
    )


@transaction.atomic
def close_body(*, actor: "User | None", body: Body, on: date) -> None:
    """Close a body from a day on. It keeps its place, so that its archive stays in reach.

    BodyInUseError names the open children, the mandates, and what the rooms above keep there.
    """
    closure.lock_vertical()
    body.refresh_from_db(from_queryset=Body.objects.select_for_update())
    if not body.is_open_on(on):
        raise ClosedBodyError(body=body, day=on)
    refuse_in_use(body, on)
    body.closed_on = on
    body.save(update_fields=["closed_on"])
    audit.record(
        action="orgs.body_closed",
        subject=body,
        actor=actor,
        body_id=body.pk,
        params={"body": dict(body.name), "on": on.isoformat()},
    )
    publish(BodyClosed(body_id=body.pk, on=on.isoformat()))


def refuse_in_use(body: Body, on: date) -> None:
    """Raise BodyInUseError with everything that keeps a body open on a day."""
    children = list(
        Body.objects.filter(
            Q(links_up__until__isnull=True) | Q(links_up__until__gt=on),
            links_up__parent=body,
            closed_on__isnull=True,
        ).distinct()[:NAMED]
    )
    mandates = list(terms_after([body.pk], on=on)[:NAMED])
    reasons = ports.must_stay(body)
    if children or mandates or reasons:
        raise BodyInUseError(body=body, children=children, mandates=mandates, reasons=reasons)


@transaction.atomic
def apply_dated_links() -> int:
    """Bring into the closure what was planned for today or before; return how many bodies moved.

    Idempotent, and safe when nights were missed.
    """
    closure.lock_vertical()
    moved = links.apply_pending(today=timezone.localdate())
    for child_id, line, parent_id in moved:
        publish(BodyMoved(body_id=child_id, line=line, parent_id=parent_id))
    return len(moved)


@transaction.atomic
def rebuild_paths() -> int:
    """Make the closure anew from the links, for repairs and bulk loads; return its size."""
    closure.lock_vertical()
    today = timezone.localdate()
    links.settle(today=today)
    return closure.rebuild(day=today)
