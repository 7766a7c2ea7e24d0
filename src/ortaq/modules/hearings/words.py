"""What the audit trail and messages say about hearings: numbers and days, never names."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import own_act, sentence
from ortaq.foundation.audit.subjects import subject
from ortaq.foundation.notify.kinds import message_group, message_kind

sentence("hearings.set", _("set a hearing of {number} on {on}"))
sentence("hearings.postponed", _("postponed a hearing of {number}; now on {on}"))
sentence("hearings.held", _("wrote down the result of a hearing of {number} on {on}"))
sentence("hearings.cancelled", _("cancelled the hearing of {number} on {on}"))
sentence("hearings.passed_on", _("gave the hearing of {number} on {on} another representative"))
sentence("hearings.will_come", _("said to come to the hearing of {number} on {on}"))
sentence("hearings.cannot_come", _("said not to come to the hearing of {number} on {on}"))
sentence("hearings.feed_made", _("made a secret address of the own calendar of hearings"))
sentence("hearings.feed_revoked", _("revoked the secret address of the own calendar"))
sentence("hearings.term_opened", _("opened a term of appeal {number}, last day {on}"))
sentence("hearings.term_stopped", _("stopped a term of appeal {number}, last day {on}"))
sentence("hearings.term_stands", _("let a term of appeal {number} stand still"))
sentence("hearings.term_runs", _("let a term of appeal {number} run again, last day {on}"))
own_act("hearings.will_come", "hearings.cannot_come")

subject(
    "hearings.hearing",
    _("Hearing"),
    related=("appeal", "case"),
    name=lambda row: gettext("Hearing of {number}").format(number=(row.appeal or row.case).number),
)
subject(
    "hearings.limitation",
    _("Term of a claim"),
    related=("appeal",),
    name=lambda row: gettext("Term of appeal {number}").format(number=row.appeal.number),
)
subject("hearings.feed", _("Calendar address"))

message_group("hearings", _("Hearings and terms"))
message_kind(
    "hearings.set",
    title=_("A hearing on {day} at {time}"),
    text=_("Open Ortaq to see where it is and what to bring, and say whether you come."),
)
message_kind(
    "hearings.postponed",
    title=_("Your hearing is moved to {day}, {time}"),
    text=_("Open Ortaq to see why, and say whether you come at the new time."),
)
message_kind(
    "hearings.cancelled",
    title=_("The hearing on {day} is cancelled"),
    text=_("Open Ortaq to see why."),
)
message_kind(
    "hearings.held",
    title=_("The hearing of {day} was held"),
    text=_("Open Ortaq to read what came of it."),
)
message_kind(
    "hearings.soon_day",
    title=_("A hearing on {day} at {time}"),
    text=_("Less than a day is left. Open Ortaq to see where it is and what to bring."),
    urgent=True,
)
message_kind(
    "hearings.soon_hours",
    title=_("A hearing today at {time}"),
    text=_("At most two hours are left."),
    urgent=True,
)
message_kind(
    "hearings.to_represent",
    title=_("You represent in {number} on {day} at {time}"),
    text=_("Open the desk to see the hearing."),
)
message_kind(
    "hearings.cannot_come",
    title=_("{number}: the member cannot come on {day}"),
    text=_("Open the desk to postpone the hearing or to go without the member."),
)
message_kind(
    "hearings.nobody_represents",
    title=_("{number}: nobody represents on {day}"),
    text=_("The representative has left the post and the case has no holder. Find another."),
    urgent=True,
)
message_kind(
    "hearings.terms",
    title=_("Appeal {number}: the days by which one can claim"),
    text=_("Your officer keeps an eye on them. Open the appeal to see them in plain words."),
)
message_kind(
    "hearings.term_soon",
    title=_("Appeal {number}: a term of claim ends on {day}"),
    text=_("Days left: {days}. File the claim, or write down why the term is not needed."),
)
message_kind(
    "hearings.term_missed",
    title=_("Appeal {number}: a term of claim passed on {day}"),
    text=_("Ask at once for it to be restored, and tell the member what can be done."),
    urgent=True,
)
message_kind(
    "hearings.own_term_missed",
    title=_("Appeal {number}: a day by which one could claim has passed"),
    text=_("Open the appeal. Your officer is to tell you what can still be done."),
)
