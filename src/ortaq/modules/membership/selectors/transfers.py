"""Reads of transfers, of the steps of a membership, and of who keeps a body from closing."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.membership.models import Membership, StepTaken, Transfer
from ortaq.modules.membership.rules import CHAIRS
from ortaq.modules.membership.workflow import LIVE

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User
    from ortaq.foundation.orgs.models import Body

_WITH_ALL = ("membership__user", "membership__body", "to_body", "let_go_by", "taken_in_by")


def transfer(pk: int) -> Transfer | None:
    """Return a wish to move with its member and both bodies, or None."""
    return Transfer.objects.select_related(*_WITH_ALL).filter(pk=pk).first()


def transfers_for(user: "User") -> QuerySet[Transfer]:
    """Return the wishes that wait for this officer, at either end.

    The same answer as ``membership.let_go`` and ``membership.take_in``: a chair here, or above
    where the primary has no chair but the member himself.
    """
    here = [mandate.body_id for mandate in orgs.mandates_of(user, kinds=CHAIRS)]
    if not here:
        return Transfer.objects.none()
    reach = orgs.bodies_within_reach(user, kinds=CHAIRS).values("pk")
    chairs = Mandate.objects.live_on(timezone.localdate()).filter(kind__in=CHAIRS)
    chairs = chairs.exclude(user=OuterRef("membership__user"))
    leaves = Q(membership__body__in=here) | (
        Q(membership__body__in=reach) & ~Exists(chairs.filter(body=OuterRef("membership__body")))
    )
    joins = Q(to_body__in=here) | (
        Q(to_body__in=reach) & ~Exists(chairs.filter(body=OuterRef("to_body")))
    )
    return (
        Transfer.objects.filter(state=Transfer.State.ASKED)
        .filter((leaves & Q(let_go_by__isnull=True)) | (joins & Q(taken_in_by__isnull=True)))
        .exclude(membership__user=user)
        .select_related(*_WITH_ALL)
    )


def transfers_of(user: "User") -> list[Transfer]:
    """Return a person's own wishes that wait or were refused, the newest first."""
    rows = Transfer.objects.filter(membership__user=user)
    rows = rows.filter(state__in=[Transfer.State.ASKED, Transfer.State.REFUSED])
    return list(rows.select_related(*_WITH_ALL).order_by("-asked_at", "-pk"))


def steps_of(memberships: list[Membership]) -> dict[int, list[StepTaken]]:
    """Return the remembered steps of memberships, oldest first, in one query."""
    found: dict[int, list[StepTaken]] = {row.pk: [] for row in memberships}
    rows = StepTaken.objects.filter(membership__in=list(found)).select_related("by")
    for step in rows.order_by("on", "pk"):
        found[step.membership_id].append(step)
    return found


def why_body_must_stay(body: "Body") -> list[str]:
    """Say what keeps a body from closing: members and applications (port ORGS_MUST_STAY)."""
    live = Membership.objects.filter(body=body, state__in=LIVE).count()
    if not live:
        return []
    text = ngettext(
        "{n} membership or application is still open there. Move or end it first.",
        "{n} memberships or applications are still open there. Move or end them first.",
        live,
    )
    return [text.format(n=live)]
