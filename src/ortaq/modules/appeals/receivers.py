"""What other rooms state and appeals must follow."""

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import subscribe
from ortaq.foundation.orgs.events import MandateEnded
from ortaq.modules.appeals import services
from ortaq.modules.appeals.events import AppealSubmitted, CaseAnswered
from ortaq.modules.workplaces.events import JobChanged, SideMarked


@subscribe(AppealSubmitted)
def tell_holder(event: AppealSubmitted) -> None:
    """Tell the officer what has come to him; of a flood, once."""
    services.tell_holder(appeal_id=event.appeal_id)


@subscribe(MandateEnded)
def pass_on_appeals(event: MandateEnded) -> None:
    """Find another officer for what the former one may no longer hold, or stand in for."""
    officer = User.objects.get(pk=event.user_id)
    services.release_absences_of(deputy=officer)
    services.pass_on_appeals_of(officer=officer)


@subscribe(SideMarked)
def pass_on_appeals_of_a_manager(event: SideMarked) -> None:
    """Take from a manager the appeals of his workplace, though no mandate of his has ended."""
    services.pass_on_appeals_of(officer=User.objects.get(pk=event.user_id))


@subscribe(JobChanged)
def pass_on_appeals_about_a_new_job(event: JobChanged) -> None:
    """The author works somewhere else now; who manages there may not hold his open appeals."""
    services.pass_on_appeals_by(author=User.objects.get(pk=event.user_id))


@subscribe(CaseAnswered)
def carry_case_reply(event: CaseAnswered) -> None:
    """Carry an answer to all of a case into the next threads."""
    services.carry_case_reply(case_reply_id=event.case_reply_id)
