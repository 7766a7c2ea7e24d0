"""Pages of the desk: sheets sent, one sheet on its way, its columns and its rows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.sheets import layouts, selectors, services
from ortaq.foundation.sheets.forms import (
    DECISIONS,
    ActForm,
    ColumnsForm,
    SendForm,
    decisions_in,
)
from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.sheets.uploads import SheetUploadHandler
from ortaq.foundation.sheets.workflow import UNDO_WITHIN, IllegalStepError, State
from ortaq.foundation.sheets.writing import OutColumn, csv_response, xlsx_response
from ortaq.foundation.ui.paging import paginate

PER_PAGE = 50
LONGEST_NUMBER = 18
VERDICTS = ("new", "changed", "same", "doubtful", "wrong")


def load_batch(*, public_id: Any) -> Batch | None:
    """Return the sheet that an address names."""
    people = ("body", "uploaded_by", "confirmed_by", "undone_by")
    return Batch.objects.select_related(*people).filter(public_id=public_id).first()


@needs("sheets.open")
@require_safe
def index(request: SignedRequest) -> HttpResponse:
    """Show the sheets of the reader and of the bodies where he may send such."""
    page = paginate(selectors.sheets_of(request.user), request, order=("-uploaded_at", "-pk"))
    return render(request, "sheets/index.html", {"page": page})


def _named_body(request: SignedRequest) -> Body | None:
    text = request.GET.get("body", "")
    fits = text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER
    return Body.objects.filter(pk=int(text)).first() if fits else None


@csrf_exempt  # asked for below: reading the token reads the body, and its size is decided first
@needs("sheets.open")
@require_http_methods(["GET", "POST"])
def new(request: SignedRequest) -> HttpResponseBase:
    """Take a sheet in."""
    request.upload_handlers = [SheetUploadHandler(request)]
    return _new(request)


@csrf_protect
def _new(request: SignedRequest) -> HttpResponseBase:
    body = _named_body(request)
    offers = selectors.offers(request.user, body)
    initial = {"body": body.pk if body else None, "layout": request.GET.get("layout", "")}
    form = SendForm(request.POST or None, request.FILES or None, offers=offers, initial=initial)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            batch = services.receive(
                actor=request.user,
                layout=form.chosen(),
                body=form.cleaned_data["body"],
                name=upload.name or "",
                stream=upload,
            )
        except FileRefusedError as error:
            form.add_error("file", error.reason)
        else:
            if batch.state != State.READING:
                messages.info(request, _("This very file is already here."))
            return redirect("sheets:show", batch.public_id)
    kinds = {layout.name: layout for layout, _body in offers}
    known = [(one, {str(p.label): p for p in one.presets}.values()) for one in kinds.values()]
    return render(request, "sheets/new.html", {"form": form, "kinds": known})


@needs("sheets.open")
@require_safe
def blank(request: SignedRequest, name: str) -> HttpResponseBase:
    """Give an empty workbook with the headers of a layout, to begin with."""
    found = next((one for one in layouts.layouts() if one.name == name), None)
    if found is None or not any(one is found for one, _body in selectors.offers(request.user)):
        raise Http404
    return xlsx_response([], found.columns, name=str(found.label), title=str(found.label))


@needs("sheets.work", load=load_batch)
@require_safe
def show(request: SignedRequest, batch: Batch) -> HttpResponse:
    """Show one sheet: how far it is, what was found in it, what can be done."""
    return render(request, "sheets/show.html", _context(batch))


@needs("sheets.work", load=load_batch)
@require_safe
def progress(request: SignedRequest, batch: Batch) -> HttpResponse:
    """Give how far a job is; when it is at its end, the whole page anew."""
    if batch.is_at_work:
        return render(request, "sheets/_progress.html", {"batch": batch})
    response = HttpResponse()
    response.headers["HX-Refresh"] = "true"
    return response


def _context(batch: Batch) -> dict[str, Any]:
    is_ready = batch.state == State.READY
    params = dict(batch.note_params)
    if batch.note == "wrong_column":
        places = {one.column.name: one for one in selectors.placed(batch)}
        one = places.get(params.get("column", ""))
        params["column"] = f"{one.letter} {one.header}" if one else ""
    context: dict[str, Any] = {
        "batch": batch,
        "layout": batch.layout,
        "counts": {word: batch.count_of(word) for word in VERDICTS},
        "still": max(batch.to_apply - batch.applied, 0),
        "note": str(layouts.problem_words(batch.note)).format_map(_Params(params)),
        "columns": selectors.placed(batch) if batch.headers else [],
        "undo_until": batch.ended_at + UNDO_WITHIN if batch.ended_at else None,
        "may_undo": _may_undo(batch),
        "may_resume": batch.state == State.STOPPED and not batch.wiped_at,
        "preset": _preset_of(batch),
    }
    if is_ready or (batch.has_ended and not batch.wiped_at):
        first = selectors.rows_to_look_at(batch, "wrong", limit=5)
        context["wrong"] = selectors.shown(batch, first)
        context["summary"] = selectors.problem_summary(batch)
    if is_ready:
        context["earlier"] = selectors.earlier(batch)
        context["will_enter"] = selectors.will_enter(batch)
    if batch.state == State.UNDONE and not batch.wiped_at:
        context["kept"] = selectors.kept_of(batch)
    return context


def _preset_of(batch: Batch) -> layouts.Preset | None:
    return next((one for one in batch.layout.presets if one.name == batch.preset), None)


class _Params(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _may_undo(batch: Batch) -> bool:
    return bool(
        batch.state in {State.DONE, State.STOPPED}
        and not batch.wiped_at
        and batch.ended_at
        and batch.ended_at + UNDO_WITHIN > timezone.now()
        and (batch.made or batch.changed)
    )


@needs("sheets.work", load=load_batch)
@require_http_methods(["GET", "POST"])
def columns(request: SignedRequest, batch: Batch) -> HttpResponse:
    """Say which column of the file is which."""
    if batch.state not in {State.MAPPING, State.READY}:
        return redirect("sheets:show", batch.public_id)
    form = ColumnsForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_columns(actor=request.user, batch=batch, places=form.places())
        except IllegalStepError:
            messages.info(request, _("The sheet has gone on meanwhile. Here it is as it is now."))
        return redirect("sheets:show", batch.public_id)
    context = {"form": form, "batch": batch, "preset": _preset_of(batch)}
    return render(request, "sheets/columns.html", context)


@needs("sheets.work", load=load_batch)
@require_http_methods(["GET", "POST"])
def rows(request: SignedRequest, batch: Batch) -> HttpResponse:
    """Show wrong rows, or doubtful ones to decide about."""
    verdict = "doubtful" if request.GET.get("which") == "doubtful" else "wrong"
    if request.method == "POST":
        try:
            services.decide_rows(
                actor=request.user, batch=batch, decisions=decisions_in(request.POST)
            )
        except IllegalStepError:
            messages.info(request, _("The sheet has gone on meanwhile. Here it is as it is now."))
            return redirect("sheets:show", batch.public_id)
        messages.success(request, _("Your decisions are kept."))
    text = request.GET.get("after", "")
    after = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004
    found = selectors.rows_to_look_at(batch, verdict, after=after, limit=PER_PAGE + 1)
    context = {
        "batch": batch,
        "verdict": verdict,
        "rows": selectors.shown(batch, found[:PER_PAGE]),
        "columns": selectors.placed(batch),
        "next_after": found[PER_PAGE - 1].line if len(found) > PER_PAGE else None,
        "decisions": DECISIONS,
        "may_decide": batch.state == State.READY,
        "after": after,
    }
    return render(request, "sheets/rows.html", context)


@needs("sheets.work", load=load_batch)
@require_safe
def wrong_rows(request: SignedRequest, batch: Batch) -> HttpResponseBase:
    """Give the rows that are left out, as in the file, with what is wrong: to repair and send."""
    heads = [
        OutColumn(_("Row of the file")),
        *(OutColumn(one.header or one.column.label) for one in selectors.placed(batch)),
        OutColumn(_("What is wrong")),
    ]
    return csv_response(selectors.wrong_rows(batch), heads, name=f"{batch.file_name}-wrong")


@needs("sheets.work", load=load_batch)
@require_POST
def act(request: SignedRequest, batch: Batch) -> HttpResponse:
    """Do what a button on the sheet's page says."""
    form = ActForm(request.POST)
    if not form.is_valid():
        return redirect("sheets:show", batch.public_id)
    word, user = form.cleaned_data["act"], request.user
    doers = {
        "confirm": services.confirm,
        "lay_aside": services.lay_aside,
        "try_again": services.try_again,
        "resume": services.resume,
        "take_back": services.take_back,
    }
    try:
        if word == "sheet":
            sheet = form.cleaned_data["sheet"] or 0
            services.try_again(actor=user, batch=batch, sheet=sheet)
        elif word == "head":
            services.choose_head(actor=user, batch=batch, line=form.cleaned_data["row"] or 0)
        else:
            doers[word](actor=user, batch=batch)
    except IllegalStepError:
        messages.info(request, _("The sheet has gone on meanwhile. Here it is as it is now."))
    return redirect("sheets:show", batch.public_id)
