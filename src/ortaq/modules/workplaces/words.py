"""What the audit trail and messages say about workplaces."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import own_act, sentence
from ortaq.foundation.audit.subjects import subject
from ortaq.foundation.notify.kinds import message_group, message_kind
from ortaq.modules.workplaces.models import Side


def _side(value: object) -> Promise | str:
    return Side(str(value)).label if value in Side.values else str(value)


sentence("workplaces.group_added", _("added the group of companies “{group}”"))
sentence("workplaces.employer_added", _("added the employer “{employer}”"))
sentence("workplaces.employer_changed", _("changed the employer “{employer}”; before: “{before}”"))
sentence(
    "workplaces.employer_joined",
    _("joined the employer “{dropped}” to “{employer}”: {sites} workplaces; ground: {ground}"),
)
sentence("workplaces.employer_brought", _("entered or completed an employer by a table"))
sentence("workplaces.employer_taken_back", _("took back what a table had brought of an employer"))
sentence("workplaces.site_added", _("added the workplace “{site}”"))
sentence("workplaces.site_changed", _("changed the workplace “{site}”; before: “{before}”"))
sentence("workplaces.site_closed", _("closed the workplace “{site}” from {on}"))
sentence("workplaces.site_attached", _("attached “{site}” to “{body}” from {on}"))
sentence("workplaces.site_detached", _("detached “{site}” from “{body}” from {on}"))
sentence("workplaces.head_count_set", _("set the head-count of “{site}” on {on}: {people} people"))
# Of oneself and by an officer: the first names no actor in a trail read from above.
for own in ("", "own_"):
    sentence(f"workplaces.{own}job_set", _("wrote down a person's job at “{site}”"))
    sentence(f"workplaces.{own}job_ended", _("ended a person's job at “{site}”, last day {until}"))
    sentence(
        f"workplaces.{own}side_marked",
        _("marked on whose side a person sits at “{site}”: {side}"),
        side=_side,
    )
own_act("workplaces.own_job_set", "workplaces.own_job_ended", "workplaces.own_side_marked")

# A job says whose it is to nobody: those who read the trail from above see no names.
subject("workplaces.job", _("Job"))
subject("workplaces.site", _("Workplace"), name=str)
subject("workplaces.employer", _("Employer"), name=str)
subject("workplaces.group", _("Group of companies"), name=str)

message_group("workplaces", _("Workplace"))
message_kind(
    "workplaces.side_marked",
    title=_("Your place at work was written down"),
    text=_("Somebody said on whose side you sit at your workplace. Look whether it is right."),
)
