"""A list of members to take out: of one's own primary, or from above for a purpose."""

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.audit import services as audit
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.sheets.writing import csv_response, xlsx_response
from ortaq.modules.membership.layouts import going_out
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.rules import LIST_TAKERS
from ortaq.modules.membership.views.desk import body

XLSX, CSV = "xlsx", "csv"


class ExportForm(forms.Form):
    """In which shape; from above also what for."""

    shape = forms.ChoiceField(
        label=gettext_lazy("As a file for"),
        choices=[
            (XLSX, gettext_lazy("Excel (XLSX)")),
            (CSV, gettext_lazy("other programs (CSV)")),
        ],
        initial=XLSX,
        widget=forms.RadioSelect,
    )
    purpose = forms.CharField(
        label=gettext_lazy("What do you need this list for?"),
        help_text=gettext_lazy("Everybody on the list can read these words and your name."),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, close: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if close:
            del self.fields["purpose"]


@needs("membership.export", load=body)
def members(request: SignedRequest, body: Body) -> HttpResponseBase:
    """Ask how, and from above what for; then hand out the list and write it into the trail."""
    is_own = body.level == Body.Level.PRIMARY
    close = is_own and request.user.has_perm("membership.read_members", body)
    form = ExportForm(request.POST if request.method == "POST" else None, close=close)
    if form.is_valid():
        ids = going_out.members_of_list(body)
        if close or len(ids) <= going_out.MOST:
            return _list(request, body, ids, form.cleaned_data, close=close)
        form.add_error(
            None, _("So many people do not go into one list: choose a body further down.")
        )
    context = {"body": body, "form": form, "close": close}
    status = 422 if form.is_bound else 200
    return render(request, "membership/desk/export.html", context, status=status)


def _list(
    request: SignedRequest, body: Body, ids: list[int], chosen: dict[str, str], *, close: bool
) -> HttpResponseBase:
    shape = chosen["shape"]
    if not close:
        people = Membership.objects.filter(pk__in=ids).values_list("user_id", flat=True)
        accounts.note_openings(
            reader=request.user,
            person_ids=sorted(set(people)),
            purpose=chosen["purpose"],
            post=_post(request, body),
        )
    audit.record(
        action="membership.exported",
        subject=body,
        actor=request.user,
        body_id=body.pk,
        params={"count": len(ids), "format": shape.upper()},
    )
    rows, columns = going_out.rows(ids, close=close), going_out.columns(close=close)
    name = f"members-{body.pk}"
    if shape == CSV:
        return csv_response(rows, columns, name=name)
    return xlsx_response(rows, columns, name=name, title=_("Members"))


def _post(request: SignedRequest, body: Body) -> str:
    """Return the mandate by which the reader reaches a body, in words."""
    for mandate in orgs.mandates_of(request.user, kinds=LIST_TAKERS):
        if orgs.reaches(request.user, body.pk, kinds=[Kind(mandate.kind)]):
            return _("{kind}, {body}").format(kind=mandate.get_kind_display(), body=mandate.body)
    return ""
