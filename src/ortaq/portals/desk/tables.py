"""Figures out of the house: the tables behind the pages of a body, as CSV and XLSX."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.sheets.writing import OutColumn, csv_response, xlsx_response
from ortaq.modules.membership import selectors as membership
from ortaq.modules.membership.selectors import Figures, Movement
from ortaq.portals.desk.figures import load_body
from ortaq.portals.desk.periods import PeriodForm
from ortaq.portals.desk.wording import REASONS


def load_table(*, pk: int, form: str) -> "Table | None":
    """Return a body and the form in which its table is asked for."""
    body = load_body(pk=pk)
    return Table(body, form) if body and form in FORMS else None


class Table:
    """A body's table in one form; it belongs to the body, which is what permissions ask."""

    def __init__(self, body: Body, form: str) -> None:
        self.body, self.form, self.pk = body, form, body.pk


FORMS: dict[str, Callable[..., HttpResponseBase]] = {
    "csv": csv_response,
    "xlsx": xlsx_response,
}
COLUMNS = (
    OutColumn(gettext_lazy("Body")),
    OutColumn(gettext_lazy("Level")),
    OutColumn(gettext_lazy("Members"), "number"),
    OutColumn(gettext_lazy("Women"), "number"),
    OutColumn(gettext_lazy("Men"), "number"),
    OutColumn(gettext_lazy("Youth (up to 35)"), "number"),
    OutColumn(gettext_lazy("Pensioners"), "number"),
    OutColumn(gettext_lazy("Veterans"), "number"),
    OutColumn(gettext_lazy("Persons with a disability"), "number"),
    OutColumn(gettext_lazy("Head-count"), "number"),
    OutColumn(gettext_lazy("Members of it"), "number"),
    OutColumn(gettext_lazy("Coverage, %"), "number"),
)


@needs("membership.count_members", load=load_table)
@require_safe
def table(request: SignedRequest, asked: Table) -> HttpResponseBase:
    """Hand out the figures of a body and of all below it (``?below=all``), or directly below."""
    body = asked.body
    bodies = _bodies(request, body)
    found = membership.figures_near(body, [row.pk for row in bodies[1:]])
    shown = membership.for_reader(request.user, found)
    rows = _rows(bodies, shown)
    name = f"ortaq-{body.pk}-{timezone.localdate().isoformat()}"
    return FORMS[asked.form](rows, COLUMNS, name=name)


def _bodies(request: HttpRequest, body: Body) -> list[Body]:
    """Return a body and those directly below it; ``?below=all``: all below it."""
    if request.GET.get("below") == "all":
        below = orgs.descendants(body)
    elif not request.GET.get("below"):
        below = Body.objects.filter(paths_up__ancestor=body, paths_up__depth=1).distinct()
    else:
        raise Http404
    return [body, *below.order_by("level", "sort_key", "pk")]


def _rows(bodies: list[Body], shown: dict[int, Figures]) -> list[list[object]]:
    """Return the rows, their words already in the reader's language: they are written later."""
    unsaid = _("not shown")
    return [_row(body, shown[body.pk], unsaid) for body in bodies]


def _row(body: Body, row: Figures, unsaid: str) -> list[object]:
    return [
        str(body.name),
        str(body.get_level_display()),
        row.members,
        row.women,
        row.men,
        row.youth,
        row.retired,
        unsaid if row.veterans is None else row.veterans,
        unsaid if row.disabled is None else row.disabled,
        row.head_count,
        row.counted if row.head_count else None,
        row.coverage,
    ]


@needs("membership.count_members", load=load_table)
@require_safe
def movement(request: SignedRequest, asked: Table) -> HttpResponseBase:
    """Hand out who came and went in a period: a body, and those below as for ``table``."""
    body = asked.body
    given = request.GET if "period" in request.GET else None
    period = PeriodForm(given, today=timezone.localdate()).chosen()
    bodies = _bodies(request, body)
    found = membership.movements_near(
        body, [row.pk for row in bodies[1:]], first=period.first, last=period.last
    )
    rows = [_moved(row, found[row.pk]) for row in bodies]
    name = f"ortaq-{body.pk}-{period.first.isoformat()}-{period.last.isoformat()}"
    return FORMS[asked.form](rows, MOVED, name=name)


MOVED = (
    OutColumn(gettext_lazy("Body")),
    OutColumn(gettext_lazy("Level")),
    OutColumn(gettext_lazy("First day")),
    OutColumn(gettext_lazy("Last day")),
    OutColumn(gettext_lazy("At the beginning"), "number"),
    OutColumn(gettext_lazy("Joined"), "number"),
    OutColumn(gettext_lazy("Transferred in"), "number"),
    *(OutColumn(words, "number") for words in REASONS.values()),
    OutColumn(gettext_lazy("Transferred out"), "number"),
    OutColumn(gettext_lazy("At the end"), "number"),
)


def _moved(body: Body, row: Movement) -> list[object]:
    left = {str(reason): n for reason, n in row.left.items()}
    return [
        str(body.name),
        str(body.get_level_display()),
        row.first.isoformat(),
        row.last.isoformat(),
        row.opening,
        row.joined,
        row.came,
        *(left.get(reason, 0) for reason in REASONS),
        row.went,
        row.closing,
    ]
