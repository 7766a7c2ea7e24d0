"""What the vertical states and workplaces must follow."""

from datetime import date

from ortaq.foundation.events.bus import subscribe
from ortaq.foundation.orgs.events import BodiesMerged, BodyClosed, BodyMoved, BodySplit
from ortaq.modules.workplaces import services


@subscribe(BodyMoved)
def bar_after_a_move(event: BodyMoved) -> None:
    """A body came under other officers: some of them may manage its workplace."""
    services.enforce_bar(actor=None, body_id=event.body_id)


@subscribe(BodyClosed)
def leave_the_sites(event: BodyClosed) -> None:
    """No members of a closed body work anywhere."""
    services.leave_sites_of(body_id=event.body_id, on=date.fromisoformat(event.on))


@subscribe(BodiesMerged)
def follow_a_merger(event: BodiesMerged) -> None:
    """The sites of merged bodies are the new one's; of its officers some may manage them."""
    on = date.fromisoformat(event.on)
    services.hand_sites_over(from_ids=event.from_ids, into_id=event.into_id, on=on)
    services.enforce_bar(actor=None, body_id=event.into_id)


@subscribe(BodySplit)
def follow_a_split(event: BodySplit) -> None:
    """Give each new body the sites that were chosen for it."""
    on = date.fromisoformat(event.on)
    for fresh, sites in event.chosen("workplaces.sites").items():
        services.hand_sites_over(from_ids=[event.from_id], into_id=fresh, on=on, site_ids=sites)
