"""What other rooms state and hearings must follow."""

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import subscribe
from ortaq.foundation.orgs.events import MandateEnded
from ortaq.modules.appeals.events import AppealHandedOver
from ortaq.modules.hearings import services
from ortaq.modules.workplaces.events import SideMarked


@subscribe(AppealHandedOver)
def pass_on_its_hearings(event: AppealHandedOver) -> None:
    """Where the former holder may not represent any more, the new one does."""
    services.renew_representatives(appeal_id=event.appeal_id)


@subscribe(MandateEnded)
def pass_on_hearings(event: MandateEnded) -> None:
    """Who has left his post represents nobody."""
    services.renew_representatives(officer=User.objects.get(pk=event.user_id))


@subscribe(SideMarked)
def pass_on_hearings_of_a_manager(event: SideMarked) -> None:
    """Who sits on the employer's side now represents nobody of that workplace."""
    services.renew_representatives(officer=User.objects.get(pk=event.user_id))
