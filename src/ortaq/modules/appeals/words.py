"""What the audit trail and messages say about appeals: numbers, never names or contents."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import own_act, sentence
from ortaq.foundation.audit.subjects import subject
from ortaq.foundation.notify.kinds import message_group, message_kind

sentence("appeals.submitted", _("submitted appeal {number}"))
sentence("appeals.taken", _("took appeal {number} into work"))
sentence("appeals.handed_over", _("handed appeal {number} over to another officer"))
sentence("appeals.answered", _("answered appeal {number}"))
sentence("appeals.rated", _("rated the answer to appeal {number}"))
sentence("appeals.reopened", _("reopened appeal {number}"))
sentence("appeals.closed", _("closed appeal {number}: thirty days without a word"))
own_act("appeals.submitted", "appeals.rated", "appeals.reopened")

subject(
    "appeals.appeal",
    _("Appeal"),
    name=lambda appeal: gettext("Appeal {number}").format(number=appeal.number),
)

message_group("appeals", _("Appeals"))
message_kind(
    "appeals.assigned",
    title=_("Appeal {number} has come to you"),
    text=_("Open the desk to read it and take it into work."),
)
message_kind(
    "appeals.handed_over",
    title=_("Appeal {number} has another officer"),
    text=_("Open it to see who has it now. The day of the answer stays the same."),
)
message_kind(
    "appeals.answered",
    title=_("Appeal {number} is answered"),
    text=_("Open it to read the answer and say whether it helped."),
)
message_kind(
    "appeals.due_soon",
    title=_("Appeal {number}: the term ends soon"),
    text=_("At most two working days are left for the answer."),
)
message_kind(
    "appeals.overdue",
    title=_("Appeal {number} is overdue"),
    text=_("The day of the answer has passed, and the member still waits."),
)
message_kind(
    "appeals.reopened",
    title=_("Appeal {number} is open again"),
    text=_("The member says what is still missing. A new term has begun."),
)
