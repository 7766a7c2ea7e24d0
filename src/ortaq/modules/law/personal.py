"""What the law holds of a person: the signatures of those who answer for it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Words, register
from ortaq.modules.law.models import NormVersion, SignOff, Value

LABELS: dict[str, Words] = {
    "norm": _("Norm"),
    "signed_at": _("Signed"),
    "words": _("In words"),
}


def export(user: User) -> list[dict[str, Any]]:
    """Return what a person signed and worded."""
    signed = SignOff.objects.filter(signed_by=user).order_by("pk")
    worded = NormVersion.objects.filter(made_by=user).order_by("pk")
    valued = Value.objects.filter(signed_by=user).order_by("pk")
    return [
        *({"norm": r.norm, "signed_at": r.signed_at, "words": r.words} for r in signed),
        *({"norm": r.norm, "signed_at": r.made_at, "words": r.why} for r in worded),
        *({"norm": r.key, "signed_at": r.signed_at, "words": r.source} for r in valued),
    ]


def erase(user: User) -> list[Words]:
    """Keep the signatures: they are acts of office, and others rely on them."""
    if not export(user):
        return []
    return [_("Your signatures under norms and values stay, as acts of your office.")]


register(
    PersonalData(
        name="law",
        label=_("Signatures under norms"),
        why=_("So that it is known who answers for what the union says is the law."),
        labels=LABELS,
        export=export,
        erase=erase,
    )
)
