"""What the audit trail and messages say about membership."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import sentence
from ortaq.foundation.notify.kinds import message_group, message_kind

sentence("membership.applied", _("applied for membership"))
sentence("membership.approved", _("admitted a member and gave the card number"))
sentence("membership.refused", _("refused an application, with a reason"))
sentence("membership.withdrawn", _("took the application for membership back"))
sentence("membership.left", _("left the primary organisation"))

message_group("membership", _("Membership"))
message_kind(
    "membership.applied",
    title=_("A new application waits for you"),
    text=_("A person asks to join your organisation. Open the desk to answer."),
)
message_kind(
    "membership.approved",
    title=_("Welcome to the union"),
    text=_("Your application was approved. Your card number is in your cabinet."),
)
message_kind(
    "membership.refused",
    title=_("Your application has an answer"),
    text=_("Open your cabinet to read the answer and what you can do next."),
)
