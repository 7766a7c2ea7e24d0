"""What other rooms state and talk must follow: who sits at the other end from now on."""

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import subscribe
from ortaq.foundation.orgs.events import MandateEnded, MandateGranted
from ortaq.modules.appeals.events import AppealHandedOver, AppealTaken
from ortaq.modules.dialogue import selectors, services
from ortaq.modules.dialogue.models import Thread
from ortaq.modules.workplaces.events import SideMarked


@subscribe(AppealHandedOver)
def seat_the_new_holder(event: AppealHandedOver) -> None:
    """The talk about a case goes on with its new holder."""
    _look_at_case(event.appeal_id)


@subscribe(AppealTaken)
def seat_who_took_it(event: AppealTaken) -> None:
    """A colleague may have taken what lay with another."""
    _look_at_case(event.appeal_id)


def _look_at_case(appeal_id: int) -> None:
    for thread in Thread.objects.filter(appeal=appeal_id):
        services.look_at_seat(thread=thread)


@subscribe(MandateGranted)
def seat_a_new_chair(event: MandateGranted) -> None:
    """The talk with a chair goes on with the new one."""
    for thread in selectors.threads_of_body(event.body_id).iterator(chunk_size=500):
        services.look_at_seat(thread=thread)


@subscribe(MandateEnded)
def free_the_seats(event: MandateEnded) -> None:
    """Who has left his post sits nowhere."""
    _look_at_seats_of(event.user_id)


@subscribe(SideMarked)
def free_the_seats_of_a_manager(event: SideMarked) -> None:
    """Who sits on the employer's side now talks with nobody of that workplace."""
    _look_at_seats_of(event.user_id)


def _look_at_seats_of(user_id: int) -> None:
    rows = selectors.stale_seats(User.objects.get(pk=user_id))
    for thread in rows.iterator(chunk_size=500):
        services.look_at_seat(thread=thread)
