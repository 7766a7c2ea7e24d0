"""The yearly report of a body: asked for by its leaders, made by a job, kept as a file."""

import io

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs
from ortaq.foundation.files import services as files
from ortaq.foundation.files.inspection import inspect
from ortaq.foundation.files.pdf import PdfError, PdfUnavailableError, pdf_of
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.ui.charts import Row, bars
from ortaq.modules.appeals.labels import CRITERION_LABELS, LABELS
from ortaq.modules.appeals.models import Report, Review
from ortaq.modules.appeals.selectors.figures import Shown, published_of
from ortaq.modules.appeals.selectors.reviews import Marks, marks_of
from ortaq.modules.appeals.services.figures import count_of
from ortaq.modules.appeals.workflow.measures import ENDINGS, QUARTERS, REMEDIES, YEAR

LANGUAGES = ("kk", "ru")


@transaction.atomic
def ask_report(*, leader: User, body: Body, year: int, language: str) -> Report:
    """Ask for a body's year as PDF; a job makes it and tells who asked.

    While the same is being made, the one under way is returned.
    """
    waiting = Report.objects.filter(
        body=body, year=year, language=language, made_at__isnull=True, refused=""
    ).first()
    if waiting:
        return waiting
    report = Report(
        body=body, year=year, language=language, asked_by=leader, asked_at=timezone.now()
    )
    report.full_clean()
    report.save()
    audit.record(
        action="appeals.report_asked",
        subject=report,
        actor=leader,
        body_id=body.pk,
        params={"year": str(year)},
    )
    jobs.defer("appeals.make_report", report_id=report.pk)
    return report


def make_report(*, report_id: int) -> None:
    """Make what was asked for. Called by a job; a second run finds it made and does nothing.

    When this machine cannot make PDF, the report says so instead of failing again and again.
    """
    report = Report.objects.select_related("body", "asked_by").filter(pk=report_id).first()
    if report is None or report.made_at or report.refused:
        return
    try:
        made = pdf_of(page_of(report))
    except PdfUnavailableError:
        _refuse(report=report, why="unavailable")
        raise
    except PdfError:
        _refuse(report=report, why="failed")
        raise
    _keep(report=report, made=made)


@transaction.atomic
def _keep(*, report: Report, made: bytes) -> None:
    name = f"appeals-{report.year}-{report.body_id}-{report.language}.pdf"
    admission = files.Admission(inspect, settings.FILES_MAX_BYTES, of_sender=False)
    report.file = files.store(
        owner=report.asked_by, name=name, stream=io.BytesIO(made), admission=admission
    )
    report.made_at = timezone.now()
    report.save(update_fields=["file", "made_at"])
    params, url = {"year": str(report.year)}, "/desk/appeals/figures/"
    notify(users=[report.asked_by], kind="appeals.report_made", params=params, url=url)


@transaction.atomic
def _refuse(*, report: Report, why: str) -> None:
    report.refused = why
    report.save(update_fields=["refused"])


def page_of(report: Report) -> str:
    """Return the page that becomes the PDF, in the report's language."""
    with translation.override(report.language):
        found = published_of(report.body, report.year) or count_of(report.body, report.year)
        year = found[YEAR]
        quarters = [found[quarter] for quarter in QUARTERS]
        context = {
            "report": report,
            "year": year,
            "quarters": quarters,
            "charts": [
                _chart(LABELS["ended"], year, ENDINGS),
                _chart(LABELS["remedies"], year, REMEDIES),
            ],
            "rows": [(LABELS[m], [q[m] for q in quarters], year[m]) for m in _ROWS],
            "reviews": _reviews(report),
            "criteria": CRITERION_LABELS,
            "is_checked": report.language != "kk",  # no native speaker has read the Kazakh yet
            "language": report.language,
        }
        return render_to_string("appeals/report/page.html", context)


_ROWS = ("submitted", "ended", *ENDINGS, "confirmed", "silence", *REMEDIES, "tenge")


def _chart(title: object, year: Shown, measures: tuple[str, ...]) -> dict[str, object]:
    rows: list[Row] = [(LABELS[measure], year[measure]) for measure in measures]
    return {"title": title, "bars": bars(rows)}


def _reviews(report: Report) -> Marks:
    return marks_of(Review.objects.filter(desk=report.body, drawn_on__year=report.year))
