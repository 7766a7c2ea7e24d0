"""Whether a person is in good standing: the question that votes, benefits and dues ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.workflow import IN_FORCE, State

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


class StandingKind(StrEnum):
    """How a person stands to the union."""

    GOOD = "good"
    SUSPENDED = "suspended"  # every membership is paused
    NONE = "none"  # no membership in force


@dataclass(frozen=True)
class Standing:
    """How a person stands; ``remarks`` are added by rooms above, such as dues in arrears."""

    kind: StandingKind
    remarks: Sequence[str] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing stands against a vote or a benefit."""
        return self.kind is StandingKind.GOOD and not self.remarks


def standing(user: "User") -> Standing:
    """Return how a person stands today.

    The rooms above add remarks through the port ``MEMBERSHIP_STANDING``: a list of dotted paths to
    ``(user) -> str | None``, a code such as "arrears".
    """
    rows = Membership.objects.filter(user=user, state__in=IN_FORCE)
    states = set(rows.values_list("state", flat=True))
    if not states:
        return Standing(StandingKind.NONE)
    kind = StandingKind.GOOD if State.APPROVED in states else StandingKind.SUSPENDED
    said = [import_string(path)(user) for path in settings.MEMBERSHIP_STANDING]
    return Standing(kind, tuple(code for code in said if code))
