"""The desk's pages: the registry, one letter from draft to reply."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.files.http import download
from ortaq.foundation.files.pdf import PdfError
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.letters import errors, selectors, services
from ortaq.modules.letters.forms import LetterForm, SendForm
from ortaq.modules.letters.models import KIND_LABELS, Answer, Enclosure, Letter
from ortaq.modules.letters.traces import label_of
from ortaq.modules.letters.views.showing import page_of
from ortaq.modules.letters.wording import AS_OF
from ortaq.modules.letters.workflow import LINK_DAYS, IllegalStepError, Kind, Step

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal

FIELDS = ("to_name", "to_post", "to_address", "to_email", "ground", "facts", "asks", "language")


@needs("letters.desk")
def index(request: SignedRequest) -> HttpResponse:
    """List the letters at one's desks, by what they wait for."""
    shelf = request.GET.get("shelf", "")
    shelf = shelf if shelf in selectors.SHELVES else ""
    rows = selectors.letters_for(request.user, shelf=shelf)
    by_day = shelf in ("reply", "late")
    page = paginate(rows, request, order=("due_on", "pk") if by_day else ("-pk",))
    return render(request, "letters/desk/index.html", {"page": page, "shelf": shelf})


@needs("letters.begin", load=appeals.appeal)
def new(request: SignedRequest, appeal: "Appeal") -> HttpResponse:
    """Begin a letter: choose its kind, then write; the kind stays in the address."""
    code = request.GET.get("kind", "")
    if code not in set(Kind):
        kinds = [(k.value, label) for k, label in KIND_LABELS.items()]
        return render(request, "letters/desk/kinds.html", {"appeal": appeal, "kinds": kinds})
    kind = Kind(code)
    first = {"language": appeal.author.language if appeal.author.language != "en" else "ru"}
    if appeal.site:
        first["to_name"] = str(appeal.site.employer)
    if appeal.secrecy == "confidential":
        first["names_member"] = "no"
    form = LetterForm(request.POST or None, kind=kind, initial=first)
    if form.is_valid():
        draft = services.Draft(**form.cleaned_data)
        try:
            letter = services.draft_letter(
                officer=request.user, appeal=appeal, kind=kind, draft=draft
            )
            return redirect("letters-desk:show", public_id=letter.public_id)
        except errors.ClosedAppealError:
            form.add_error(None, _("This appeal is closed: nothing more is written about it."))
    return _form_page(request, appeal, kind, form)


