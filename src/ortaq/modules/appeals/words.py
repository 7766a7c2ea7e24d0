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
sentence("appeals.wrote", _("wrote to the member about appeal {number}"))
sentence("appeals.rated", _("said that the outcome of appeal {number} is so"))
sentence("appeals.withdrawn", _("withdrew appeal {number}"))
sentence("appeals.review_opened", _("opened closed appeal {number} to review it"))
sentence("appeals.reviewed", _("reviewed closed appeal {number}"))
sentence("appeals.report_asked", _("asked for the report on appeals of {year}"))
sentence("appeals.reopened", _("reopened appeal {number}"))
sentence("appeals.closed", _("closed appeal {number}: thirty days without a word"))
sentence("appeals.entered", _("wrote down appeal {number} of a person who came"))
sentence("appeals.routed", _("confirmed topic and urgency of appeal {number}"))
sentence("appeals.transcribed", _("typed the words of a voice message of appeal {number}"))
sentence("appeals.agreed", _("confirmed the words of appeal {number}"))
sentence("appeals.claimed", _("took appeal {number} to the own appeals"))
own_act("appeals.agreed", "appeals.claimed")
own_act("appeals.submitted", "appeals.rated", "appeals.reopened", "appeals.withdrawn")

sentence("appeals.asked_help", _("asked those above for help with appeal {number}"))
sentence("appeals.helped", _("offered help with appeal {number}"))
sentence("appeals.explained", _("said why appeal {number} takes longer"))
sentence("appeals.escalated", _("appeal {number} was shown to those above: its term has passed"))
sentence("appeals.forwarded", _("sent appeal {number} on to another organisation"))
sentence("appeals.replied", _("the other organisation replied to appeal {number}"))
sentence("appeals.absent", _("is away from {since} to {until}, with a deputy for appeals"))
sentence("appeals.back", _("is back, or will not be away from {since} to {until}"))
sentence("appeals.calendar", _("entered an order on working time of {year} into the calendar"))
sentence("appeals.calendar_back", _("took a line of {year} out of the calendar"))

sentence("appeals.merged", _("joined appeal {number} with another of the same author"))
sentence("appeals.parted", _("parted appeal {number} from another again"))
sentence("appeals.grouped", _("put appeal {number} into a collective case"))
sentence("appeals.ungrouped", _("took appeal {number} out of a collective case"))
sentence("appeals.noted", _("wrote a note on appeal {number}"))
sentence("appeals.reply_saved", _("changed the saved replies of a desk"))
sentence("appeals.reply_dropped", _("threw away a saved reply of a desk"))
sentence("appeals.case_opened", _("opened collective case {number}"))
sentence("appeals.case_worded", _("wrote what collective case {number} is about"))
sentence("appeals.case_answered", _("answered all appeals of collective case {number}"))
sentence("appeals.case_handed_over", _("handed collective case {number} over to another officer"))
sentence("appeals.case_closed", _("closed collective case {number}"))
sentence("appeals.case_signed", _("signed collective case {number}"))
sentence("appeals.case_unsigned", _("took the signature from collective case {number} back"))
own_act("appeals.case_signed", "appeals.case_unsigned")

subject(
    "appeals.case",
    _("Collective case"),
    name=lambda case: gettext("Collective case {number}").format(number=case.number),
)
subject("appeals.report", _("Report on appeals"), name=lambda report: str(report.year))
subject(
    "appeals.appeal",
    _("Appeal"),
    name=lambda appeal: gettext("Appeal {number}").format(number=appeal.number),
)

subject(
    "appeals.absence",
    _("Absence of an officer"),
    name=lambda absence: gettext("Absence from {since} to {until}").format(
        since=absence.since, until=absence.until
    ),
)
subject(
    "appeals.calendarentry",
    _("Line of the working calendar"),
    name=lambda entry: str(entry.day or entry.year),
)

