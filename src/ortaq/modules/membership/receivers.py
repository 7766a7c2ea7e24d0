"""What the floors below state, and what it means for memberships."""

from datetime import date

from ortaq.foundation.accounts.events import ConsentWithdrawn, PersonChanged
from ortaq.foundation.events.bus import subscribe
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs.events import BodiesMerged, BodySplit
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.orgs.selectors import holders
from ortaq.modules.membership import services
from ortaq.modules.membership.rules import CHAIRS


@subscribe(PersonChanged)
def follow_person(event: PersonChanged) -> None:
    """Copy sex and birth date anew."""
    services.copy_person(user_id=event.user_id)


@subscribe(ConsentWithdrawn)
def forget_what_was_agreed(event: ConsentWithdrawn) -> None:
    """Remove circumstances that were kept with a consent only."""
    if event.purpose == services.CIRCUMSTANCES:
        services.forget_circumstances(user_id=event.user_id)


@subscribe(BodiesMerged)
def follow_bodies(event: BodiesMerged) -> None:
    """Move the members of bodies that were joined."""
    services.move_with_bodies(
        from_ids=event.from_ids, into_id=event.into_id, on=date.fromisoformat(event.on)
    )


@subscribe(BodySplit)
def ask_who_goes_where(event: BodySplit) -> None:
    """Nobody but the chairs knows who works where: tell them to choose who goes where."""
    body = Body.objects.get(pk=event.from_id)
    notify(
        users=holders(body, kinds=CHAIRS),
        kind="membership.body_split",
        params={"body": dict(body.name)},
        url=f"/desk/members/body/{body.pk}/move/",
        key=f"split:{body.pk}:{event.on}",
    )
