"""Taking back bodies that a table has just opened: for the undo within a day, for nothing else.

A body that has lived is closed, never deleted.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from ortaq.foundation.audit import services as audit
from ortaq.foundation.orgs import closure
from ortaq.foundation.orgs.models import Body, Link, Mandate, Path
from ortaq.foundation.orgs.selectors import forget_mandates

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

_OWN = (Link, Path)  # what a body is opened with


@transaction.atomic
def take_proposals_back(*, actor: "User | None", ids: Sequence[int]) -> set[int]:
    """Forget mandates that a table proposed; return those decided about since."""
    rows = list(Mandate.objects.select_for_update().filter(pk__in=ids).select_related("user"))
    waiting = [row for row in rows if row.state == Mandate.State.PROPOSED]
    audit.record_many(
        action="orgs.proposal_taken_back",
        model=Mandate,
        ids=[row.pk for row in waiting],
        actor=actor,
    )
    Mandate.objects.filter(pk__in=[row.pk for row in waiting]).delete()
    for row in waiting:
        forget_mandates(row.user)
    return {row.pk for row in rows} - {row.pk for row in waiting}


@transaction.atomic
def take_bodies_back(*, actor: "User | None", ids: Sequence[int]) -> set[int]:
    """Take back bodies that a table opened, the lowest first; return those used by now."""
    closure.lock_vertical()
    stay: set[int] = set()
    for body in Body.objects.filter(pk__in=ids).order_by("-pk"):
        if _is_used(body):
            stay.add(body.pk)
            continue
        audit.record(
            action="orgs.body_taken_back",
            subject=body,
            actor=actor,
            body_id=body.pk,
            params={"body": dict(body.name)},
        )
        Link.objects.filter(child=body).delete()
        Path.objects.filter(descendant=body).delete()
        body.delete()
    return stay


def _is_used(body: Body) -> bool:
    """Whether anything of the house names the body beside its own place, children included."""
    if Link.objects.filter(parent=body).exists():
        return True
    for relation in Body._meta.related_objects:  # noqa: SLF001 -- Django documents it
        model = relation.related_model
        if model in _OWN:
            continue
        rows = model._base_manager.filter(**{relation.field.attname: body.pk})  # noqa: SLF001
        if rows.exists():
            return True
    return False