message_group("appeals", _("Appeals"))
message_kind(
    "appeals.assigned",
    title=_("Appeal {number} has come to you"),
    text=_("Open the desk to read it and take it into work."),
)
message_kind(
    "appeals.assigned_many",
    title=_("Many appeals have come to you"),
    text=_("They are told of together, once an hour. Your queue shows every one of them."),
)
message_kind(
    "appeals.danger",
    title=_("Danger to life: appeal {number} has come to you"),
    text=_("The first word of a person is owed within two hours. Open it now."),
    urgent=True,
)
message_kind(
    "appeals.danger_many",
    title=_("Many appeals about danger to life have come to you"),
    text=_("They are told of together, once an hour. Open your queue now."),
    urgent=True,
)
message_kind(
    "appeals.entered",
    title=_("Appeal {number} was written down for you"),
    text=_("An officer wrote down what you said. Open it to read it and confirm the words."),
)
message_kind(
    "appeals.handed_over",
    title=_("Appeal {number} has another officer"),
    text=_("Open it to see who has it now. The day of the answer stays the same."),
)
message_kind(
    "appeals.answered",
    title=_("Appeal {number} is answered"),
    text=_("Open it to read what came of it, and say whether it is so."),
)
message_kind(
    "appeals.wrote",
    title=_("There is a word on appeal {number}"),
    text=_("Open it to read what your officer writes. The appeal stays open."),
)
message_kind(
    "appeals.withdrawn",
    title=_("Appeal {number} is withdrawn"),
    text=_("The member does not ask any more. Nothing is owed."),
)
message_kind(
    "appeals.promise_due",
    title=_("Appeal {number}: today is the day you promised"),
    text=_("If it came true, state the outcome. If not, write to the member what happens now."),
)
message_kind(
    "appeals.promise_day",
    title=_("Appeal {number}: today is the promised day"),
    text=_("Your officer is reminded of it too. The appeal stays open until it is done."),
)
message_kind(
    "appeals.due_soon",
    title=_("Appeal {number}: the term ends soon"),
    text=_("Ask for help, name a deputy, or say why it takes longer: before the term ends."),
)
message_kind(
    "appeals.overdue",
    title=_("Appeal {number} is overdue"),
    text=_("The member still waits. Those above see that it needs help, and may offer it."),
)
message_kind(
    "appeals.reopened",
    title=_("Appeal {number} is open again"),
    text=_("The member says what is still missing. A new term has begun."),
)
message_kind(
    "appeals.merged",
    title=_("Appeal {number} goes on as {into}"),
    text=_("You asked about this before. Both are kept, and the earlier day of the answer holds."),
)
message_kind(
    "appeals.parted",
    title=_("Appeal {number} goes on by itself again"),
    text=_("It was joined with another of yours, and now it is not. Its own clocks run on."),
)
message_kind(
    "appeals.grouped",
    title=_("Appeal {number} is part of collective case {case}"),
    text=_("Others asked about the same. You get your own answer, and your name stays yours."),
)
message_kind(
    "appeals.flood",
    title=_("Many appeals about one matter: collective case {case}"),
    text=_("They came within an hour from one place and were put together. None is lost."),
)
message_kind(
    "appeals.came_many",
    title=_("{count} appeals have come to you from a colleague"),
    text=_("Open the queue to read them. Their clocks run on."),
)
message_kind(
    "appeals.clocks",
    title=_("Terms of your appeals: {count}"),
    text=_(
        "They end soon or have passed. The queue shows the nearest first; you may ask for help."
    ),
)
message_kind(
    "appeals.needs_help",
    title=_("Appeals that need help: {count}"),
    text=_("Their term has passed, or an officer asks. Offer help, take one over or hand it on."),
)
message_kind(
    "appeals.help_asked",
    title=_("An officer asks you for help with appeal {number}"),
    text=_("Open it to offer help, take it over or hand it on."),
)
message_kind(
    "appeals.help_offered",
    title=_("Help is offered with appeal {number}"),
    text=_("Open it to read how."),
)
message_kind(
    "appeals.danger_near",
    title=_("Danger to life or health: appeal {number} has come to your desk"),
    text=_("An officer has it. See to it that a person answers within two hours."),
    urgent=True,
)
message_kind(
    "appeals.theirs_late",
    title=_("The other organisation is late with appeal {number}"),
    text=_("Its term has passed without a reply. Remind it, or take the next step."),
)
message_kind(
    "appeals.forwarded",
    title=_("Appeal {number} went on to another organisation"),
    text=_("Open it to see to whom, and until when a reply is due. Your officer stays the same."),
)
message_kind(
    "appeals.replied",
    title=_("The other organisation replied to appeal {number}"),
    text=_("Your officer has the reply and will write to you."),
)
message_kind(
    "appeals.explained",
    title=_("Appeal {number} takes longer"),
    text=_("Open it to read why, and the new day of the answer."),
)
message_kind(
    "appeals.day_moved",
    title=_("The day of the answer to appeal {number} has moved"),
    text=_("The calendar of working days has changed. Open the appeal to see the new day."),
)
message_kind(
    "appeals.stand_in",
    title=_("You stand in for a colleague"),
    text=_("While the colleague is away you see and work these appeals, {count} of them today."),
)
message_kind(
    "appeals.deputy_gone",
    title=_("Your deputy can no longer stand in for you"),
    text=_("Your absence has ended in the programme. Name another deputy."),
)
message_kind(
    "appeals.reviewed",
    title=_("A review of appeal {number} is ready"),
    text=_("Somebody above read a closed case drawn by lot. It is meant as help."),
)
message_kind(
    "appeals.report_made",
    title=_("The report of {year} is ready"),
    text=_("Open the figures of appeals to download it."),
)
