"""Reads of agreements."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from ortaq.foundation.orgs.models import Body, Path
from ortaq.foundation.orgs.selectors import bodies_within_reach
from ortaq.modules.agreements.checking.model import Report
from ortaq.modules.agreements.models import Agreement, Finding, Round, Version
from ortaq.modules.agreements.rules import READERS, WRITERS
from ortaq.modules.agreements.running import check_lines, norms_on
from ortaq.modules.agreements.workflow import EXPIRY_WARNING, Check, Decision

if TYPE_CHECKING:
    from uuid import UUID

    from ortaq.foundation.accounts.models import User

GRAVE = ("worse", "below_ilo")
PEERS = 20


def check(lines: Iterable[str]) -> Report:
    """Check the paragraphs of a document with this installation's norms; nothing is kept."""
    return check_lines(list(lines), norms_on())


def agreements_for(user: "User") -> QuerySet[Agreement]:
    """Return the agreements of the bodies that the user's mandates reach."""
    bodies = bodies_within_reach(user, kinds=READERS)
    latest = Version.objects.filter(agreement=OuterRef("pk")).order_by("-no")
    return (
        Agreement.objects.filter(body__in=bodies)
        .select_related("body", "employer")
        .annotate(
            latest_state=Subquery(latest.values("state")[:1]),
            latest_violations=Subquery(
                latest.annotate(
                    violations=Count("findings", filter=Q(findings__verdict__in=GRAVE))
                ).values("violations")[:1]
            ),
        )
    )


def ending_soon(rows: QuerySet[Agreement], today: date) -> QuerySet[Agreement]:
    """Of these agreements, those whose last day comes soon or has passed."""
    return rows.filter(expires_on__lte=today + timedelta(days=EXPIRY_WARNING))


def agreement(public_id: "UUID") -> Agreement | None:
    """Return an agreement by its public number."""
    rows = Agreement.objects.select_related("body", "employer", "above")
    return rows.filter(public_id=public_id).first()


def version(public_id: "UUID") -> Version | None:
    """Return a version by its public number."""
    rows = Version.objects.select_related("agreement__body", "file")
    return rows.filter(public_id=public_id).first()


def round_by(public_id: "UUID") -> Round | None:
    """Return a round of bargaining by its public number."""
    rows = Round.objects.select_related("agreement__body", "agreement__employer")
    return rows.filter(public_id=public_id).first()


def latest_checked(row: Agreement) -> Version | None:
    """Return the newest text whose check is done."""
    return row.versions.filter(state=Check.DONE.value).order_by("-no").first()


def finding(pk: int) -> Finding | None:
    """Return a finding with its agreement."""
    return Finding.objects.select_related("version__agreement__body").filter(pk=pk).first()


def spoken(row: Version) -> QuerySet[Finding]:
    """Return the findings that may leave the house: all but those a person rejected."""
    return row.findings.exclude(decision=Decision.REJECTED.value)


def stated_by(row: Version) -> dict[str, Finding]:
    """Return by parameter what a text says: the worst clause of each."""
    found: dict[str, Finding] = {}
    for one in row.findings.exclude(param_key=""):
        if one.param_key not in found or one.verdict in GRAVE:
            found[one.param_key] = one
    return found


def peers_of(row: Agreement) -> list[Agreement]:
    """Return signed agreements of the same OKED division, the branch agreement above first.

    What another body has not signed is its draft, and nobody else's to read.
    """
    signed = Agreement.objects.filter(signed_on__lte=timezone.localdate()).exclude(pk=row.pk)
    above = list(signed.filter(pk=row.above_id)) if row.above_id else []
    same = signed.filter(level=Agreement.Level.ORGANISATION, oked__startswith=row.oked[:2])
    return above + (list(same[:PEERS]) if row.oked else [])


def bodies_to_write_for(user: "User") -> QuerySet[Body]:
    """Return the bodies that a user may register an agreement for."""
    return bodies_within_reach(user, kinds=WRITERS)


def agreements_above(bodies: Iterable[Body]) -> QuerySet[Agreement]:
    """Return the signed agreements of branches and regions that these bodies stand under."""
    lines = Path.objects.filter(descendant__in=bodies).values("ancestor")
    rows = Agreement.objects.exclude(level=Agreement.Level.ORGANISATION)
    return rows.filter(body__in=lines, signed_on__lte=timezone.localdate())
