"""What the audit trail and messages say about talk: that there is a word, never the word."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import own_act, sentence
from ortaq.foundation.audit.subjects import subject
from ortaq.foundation.notify.kinds import message_group, message_kind

sentence("dialogue.earlier_shown", _("showed earlier words to who sits there now"))
sentence("dialogue.earlier_kept", _("kept earlier words from who sits there now"))
sentence("dialogue.muted", _("let a member not write for some days; days: {days}"))
sentence("dialogue.unmuted", _("let a member write again"))
sentence("dialogue.announced", _("wrote an announcement to the members"))
sentence("dialogue.undone", _("took an announcement back before it went out"))
sentence("dialogue.went_out", _("an announcement went out; members: {members}"))
sentence("dialogue.reply_hidden", _("hid a public reply to an announcement"))
own_act("dialogue.earlier_shown", "dialogue.earlier_kept")

# Neither says whose it is: those who read the trail from above see no names.
subject("dialogue.thread", _("Talk"))
subject("dialogue.mute", _("Silence for a while"))
subject("dialogue.announcement", _("Announcement"), name=lambda row: str(row.title))

message_group("dialogue", _("Talk"))
message_kind(
    "dialogue.word",
    title=_("A word for you in Ortaq"),
    text=_("Your chair or your officer has written. Open the talk to read it."),
)
message_kind(
    "dialogue.word_of_member",
    title=_("A member has written to you"),
    text=_("Open the talk on your desk to read it."),
)
message_kind(
    "dialogue.new_officer",
    title=_("Somebody else is at the other end of your talk"),
    text=_("Your earlier words are not shown there unless you say so."),
)
message_kind(
    "dialogue.muted",
    title=_("You cannot write in a talk for a while"),
    text=_("Open Ortaq to read why and until when. Your appeals stay open to you."),
)
message_kind(
    "dialogue.unmuted",
    title=_("You may write in the talk again"),
    text=_("A leader of your organisation has said so."),
)
