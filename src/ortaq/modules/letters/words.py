"""What the audit trail and messages say about letters: numbers, never names or contents."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import own_act, sentence
from ortaq.foundation.audit.subjects import subject
from ortaq.foundation.notify.kinds import message_group, message_kind

sentence("letters.drafted", _("began a letter about appeal {appeal}"))
sentence("letters.changed", _("changed letter {number} about appeal {appeal}"))
sentence("letters.prepared", _("made the pages of letter {number}"))
sentence("letters.withdrawn", _("withdrew letter {number}"))
sentence("letters.approved", _("approved the pages of letter {number}"))
sentence("letters.refused", _("refused the pages of letter {number}"))
sentence("letters.sent", _("sent letter {number} about appeal {appeal}"))
sentence("letters.link_renewed", _("made a new link for the reply to letter {number}"))
sentence("letters.link_revoked", _("ended the link for the reply to letter {number}"))
sentence("letters.opened", _("the link of letter {number} was opened"))
sentence("letters.downloaded", _("downloaded letter {number}"))
sentence("letters.file_opened", _("opened a file of the reply to letter {number}"))
sentence("letters.answered", _("a reply to letter {number} came by its link"))
sentence("letters.more_time", _("more time was asked for by the link of letter {number}"))
sentence("letters.released", _("showed the member the reply to letter {number}"))
sentence("letters.solution_proposed", _("proposed an agreed solution after letter {number}"))
sentence(
    "letters.solution_countered",
    _("other words of a solution came by the link of letter {number}"),
)
sentence("letters.solution_confirmed", _("confirmed the solution after letter {number}"))
sentence("letters.solution_agreed", _("both sides agreed after letter {number}"))
sentence(
    "letters.solution_closed", _("closed the agreed page after letter {number} to the public")
)
sentence(
    "letters.solution_opened", _("opened the agreed page after letter {number} to the public")
)
sentence("letters.solution_checked", _("checked what was agreed after letter {number}"))
sentence("letters.solution_said", _("said whether the agreement after letter {number} was kept"))
own_act("letters.approved", "letters.refused", "letters.solution_said")

subject(
    "letters.letter",
    _("Letter"),
    name=lambda letter: (
        gettext("Letter {number}").format(number=letter.number)
        if letter.number
        else gettext("Letter about appeal {number}").format(number=letter.appeal.number)
    ),
)

message_group("letters", _("Letters about appeals"))
message_kind(
    "letters.approval_asked",
    title=_("Appeal {appeal}: a letter waits for your word"),
    text=_("Read the pages. Nothing leaves before you agree."),
)
message_kind(
    "letters.approved",
    title=_("Letter {number} may be sent"),
    text=_("The member has approved its pages."),
)
message_kind(
    "letters.refused",
    title=_("Letter {number}: the member said no"),
    text=_("Open it to read why, change the words and ask again."),
)
message_kind(
    "letters.sent",
    title=_("Appeal {appeal}: a letter was sent"),
    text=_("Open it to see what was sent and until when a reply is awaited."),
)
message_kind(
    "letters.released",
    title=_("Appeal {appeal}: you can read the reply"),
    text=_("Your officer has opened the words of the reply to you."),
)
message_kind(
    "letters.answered",
    title=_("Letter {number}: a reply has come"),
    text=_("Open the desk to read it. The clock has stopped."),
)
message_kind(
    "letters.more_time",
    title=_("Letter {number}: more time was asked for"),
    text=_("The reply is awaited five working days later. This happens once."),
)
message_kind(
    "letters.solution_countered",
    title=_("Letter {number}: other words of a solution have come"),
    text=_("Compare them with yours, and confirm or answer."),
)
message_kind(
    "letters.solution_agreed",
    title=_("Appeal {appeal}: both sides have agreed"),
    text=_("Open it to read what will be done and until when."),
)
message_kind(
    "letters.solution_due",
    title=_("Letter {number}: was it done?"),
    text=_("The day has come to look whether the agreement was kept."),
)
message_kind(
    "letters.solution_checked",
    title=_("Appeal {appeal}: the agreement was checked"),
    text=_("Open it to read what was found, and say how you see it."),
)
message_kind(
    "letters.solution_said",
    title=_("Letter {number}: the member says whether it was done"),
    text=_("Open the desk to read it."),
)
