"""What other rooms state and appeals must follow."""

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import subscribe
from ortaq.foundation.orgs.events import MandateEnded
from ortaq.modules.appeals import services


@subscribe(MandateEnded)
def pass_on_appeals(event: MandateEnded) -> None:
    """Find another officer for what the former one may no longer hold."""
    services.pass_on_appeals_of(officer=User.objects.get(pk=event.user_id))
