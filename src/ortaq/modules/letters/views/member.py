"""The member's pages: read the exact pages, say yes or no, see what came back."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.files.http import download
from ortaq.modules.letters import errors, selectors, services
from ortaq.modules.letters.forms import DoneForm, RefusalForm
from ortaq.modules.letters.models import Letter
from ortaq.modules.letters.workflow import Done, IllegalStepError, State, Step


@needs("letters.own", load=selectors.letter)
def show(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Show the pages as words, with the file beside them, and the two answers."""
    return _show(request, letter)


def _show(
    request: SignedRequest, letter: Letter, *, refusal: RefusalForm | None = None
) -> HttpResponse:
    solution = selectors.solution_of(letter) if letter.is_gone else None
    agreed = None
    if solution and solution.agreed_at:
        versions = selectors.versions_of(solution)
        agreed = next((v for v in versions if v.no == solution.union_version), None)
    context = {
        "letter": letter,
        "appeal": letter.appeal,
        "asks": letter.state == State.WAITING,
        "refusal": (refusal or RefusalForm()) if letter.may(Step.REFUSE) else None,
        "refusal_open": refusal is not None,
        "answers": [row for row in selectors.answers_of(letter) if row.what == "reply"],
        "solution": solution if agreed else None,
        "agreed": agreed,
        "checking": DoneForm() if agreed else None,
    }
    status = 422 if refusal else 200
    return render(request, "letters/member/show.html", context, status=status)


@require_POST
@needs("letters.own", load=selectors.letter)
def approve(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Let these very pages leave: the form carries their digest."""
    try:
        services.approve_letter(
            author=request.user, letter=letter, digest=request.POST.get("digest", "")
        )
        messages.success(request, _("Thank you. Your officer may send these pages now."))
    except errors.PagesChangedError:
        messages.warning(request, _("The pages have changed meanwhile. Please read them again."))
    except IllegalStepError:
        messages.info(request, _("Nothing waits for your word here."))
    return redirect("letters:show", public_id=letter.public_id)


@require_POST
@needs("letters.own", load=selectors.letter)
def refuse(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Say no, and why."""
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _show(request, letter, refusal=form)
    try:
        services.refuse_letter(
            author=request.user, letter=letter, words=form.cleaned_data["words"]
        )
        messages.success(request, _("The pages will not leave. Your officer reads your words."))
    except IllegalStepError:
        messages.info(request, _("Nothing waits for your word here."))
    return redirect("letters:show", public_id=letter.public_id)


@require_POST
@needs("letters.own", load=selectors.letter)
def done(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Say whether what was agreed was done."""
    form = DoneForm(request.POST)
    if form.is_valid() and selectors.solution_of(letter):
        try:
            services.say_done(
                author=request.user, letter=letter, done=Done(form.cleaned_data["done"])
            )
            messages.success(request, _("Thank you. Your officer sees it."))
        except errors.LetterError:
            messages.info(request, _("Nothing has been agreed yet."))
    return redirect("letters:show", public_id=letter.public_id)


@needs("letters.own", load=selectors.letter)
def pdf(request: SignedRequest, letter: Letter) -> HttpResponseBase:
    """Give the exact pages."""
    if letter.pdf is None:
        messages.info(request, _("There are no pages yet."))
        return redirect("letters:show", public_id=letter.public_id)
    return download(letter.pdf, variant="original")
