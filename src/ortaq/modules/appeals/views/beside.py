"""What an officer does beside answering: notes, doubles, groups."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.forms.desk import NoteForm
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.views.around import around, group_form, keep, merge_form
from ortaq.modules.appeals.views.desk import page
from ortaq.modules.appeals.workflow import IllegalStepError


def _back(request: SignedRequest, appeal: Appeal, anchor: str) -> HttpResponse:
    address = reverse("appeals-desk:show", args=[appeal.number])
    return redirect(f"{address}{keep(request)}#{anchor}")


@require_POST
@needs("appeals.work", load=selectors.appeal)
def note(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Write a note for colleagues."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return page(request, appeal, beside=around(request, appeal, note=form))
    services.add_note(officer=request.user, appeal=appeal, text=form.cleaned_data["text"])
    return _back(request, appeal, "notes")


@require_POST
@needs("appeals.merge", load=selectors.appeal)
def merge(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Join later appeals of the same author with this one."""
    form = merge_form(appeal, request.POST)
    if not form.is_valid():
        messages.info(request, _("Mark at least one appeal to join with this one."))
        return _back(request, appeal, "doubles")
    try:
        count = services.merge_appeals(actor=request.user, appeals=form.picked, into=appeal)
    except (services.NotOneMatterError, services.NotSuitableError, IllegalStepError):
        messages.info(request, _("These appeals can no longer be joined."))
    else:
        words = ngettext(
            "{n} appeal goes on as this one. You can undo it for a day.",
            "{n} appeals go on as this one. You can undo it for a day.",
            count,
        )
        messages.success(request, words.format(n=count))
    return _back(request, appeal, "doubles")


@require_POST
@needs("appeals.merge", load=selectors.appeal)
def part(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Undo the joining of this appeal with an earlier one."""
    into = appeal.merged_into
    try:
        services.undo_merge(actor=request.user, appeal=appeal)
        messages.success(
            request, _("{number} goes on by itself again.").format(number=appeal.number)
        )
    except (services.NotMergedError, services.NotSuitableError):
        messages.info(request, _("It is too late to part these appeals."))
    return _back(request, into or appeal, "doubles")


@require_POST
@needs("appeals.group", load=selectors.appeal)
def group(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Put this appeal, and others like it, into a collective case."""
    form = group_form(request.user, appeal, request.POST)
    if not form.is_valid():
        return page(request, appeal, beside=around(request, appeal, grouping=form))
    rows = [appeal, *form.picked]
    try:
        case = form.chosen
        if case is None:
            case = services.open_case(
                actor=request.user, appeals=rows, title=form.cleaned_data["title"]
            )
        else:
            services.join_case(appeals=rows, case=case, actor=request.user)
    except (services.NotOfCaseError, services.NotSuitableError):
        messages.info(request, _("These appeals can no longer be put together."))
        return _back(request, appeal, "case")
    return redirect("appeals-desk:case", number=case.number)


@require_POST
@needs("appeals.work", load=selectors.appeal)
def ungroup(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Take this appeal out of its collective case."""
    try:
        services.take_out(actor=request.user, appeal=appeal)
        messages.success(request, _("It goes on by itself; its clocks ran all along."))
    except (services.NotOfCaseError, services.NotSuitableError):
        messages.info(request, _("You cannot take this appeal out of its case."))
    return _back(request, appeal, "case")
