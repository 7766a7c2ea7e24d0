"""The audit trail as pages and files."""

import csv
from collections.abc import Iterable, Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from ortaq.foundation.audit import selectors
from ortaq.foundation.audit.forms import TrailFilter
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.audit.sentences import act_of, actor_of
from ortaq.foundation.audit.subjects import names_of
from ortaq.foundation.ui.access import SignedRequest, needs
from ortaq.foundation.ui.paging import paginate


@needs("audit.open")
@require_safe
def trail(request: SignedRequest) -> HttpResponse:
    """Show who did what, newest first, of the bodies that the reader answers for."""
    form = TrailFilter(request.GET)
    found = form.narrow(selectors.readable_entries(request.user))
    page = paginate(found, request, order=("-id",), per_page=50)
    names = names_of(page.items)
    rows = [
        {
            "entry": entry,
            "actor": actor_of(entry),
            "act": act_of(entry),
            "about": names[entry.subject_type, entry.subject_id],
        }
        for entry in page.items
    ]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "lag": selectors.lag(),
        "may_read_all": request.user.has_perm("audit.read"),
    }
    return render(request, "audit/trail.html", context)


@needs("audit.open")
@require_safe
def trail_csv(request: SignedRequest) -> StreamingHttpResponse:
    """Stream what the filter finds, newest first, however much it is."""
    found = TrailFilter(request.GET).narrow(selectors.readable_entries(request.user))
    entries = found.order_by("-id").iterator(chunk_size=2_000)
    return _download(_lines(entries), "audit.csv")


@needs("audit.read")
@require_safe
def heads_csv(request: SignedRequest) -> StreamingHttpResponse:
    """Give the head of each day, to be kept outside this installation."""
    rows = ([head.day.isoformat(), head.seq, bytes(head.hash).hex()] for head in selectors.heads())
    return _download(_csv(["day", "seq", "hash"], rows), "audit-heads.csv")


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Return the lines in the reader's language, which the middleware has left by then."""
    head = ["at", "actor", "action", "sentence", "subject", "body", "number"]
    language = get_language()
    return _csv(head, (_cells(entry, language) for entry in entries))


def _cells(entry: Entry, language: str | None) -> list[object]:
    with override(language):
        return [
            entry.at.isoformat(),
            actor_of(entry),
            entry.action,
            act_of(entry),
            f"{entry.subject_type}:{entry.subject_id}",
            entry.body_id or "",
            entry.pk,
        ]


class _Echo:
    """A file that gives back what is written."""

    def write(self, line: str) -> str:
        return line


def _csv(head: list[str], rows: Iterable[list[object]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # so that Excel reads Cyrillic
    yield writer.writerow(head)
    for row in rows:
        yield writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from running a cell as a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _download(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
