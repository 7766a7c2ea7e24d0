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
sentence("membership.exported", _("took out a list of {count} members as {format}"))
sentence("membership.brought", _("entered a member by a table"))
sentence("membership.taken_back", _("took back a member whom a table had brought"))
sentence("membership.entered", _("entered an application that was signed on paper"))
sentence("membership.suspended", _("paused a membership"))
sentence("membership.resumed", _("ended the pause of a membership"))
sentence("membership.excluded", _("excluded a member by a decision"))
sentence("membership.ended", _("wrote down that a membership is over"))
sentence("membership.transferred", _("moved a member to another primary organisation"))
sentence("membership.taken_in", _("took in a member from another primary organisation"))
sentence("membership.moved_with_body", _("moved a member together with the organisation"))
sentence("membership.transfer_asked", _("asked for a move to another primary organisation"))
sentence("membership.transfer_agreed", _("agreed to a member's move"))
sentence("membership.transfer_refused", _("refused a member's move, with a reason"))
sentence("membership.transfer_withdrawn", _("took the wish to move back"))
sentence("membership.circumstances", _("changed the circumstances of a member"))
sentence("membership.retired", _("noted that a member has retired"))
sentence("membership.works_again", _("noted that a member works again"))
sentence("membership.merged", _("joined two records of one person"))
sentence("membership.merge_undone", _("separated two records again"))
own_act(
    "membership.applied",
    "membership.withdrawn",
    "membership.left",
    "membership.transfer_asked",
    "membership.transfer_withdrawn",
    "membership.circumstances",
    "membership.retired",
    "membership.works_again",
)


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
message_kind(
    "membership.suspended",
    title=_("Your membership is paused"),
    text=_("You keep your card and may ask for help. Open your membership to read why."),
)
message_kind(
    "membership.resumed",
    title=_("Your membership goes on"),
    text=_("The pause is over. Your card number is the same."),
)
message_kind(
    "membership.excluded",
    title=_("Your membership has ended"),
    text=_("Open your membership to read the decision and what you can do next."),
)
message_kind(
    "membership.ended",
    title=_("Your membership has ended"),
    text=_("Your organisation wrote this down. If it is a mistake, open your membership."),
)
message_kind(
    "membership.transferred",
    title=_("You moved to another organisation of the union"),
    text=_("Your years and your card number went with you."),
)
message_kind(
    "membership.transfer_asked",
    title=_("A member wishes to move"),
    text=_("Open the desk to agree or to say why not."),
)
message_kind(
    "membership.transfer_refused",
    title=_("Your wish to move has an answer"),
    text=_("Open your membership to read the answer."),
)
message_kind(
    "membership.body_split",
    title=_("New organisations came out of yours"),
    text=_("Choose which members of “{body}” go to the new organisations."),
)
message_kind(
    "membership.merged",
    title=_("Two records of you became one"),
    text=_("If this was a mistake, tell your chair: it can be undone for thirty days."),
)
