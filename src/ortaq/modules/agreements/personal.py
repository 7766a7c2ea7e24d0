"""What agreements hold of a person: who entered, took in, decided. For how long: the agreement."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Words, register
from ortaq.modules.agreements.models import Agreement, Finding, Version

LABELS: dict[str, Words] = {
    "agreement": _("Agreement"),
    "what": _("What you did"),
    "at": _("When"),
}


def export(user: User) -> list[dict[str, Any]]:
    """Return what a person entered, took in and decided as an officer."""
    entered = [
        {"agreement": row.title, "what": "entered", "at": row.made_at}
        for row in Agreement.objects.filter(made_by=user).order_by("pk")
    ]
    texts = [
        {"agreement": row.agreement.title, "what": f"text {row.no}", "at": row.at}
        for row in Version.objects.filter(by=user).select_related("agreement").order_by("pk")
    ]
    decided = [
        {
            "agreement": row.version.agreement.title,
            "what": f"{row.decision} {row.clause}",
            "at": row.decided_at,
        }
        for row in Finding.objects.filter(decided_by=user)
        .select_related("version__agreement")
        .order_by("pk")
    ]
    return entered + texts + decided


def erase(user: User) -> list[Words]:
    """Forget who acted; agreements and decisions are the union's and stay."""
    Agreement.objects.filter(made_by=user).update(made_by=None)
    Version.objects.filter(by=user).update(by=None)
    Finding.objects.filter(decided_by=user).update(decided_by=None)
    return []


register(
    PersonalData(
        name="agreements",
        label=_("Your work on collective agreements"),
        why=_("To know who answers for a finding that the union calls its word."),
        export=export,
        erase=erase,
        labels=LABELS,
        retention=[],
    )
)
