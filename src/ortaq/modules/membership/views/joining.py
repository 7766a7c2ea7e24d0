"""Two records of one person: find them, see them side by side, join them, undo it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.accounts.models import User
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.forms.merging import JoinForm, TwoCardsForm
from ortaq.modules.membership.models import Merge
from ortaq.modules.membership.rules import Pair

SHOWN = 50  # pairs on one page; the rest comes when these are dealt with


@needs("membership.join_any")
def doubles(request: SignedRequest) -> HttpResponse:
    """List pairs that may be one person, in my primaries; or take two card numbers."""
    user = request.user
    near = [body.pk for body in selectors.primaries_of_officer(user)]
    pairs = selectors.doubles_in(near) if near else []
    form = TwoCardsForm(request.GET if request.GET.get("first") else None)
    if form.is_valid():
        one, other = form.cleaned_data["first"], form.cleaned_data["second"]
        keep, drop = sorted((one, other), key=lambda row: (row.since, row.pk))
        if user.has_perm("membership.join_records", Pair(keep.user, drop.user)):
            return redirect(
                "membership-desk:join", keep=keep.user.public_id, drop=drop.user.public_id
            )
        form.add_error(
            None, _("Open both records first: above a primary this asks for a purpose.")
        )
    page = paginate(selectors.merges_for(user), request, per_page=20, order=("-made_at", "-pk"))
    context = {"pairs": pairs[:SHOWN], "more": len(pairs) > SHOWN, "form": form, "page": page}
    return render(request, "membership/desk/doubles.html", context)


def _pair(*, keep: UUID, drop: UUID) -> Pair | None:
    """Return the two records of an address, or None."""
    kept, dropped = accounts.person(keep), accounts.person(drop)
    return Pair(kept, dropped) if kept and dropped else None


@needs("membership.join_records", load=_pair)
def join(request: SignedRequest, pair: Pair) -> HttpResponse:
    """Show two records side by side; join them on the officer's word."""
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.merge_people(
                actor=request.user,
                keep=pair.keep,
                drop=pair.drop,
                ground=form.cleaned_data["ground"],
            )
        except services.MembershipError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Joined. You can undo this for thirty days."))
            return redirect("membership-desk:doubles")
    context = {
        "pair": pair,
        "rows": _side_by_side(pair),
        "form": form,
        "are_two": _have_two_iins(pair),
    }
    status = 422 if form.is_bound else 200
    return render(request, "membership/desk/join.html", context, status=status)


def _side_by_side(pair: Pair) -> list[dict[str, Any]]:
    """Return what is known of both records, line by line, and whether they agree."""
    columns = [_known(pair.keep), _known(pair.drop)]
    return [
        {"label": label, "keep": one, "drop": other, "agrees": _agrees(one, other)}
        for (label, one), (_label, other) in zip(*columns, strict=True)
    ]


def _agrees(one: Any, other: Any) -> str:
    """Return ``gap`` where only one record says anything: that contradicts nothing."""
    if isinstance(one, _Iin):
        return "different" if one and other else "gap" if one or other else "same"
    return "same" if one == other else "different" if one and other else "gap"


class _Iin(str):
    """Whether an IIN is known, in words; the numbers are not shown, and no two are the same."""

    __slots__ = ()


def _have_two_iins(pair: Pair) -> bool:
    return bool(accounts.iin_of(pair.keep) and accounts.iin_of(pair.drop))


def _known(user: User) -> list[tuple[str, Any]]:
    has_iin = bool(accounts.iin_of(user))
    rows = selectors.memberships_of(user)
    return [
        (_("Family name"), user.family_name),
        (_("Given name"), user.given_name),
        (_("Patronymic"), user.patronymic),
        (_("Date of birth"), user.born_on),
        (_("Sex"), user.get_sex_display()),
        (_("Phone"), user.phone or ""),
        (_("E-mail"), user.email or ""),
        (_("IIN"), _Iin(_("Known") if has_iin else "")),
        (
            _("Memberships"),
            [f"{row.body}: {row.get_state_display()} {row.printed_card_no}" for row in rows],
        ),
    ]


@needs("membership.part_records", load=selectors.merge)
def undo(request: SignedRequest, merge: Merge) -> HttpResponse:
    """Separate two records again after reading what it means."""
    if request.method == "POST":
        try:
            services.undo_merge(actor=request.user, merge=merge)
        except services.MembershipError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The two records are separate again."))
        return redirect("membership-desk:doubles")
    return render(request, "membership/desk/undo.html", {"merge": merge})
