"""What the audit trail and messages say about membership."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import own_act, sentence
from ortaq.foundation.audit.subjects import subject
from ortaq.foundation.notify.kinds import message_group, message_kind
from ortaq.modules.membership.models import Membership

sentence("membership.applied", _("applied for membership"))
sentence("membership.approved", _("admitted a member and gave the card number"))
sentence("membership.refused", _("refused an application, with a reason"))
sentence("membership.withdrawn", _("took the application for membership back"))
sentence("membership.left", _("left the primary organisation"))
own_act("membership.applied", "membership.withdrawn", "membership.left")


def _called(membership: Membership) -> str:
    """Return the card, not the name: those above a primary read its trail, and see no names."""
    card = membership.printed_card_no
    return gettext("Membership, card {number}").format(number=card) if card else ""


subject("membership.membership", _("Membership"), name=_called)

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
