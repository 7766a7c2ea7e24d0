"""Two rows of one employer: find the other one, see both side by side, join them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.modules.workplaces import selectors, services
from ortaq.modules.workplaces.forms import JoinForm, WordsForm
from ortaq.modules.workplaces.models import Employer

SHOWN = 20
LONGEST_NUMBER = 18


@needs("workplaces.change_employer", load=selectors.employer)
@require_http_methods(["GET", "POST"])
def join(request: SignedRequest, employer: Employer) -> HttpResponse:
    """Join another row of the same employer to this one; what both keep is shown before."""
    other = _other(request, employer)
    if other is None:
        return _find(request, employer)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.join_employers(
                actor=request.user, keep=employer, drop=other, ground=form.cleaned_data["ground"]
            )
        except services.WorkplacesError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Joined. The old name still finds the employer."))
            return redirect("workplaces-desk:employer", pk=employer.pk)
    context = {
        "employer": employer,
        "other": other,
        "sites": [(row, selectors.sites_of_employer(row)[:SHOWN]) for row in (employer, other)],
        "form": form,
        "may_join": not (employer.bin and other.bin),
    }
    return render(
        request, "workplaces/desk/join.html", context, status=422 if form.is_bound else 200
    )


def _other(request: SignedRequest, employer: Employer) -> Employer | None:
    text = request.GET.get("with", "")
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        return None
    other = selectors.employer(int(text))
    if other is None or other == employer:
        return None
    return other if request.user.has_perm("workplaces.change_employer", other) else None


def _find(request: SignedRequest, employer: Employer) -> HttpResponse:
    """Look for the other row by words; without words, by the name of this one."""
    words = WordsForm(request.GET).words() or str(employer.name)
    near = selectors.employers(query=words).exclude(pk=employer.pk)
    found = [
        row
        for row in near.order_by("sort_key", "pk")[:SHOWN]
        if request.user.has_perm("workplaces.change_employer", row)
    ]
    context = {"employer": employer, "words": words, "found": found}
    return render(request, "workplaces/desk/join_find.html", context)