@needs("letters.write", load=selectors.letter)
def change(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Change the words; pages and the member's word on them are void then."""
    if not letter.may(Step.CHANGE):
        messages.info(request, _("This letter has left or was withdrawn: it does not change."))
        return redirect("letters-desk:show", public_id=letter.public_id)
    kind = Kind(letter.kind)
    first = {name: getattr(letter, name) for name in FIELDS}
    first["names_member"] = "yes" if letter.names_member else "no"
    form = LetterForm(request.POST or None, kind=kind, initial=first)
    if form.is_valid():
        draft = services.Draft(**form.cleaned_data)
        try:
            services.change_letter(officer=request.user, letter=letter, draft=draft)
        except (IllegalStepError, errors.LetterError):
            messages.info(request, _("This letter can no longer be changed."))
        return redirect("letters-desk:show", public_id=letter.public_id)
    return _form_page(request, letter.appeal, kind, form, letter=letter)


def _form_page(
    request: SignedRequest,
    appeal: "Appeal",
    kind: Kind,
    form: LetterForm,
    *,
    letter: Letter | None = None,
) -> HttpResponse:
    context = {
        "appeal": appeal,
        "kind": KIND_LABELS[kind],
        "form": form,
        "letter": letter,
        "as_of": AS_OF,
    }
    status = 422 if form.is_bound else 200
    return render(request, "letters/desk/form.html", context, status=status)


@needs("letters.view", load=selectors.letter)
def show(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Show one letter: its words, whose word it has, where it went, what came back."""
    return page_of(request, letter)


@require_POST
@needs("letters.write", load=selectors.letter)
def prepare(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Make the exact pages; ask the member where his word is due."""
    try:
        done = services.prepare_letter(officer=request.user, letter=letter)
    except errors.TracesError as error:
        found = ", ".join(str(label_of(trace)) for trace in error.found)
        text = _("The pages were not made: they tell who the member is ({found}).")
        messages.error(request, text.format(found=found))
    except PdfError:
        messages.error(request, _("The PDF could not be made on this server. Tell its keeper."))
    except (IllegalStepError, errors.LetterError):
        messages.info(request, _("The pages cannot be made now."))
    else:
        messages.success(
            request,
            _("The pages are made, and the member was asked for a word.")
            if done.needs_word
            else _("The pages are made; the letter may be sent."),
        )
    return redirect("letters-desk:show", public_id=letter.public_id)


@require_POST
@needs("letters.write", load=selectors.letter)
def send(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Let the letter leave; on paper its link is shown once, to be printed with it."""
    needs_reason = selectors.needs_notice(letter)
    form = SendForm(request.POST, by_email=bool(letter.to_email), needs_reason=needs_reason)
    if not form.is_valid():
        return page_of(request, letter, sending=form)
    try:
        letter, address = services.send_letter(
            officer=request.user, letter=letter, **form.cleaned_data
        )
    except errors.NoticeRunsError:
        text = _("The employer still has the matter to himself. Wait, or say why not.")
        form.add_error("without_notice", text)
        return page_of(request, letter, sending=form)
    except (IllegalStepError, errors.LetterError):
        messages.error(request, _("This letter may not be sent: it has no word on its pages."))
        return redirect("letters-desk:show", public_id=letter.public_id)
    messages.success(request, _("Letter {number} is sent.").format(number=letter.number))
    if address and letter.carrier == "paper":
        return _cover(request, letter, address)
    return redirect("letters-desk:show", public_id=letter.public_id)


def _cover(request: SignedRequest, letter: Letter, address: str) -> HttpResponse:
    """Show the sheet that goes with the letter. It is the only time that the link is seen."""
    context = {"letter": letter, "address": address, "days": LINK_DAYS}
    response = render(request, "letters/desk/cover.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@needs("letters.write", load=selectors.letter)
def link(request: SignedRequest, letter: Letter) -> HttpResponse:
    """End the link for the reply, or make a new one, on paper or by e-mail."""
    what = request.POST.get("what", "")
    try:
        if what == "end":
            services.revoke_link(officer=request.user, letter=letter)
            messages.success(request, _("The link is ended."))
        else:
            by_email = what == "email"
            address = services.renew_link(officer=request.user, letter=letter, by_email=by_email)
            if not by_email:
                return _cover(request, letter, address)
            messages.success(request, _("A new link has gone by e-mail; the old one is ended."))
    except errors.LetterError:
        messages.info(request, _("There can be no link now."))
    return redirect("letters-desk:show", public_id=letter.public_id)


@require_POST
@needs("letters.write", load=selectors.letter)
def withdraw(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Give up a letter that has not left."""
    try:
        services.withdraw_letter(officer=request.user, letter=letter)
        messages.success(request, _("The letter is withdrawn; its number stays in the register."))
    except (IllegalStepError, errors.LetterError):
        messages.info(request, _("This letter can no longer be withdrawn."))
    return redirect("letters-desk:show", public_id=letter.public_id)


@require_POST
@needs("letters.release", load=selectors.answer)
def release(request: SignedRequest, answer: Answer) -> HttpResponse:
    """Let the member read the words of a reply."""
    try:
        services.release_answer(officer=request.user, answer=answer)
        messages.success(request, _("The member can read these words now."))
    except errors.LetterError:
        messages.info(request, _("This appeal is closed: nothing changes any more."))
    return redirect("letters-desk:show", public_id=answer.letter.public_id)


@needs("letters.view", load=selectors.letter)
def pdf(request: SignedRequest, letter: Letter) -> HttpResponseBase:
    """Give the exact pages."""
    return _pages(request, letter, "pdf")


@needs("letters.view", load=selectors.letter)
def docx(request: SignedRequest, letter: Letter) -> HttpResponseBase:
    """Give the same words for an office program."""
    return _pages(request, letter, "docx")


def _pages(request: SignedRequest, letter: Letter, form: str) -> HttpResponseBase:
    stored = letter.pdf if form == "pdf" else letter.docx
    if stored is None:
        messages.info(request, _("There are no pages yet."))
        return redirect("letters-desk:show", public_id=letter.public_id)
    services.note_download(reader=request.user, letter=letter)
    return download(stored, variant="original")


@needs("letters.open_file", load=selectors.enclosure)
def file(request: SignedRequest, enclosure: Enclosure) -> HttpResponseBase:
    """Give a file that came with a reply: it may hide anything, so the holder alone opens it."""
    services.note_file(officer=request.user, enclosure=enclosure)
    return download(enclosure.file, variant="original")
