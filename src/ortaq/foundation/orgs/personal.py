"""What the vertical holds of a person: the posts held, which stay as the union's record."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.foundation.orgs.models import Mandate
from ortaq.foundation.orgs.selectors import mandates_of
from ortaq.foundation.texts.quotes import inner

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


def export_mandates(user: "User") -> list[dict[str, Any]]:
    """Return every post a person held or was proposed for; others appear by no name."""
    rows = Mandate.objects.filter(user=user).select_related("body").order_by("since", "pk")
    return [
        {
            "post": row.label,
            "body": str(row.body),
            "state": row.get_state_display(),
            "since": row.since,
            "until": row.until,
            "ground": row.ground,
            "end_ground": row.end_ground,
        }
        for row in rows
    ]


def erase_mandates(user: "User") -> Sequence[Words]:
    """Delete what never came into force; the posts that were held stay, under no name."""
    Mandate.objects.filter(
        user=user, state__in=[Mandate.State.PROPOSED, Mandate.State.REFUSED]
    ).delete()
    if not Mandate.objects.filter(user=user).exists():
        return []
    return [
        _(
            "The posts you held stay in the union's record without your name, because "
            "decisions were taken in them that others rely on."
        )
    ]


def obstacles(user: "User") -> Sequence[Words]:
    """Return the posts that must end before a person can be erased."""
    return [
        _("You hold a post: {post}, “{body}”. It must end first.").format(
            post=mandate.label, body=inner(mandate.body)
        )
        for mandate in mandates_of(user)
    ]


def _never(_before: datetime) -> int:
    return 0


register(
    PersonalData(
        name="orgs",
        label=_("Posts in the union"),
        why=_("So that everybody can see who acts for the union, and by whose decision."),
        export=export_mandates,
        erase=erase_mandates,
        obstacles=obstacles,
        retention=[
            Retention(
                kind="orgs.mandates",
                label=_("Posts held in the union"),
                months=None,
                ground=_("The union's own history: who was entitled to act, and when."),
                purge=_never,
            )
        ],
        labels={
            "post": _("Post"),
            "body": _("Body"),
            "state": _("State"),
            "since": _("First day"),
            "until": _("Last day"),
            "ground": _("Ground"),
            "end_ground": _("Ground of the end"),
        },
    )
)
