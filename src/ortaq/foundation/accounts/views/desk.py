"""The desk: wishes to correct a record; the register of breaches."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.foundation.accounts import selectors, services
from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.accounts.errors import IinConflictError, IinTakenError, NotOpenError
from ortaq.foundation.accounts.forms import (
    BreachForm,
    CloseBreachForm,
    DecisionForm,
    MomentForm,
)
from ortaq.foundation.accounts.models import Breach, Correction
from ortaq.foundation.ui.paging import paginate


@needs("accounts.correct_person")
def corrections(request: SignedRequest) -> HttpResponse:
    """List the wishes that wait, by their clock."""
    page = paginate(selectors.open_corrections(), request, order=("due_at", "pk"))
    return render(request, "accounts/desk/corrections.html", {"page": page})


@needs("accounts.correct_person", load=selectors.correction)
@never_cache
@require_http_methods(["GET", "POST"])
def correction(request: SignedRequest, wish: Correction) -> HttpResponse:
    """Compare the record with the wish; correct or refuse."""
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decide(request, wish, form):
        return redirect("accounts-desk:corrections")
    context = {"wish": wish, "person": wish.person, "form": form, "rows": _differences(wish)}
    return render(request, "accounts/desk/correction.html", context)


def _differences(wish: Correction) -> list[tuple[str, object, object]]:
    rows = [
        (_("Family name"), wish.person.family_name, wish.family_name),
        (_("Given name"), wish.person.given_name, wish.given_name),
        (_("Patronymic"), wish.person.patronymic, wish.patronymic),
        (_("Date of birth"), wish.person.born_on, wish.born_on),
    ]
    return [row for row in rows if row[2] is not None]


def _decide(request: SignedRequest, wish: Correction, form: DecisionForm) -> bool:
    answer = form.cleaned_data["answer"]
    act = (
        services.refuse_correction
        if request.POST.get("decision") == "refuse"
        else services.accept_correction
    )
    try:
        act(actor=request.user, correction=wish, answer=answer)
    except IinConflictError:
        form.add_error(
            None, _("The IIN says another birth date or sex than the wish. Compare the card.")
        )
    except IinTakenError:
        form.add_error(None, _("Another record has this IIN. Find out which one is right first."))
    except NotOpenError:
        form.add_error(None, _("Somebody has already decided."))
    except PermissionError:
        form.add_error(None, _("This is your own wish: another officer must decide."))
    else:
        messages.success(request, _("Decided. The person has been told."))
        return True
    return False


@needs("accounts.keep_breaches")
@never_cache
def breaches(request: SignedRequest) -> HttpResponse:
    """List breaches, open ones by their clock first."""
    page = paginate(selectors.breaches(), request, order=("is_closed", "report_due_at", "pk"))
    return render(request, "accounts/desk/breaches.html", {"page": page})


@needs("accounts.keep_breaches")
@never_cache
@require_http_methods(["GET", "POST"])
def new_breach(request: SignedRequest) -> HttpResponse:
    """Enter a breach; its clock starts at the discovery."""
    form = BreachForm(request.POST or None, initial={"discovered_at": timezone.now()})
    if request.method == "POST" and form.is_valid():
        breach = services.record_breach(actor=request.user, **form.cleaned_data)
        return redirect("accounts-desk:breach", pk=breach.pk)
    return render(request, "accounts/desk/new_breach.html", {"form": form})


@needs("accounts.keep_breaches", load=selectors.breach)
@never_cache
@require_http_methods(["GET", "POST"])
def breach(request: SignedRequest, breach: Breach) -> HttpResponse:
    """Follow a breach: report, tell the people, close."""
    step = request.POST.get("step", "")
    moment = MomentForm(
        request.POST if step in ("reported", "told") else None, initial={"at": timezone.now()}
    )
    closing = CloseBreachForm(
        request.POST if step == "close" else None, initial={"measures": breach.measures}
    )
    if request.method == "POST" and _take_step(request, breach, step, moment, closing):
        return redirect("accounts-desk:breach", pk=breach.pk)
    context = {
        "breach": breach,
        "moment": moment,
        "closing": closing,
        "steps": _steps(breach),
    }
    return render(request, "accounts/desk/breach.html", context)


def _take_step(
    request: SignedRequest, breach: Breach, step: str, moment: MomentForm, closing: CloseBreachForm
) -> bool:
    try:
        if step == "reported" and moment.is_valid():
            services.record_report(actor=request.user, breach=breach, at=moment.cleaned_data["at"])
        elif step == "told" and moment.is_valid():
            services.record_people_told(
                actor=request.user, breach=breach, at=moment.cleaned_data["at"]
            )
        elif step == "close" and closing.is_valid():
            services.close_breach(
                actor=request.user, breach=breach, measures=closing.cleaned_data["measures"]
            )
        else:
            return False
    except NotOpenError:
        messages.error(request, _("First note when the authorised body was told."))
    else:
        messages.success(request, _("Noted."))
    return True


def _steps(breach: Breach) -> list[dict[str, object]]:
    moments = [
        (_("Discovered"), breach.discovered_at),
        (_("The authorised body was told"), breach.reported_at),
        (_("The people concerned were told"), breach.people_told_at),
        (_("Closed"), breach.closed_at),
    ]
    waiting = [title for title, at in moments if at is None]
    return [
        {
            "title": title,
            "at": at,
            "state": "done" if at else ("now" if title == waiting[0] else "next"),
        }
        for title, at in moments
    ]
