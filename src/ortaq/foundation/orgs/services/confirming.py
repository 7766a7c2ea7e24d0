"""Confirming many posts by one press, as after the elections of a branch."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from ortaq.foundation.orgs.errors import OrgsError
from ortaq.foundation.orgs.models import Mandate
from ortaq.foundation.orgs.services.mandates import confirm_end, confirm_mandate

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


@transaction.atomic
def confirm_many(
    *, actor: "User", mandates: Iterable[Mandate]
) -> tuple[int, list[tuple[Mandate, str]]]:
    """Confirm what waits, ends before beginnings; return how many, and what could not be and why.

    Each stands on its own: one that is refused keeps no other from being confirmed, and each has
    its own line in the trail and its own fact, as if confirmed alone.
    """
    refused: list[tuple[Mandate, str]] = []
    done = 0
    for mandate in sorted(mandates, key=lambda row: (row.state != Mandate.State.ENDING, row.pk)):
        act = confirm_end if mandate.state == Mandate.State.ENDING else confirm_mandate
        try:
            with transaction.atomic():
                act(actor=actor, mandate=mandate)
        except OrgsError as error:
            refused.append((mandate, str(error)))
        else:
            done += 1
    return done, refused
