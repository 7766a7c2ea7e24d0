"""What hearings add to an appeal's pages (``APPEALS_SECTIONS``, ``APPEALS_OWN_SECTIONS``)."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ortaq.foundation.ui.sections import Section
from ortaq.modules.hearings import selectors
from ortaq.modules.hearings.models import Attendance
from ortaq.modules.hearings.reading import spoken
from ortaq.modules.hearings.workflow import State, limits_for

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal


def of_desk(request: HttpRequest, appeal: "Appeal") -> Section | None:
    """Show hearings and terms to the desk of an appeal."""
    if not request.user.has_perm("appeals.work", appeal):
        return None
    today = timezone.localdate()
    terms = [spoken(term) for term in selectors.terms_of(appeal, today=today)]
    keeps = request.user.has_perm("hearings.set", appeal)
    known = {term.row.rule for term in terms}
    labour = bool(limits_for(appeal.topic, has_commission=True))
    context = {
        "appeal": appeal,
        "hearings": selectors.hearings_of(appeal),
        "terms": terms,
        "keeps": keeps,
        "may_open": keeps and labour,
        "unopened": keeps and labour and not known and appeal.is_open,
        "still_running": not appeal.is_open and any(term.row.is_running for term in terms),
    }
    return Section(_("Hearings and terms"), "hearings/desk/_section.html", context, 40, "hearings")


def of_member(request: HttpRequest, appeal: "Appeal") -> Section | None:
    """Show hearings and terms to the author, in plain words; nothing while there are none."""
    today = timezone.localdate()
    hearings = selectors.hearings_of(appeal)
    terms = [spoken(term) for term in selectors.terms_of(appeal, today=today)]
    running = [term for term in terms if term.row.is_running]
    if not hearings and not running:
        return None
    said = Attendance.objects.filter(person=appeal.author, hearing__in=hearings)
    comes = dict(said.values_list("hearing_id", "comes"))
    context = {
        "appeal": appeal,
        "rows": [
            (row, comes.get(row.pk), row.state == State.PLANNED and row.starts_at > timezone.now())
            for row in hearings
        ],
        "terms": running,
    }
    return Section(
        _("Hearings and days to keep"), "hearings/member/_section.html", context, 20, "hearings"
    )
