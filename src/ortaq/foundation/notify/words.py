"""Kinds of messages of the ground floor below this room, and how our own acts read."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import own_act, sentence
from ortaq.foundation.notify.kinds import group_label, message_group, message_kind

sentence("notify.preferences_saved", _("changed how messages travel"))
sentence("notify.unsubscribed", _("stopped the letters of the group “{group}”"), group=group_label)
own_act("notify.preferences_saved", "notify.unsubscribed")

message_group("accounts", _("My data and my record"))
message_kind(
    "accounts.record_opened",
    title=_("Your record was opened"),
    text=_(
        "{reader}, {post}, opened your record. The reason stands in Ortaq, under “My data”:"
        " if it does not look right, ask there."
    ),
)
message_kind(
    "accounts.export_ready",
    title=_("The copy of your data is ready"),
    text=_("You may download it now in Ortaq, under “My data”."),
)
message_kind(
    "accounts.correction_decided",
    title=_("Your correction was decided"),
    text=_("You asked to correct your record. The answer stands in Ortaq, under “My data”."),
)

message_group("orgs", _("My posts in the union"))
message_kind(
    "orgs.mandate_granted",
    title=_("You hold a post: {post}"),
    text=_("{post}, {body}, from {since}. Your desk is open from that day."),
)
message_kind(
    "orgs.mandate_ended",
    title=_("Your post has ended: {post}"),
    text=_("{post}, {body}. Thank you for your work. What you did stays on record."),
)
message_kind(
    "orgs.mandate_expiring",
    title=_("Your term runs out: {post}"),
    text=_("{post}, {body}: the last day is {until}. If you stay, ask for a new term in time."),
)
message_kind(
    "orgs.term_ends_here",
    title=_("A term ends at your body: {post}"),
    text=_("{post}, {body}: the last day is {until}. Plan the meeting that elects in time."),
)
message_kind(
    "orgs.terms_running_out",
    title=_("Terms that run out below: {count}"),
    text=_("{body}: at the bodies right below, terms that end within {days} days: {count}."),
)

message_kind(
    "orgs.body_without_officers",
    title=_("A new body has nobody who acts for it"),
    text=_("“{body}” has just opened. Propose its chair; another person confirms."),
)
message_kind(
    "orgs.mandate_proposed",
    title=_("A post waits for your decision: {post}"),
    text=_("{post}, {body}. One person has proposed it, and a second one must confirm."),
)
message_kind(
    "orgs.mandate_end_proposed",
    title=_("The end of a post waits for your decision: {post}"),
    text=_("{post}, {body}: the last day would be {until}. A second person must confirm."),
)
message_kind(
    "orgs.mandate_refused",
    title=_("Your proposal was refused: {post}"),
    text=_("{post}, {body}. The second person did not confirm it, so the post is not held."),
)

message_group("audit", _("The installation itself"))
message_kind(
    "audit.lagging",
    title=_("The audit chain lags"),
    text=_(
        "Entries waiting: {pending}; the oldest for {minutes} min. They are safe, but not yet"
        " chained. Look at the background jobs."
    ),
    urgent=True,
)
message_kind(
    "audit.broken",
    title=_("The audit trail was changed from outside"),
    text=_(
        "The nightly check stopped at link {seq}. Run “./ortaq audit_verify”, keep the database"
        " as it is, and compare with the heads kept elsewhere."
    ),
    urgent=True,
)
