"""What measures and criteria are called, on pages, in files and in reports."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "submitted": _("Submitted"),
    "ended": _("Appeals ended"),
    "remedied": _("Remedied"),
    "partly": _("Remedied in part"),
    "refused": _("Refused, with the article"),
    "court": _("Passed to court"),
    "withdrawn": _("Withdrawn by the member"),
    "unstated": _("Without a stated outcome (before outcomes were stated)"),
    "confirmed": _("Confirmed by the member"),
    "silence": _("Closed by silence"),
    "remedies": _("What members got"),
    "money": _("Money recovered"),
    "reinstated": _("Back at work"),
    "danger_removed": _("Danger removed"),
    "right_restored": _("Right restored"),
    "explained": _("Question answered"),
    "tenge": _("Tenge recovered"),
    "first_word": _("First word, working hours (median)"),
    "days": _("Until the outcome, days (median)"),
    "rated": _("Gave stars"),
    "content": _("Four or five stars"),
}
CRITERION_LABELS = {
    "first_word": _("The first word of a person came in time"),
    "plain": _("The words are plain"),
    "law": _("The law or the agreement is named where it matters"),
    "remedy": _("The remedy is real, or the reason is given"),
    "asked": _("The member was asked whether it is so"),
}
MARK_LABELS = {0: _("no"), 1: _("in part"), 2: _("yes")}
