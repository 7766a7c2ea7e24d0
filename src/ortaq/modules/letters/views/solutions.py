"""The desk's acts on the joint page."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.modules.letters import errors, selectors, services
from ortaq.modules.letters.forms import ConfirmForm, DoneForm, SolutionForm
from ortaq.modules.letters.models import Letter
from ortaq.modules.letters.traces import label_of
from ortaq.modules.letters.views.showing import page_of
from ortaq.modules.letters.workflow import Done


@require_POST
@needs("letters.write", load=selectors.letter)
def propose(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Put the union's words on the table."""
    form = SolutionForm(request.POST)
    if not form.is_valid():
        return page_of(request, letter, solution_form=form)
    try:
        services.propose_solution(officer=request.user, letter=letter, **form.cleaned_data)
        messages.success(request, _("The other side sees these words by its link."))
    except errors.TracesError as error:
        form.add_error("text", _told(error))
        return page_of(request, letter, solution_form=form)
    except errors.LetterError:
        messages.info(request, _("Nothing can be proposed here any more."))
    return _back(letter)


@require_POST
@needs("letters.write", load=selectors.letter)
def confirm(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Confirm the last words for the union."""
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            services.confirm_solution(officer=request.user, letter=letter, **form.cleaned_data)
            messages.success(request, _("Confirmed for the union."))
        except errors.TracesError as error:
            messages.error(request, _told(error))
        except (errors.LetterError, ObjectDoesNotExist):
            messages.info(request, _("Other words have come meanwhile. Read them first."))
    return _back(letter)


@require_POST
@needs("letters.write", load=selectors.letter)
def close(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Take the page away from the public."""
    try:
        services.close_to_public(officer=request.user, letter=letter)
        messages.success(request, _("The page is no longer public."))
    except (errors.LetterError, ObjectDoesNotExist):
        messages.info(request, _("Nothing has been agreed yet."))
    return _back(letter)


@require_POST
@needs("letters.write", load=selectors.letter)
def publish(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Say the union's yes to a public page."""
    try:
        services.open_to_public(officer=request.user, letter=letter)
        messages.success(request, _("The union agrees that everybody may read the page."))
    except errors.TracesError as error:
        messages.error(request, _told(error))
    except (errors.LetterError, ObjectDoesNotExist):
        messages.info(request, _("Nothing has been agreed yet."))
    return _back(letter)


@require_POST
@needs("letters.write", load=selectors.letter)
def check(request: SignedRequest, letter: Letter) -> HttpResponse:
    """Say whether it was done; the outcome of the appeal is stated on its own page."""
    form = DoneForm(request.POST)
    if form.is_valid():
        try:
            services.check_solution(
                officer=request.user, letter=letter, done=Done(form.cleaned_data["done"])
            )
            messages.success(request, _("Kept. Now state the outcome on the appeal's page."))
        except (errors.LetterError, ObjectDoesNotExist):
            messages.info(request, _("Nothing has been agreed yet."))
    return _back(letter)


def _told(error: errors.TracesError) -> str:
    found = ", ".join(str(label_of(trace)) for trace in error.found)
    return _("These words tell who the member is ({found}).").format(found=found)


def _back(letter: Letter) -> HttpResponse:
    return redirect("letters-desk:show", public_id=letter.public_id)
