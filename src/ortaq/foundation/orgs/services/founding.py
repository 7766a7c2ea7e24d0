"""The first two administrators: the two-person rule needs two persons to begin with."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.orgs import closure
from ortaq.foundation.orgs.errors import FirstAdministratorExistsError, SamePersonError
from ortaq.foundation.orgs.events import MandateGranted
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Mandate
from ortaq.foundation.orgs.selectors import forget_mandates, is_alone
from ortaq.foundation.orgs.services.mandates import new_mandate, note, tell

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


@transaction.atomic
def grant_first_administrator(*, user: "User", centre: Body) -> Mandate:
    """Name the first administrator; only while none was ever held. The audit has no actor."""
    closure.lock_vertical()  # two installers at the same moment
    if Mandate.objects.filter(kind=Kind.ADMINISTRATOR).exists():
        raise FirstAdministratorExistsError
    return _found(actor=None, user=user, centre=centre, action="orgs.first_administrator_named")


@transaction.atomic
def grant_second_administrator(*, actor: "User", user: "User", centre: Body) -> Mandate:
    """Let the lone first administrator name a second one, so that two persons exist.

    Possible only while the actor is the only person who was ever granted a mandate that grants.
    """
    closure.lock_vertical()
    if actor == user:
        raise SamePersonError
    if not is_alone(actor):
        raise FirstAdministratorExistsError
    return _found(actor=actor, user=user, centre=centre, action="orgs.second_administrator_named")


def _found(*, actor: "User | None", user: "User", centre: Body, action: str) -> Mandate:
    mandate = new_mandate(
        user=user,
        body=centre,
        kind=Kind.ADMINISTRATOR,
        since=timezone.localdate(),
        until=None,
        ground="",
    )
    mandate.state, mandate.founding, mandate.proposed_by = Mandate.State.HELD, True, actor
    mandate.save()
    note(action, mandate, actor)
    tell(MandateGranted, mandate)
    forget_mandates(user)
    return mandate
