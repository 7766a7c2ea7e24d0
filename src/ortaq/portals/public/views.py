"""Pages for everybody."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ortaq.foundation.accounts import personal
from ortaq.foundation.accounts.access import public
from ortaq.modules.appeals import selectors as appeals
from ortaq.portals.public.figures import figures
from ortaq.portals.public.forms import CheckForm


@public
def home(request: HttpRequest) -> HttpResponse:
    """Say what the union is for, and show how it does."""
    return render(request, "public/home.html", {"figures": figures()})


@public
def about(request: HttpRequest) -> HttpResponse:
    """Say how the union works and what it promises."""
    return render(request, "public/about.html", {"figures": figures()})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept of a person, why and for how long: from the same table that purges it."""
    return render(
        request,
        "public/privacy.html",
        {"retentions": personal.retentions(), "kinds": personal.registered()},
    )


@public
def check(request: HttpRequest) -> HttpResponse:
    """Show the state of an appeal to who holds its receipt: the state and nothing else."""
    form = CheckForm(
        request.POST if request.method == "POST" else None,
        initial={"number": request.GET.get("number", "")[:16]},
    )
    standing, status = None, 200
    if request.method == "POST":
        if not ratelimit.consume(request, action="check_receipt"):
            form.add_error(None, _("Too many tries. Please wait a few minutes."))
            status = 429
        elif not form.is_valid():
            status = 422
        else:
            standing = appeals.standing_of(**form.cleaned_data)
            if standing is None:
                form.add_error(None, _("This number and this code do not belong together."))
                status = 422
    context = {"form": form, "standing": standing}
    response = render(request, "public/check.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
