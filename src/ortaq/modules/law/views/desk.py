"""The desk of the union's lawyers: what waits, one norm, editions, values."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs, require
from ortaq.lib.norms import words_changed
from ortaq.modules.law import selectors, services
from ortaq.modules.law.forms import ReviseForm, SignForm, ValueForm, WithdrawForm
from ortaq.modules.law.listing import sliced
from ortaq.modules.law.models import SignOff, Touch
from ortaq.modules.law.selectors import STALE_DAYS, Trust
from ortaq.modules.law.views.showing import Shown, find, shown_many

PER_PAGE = 25
DIFFS = 20
SHELVES = ("unsettled", "touched", "kazakh", "matched", "signed", "all")


@needs("law.desk")
def index(request: SignedRequest) -> HttpResponse:
    """List the norms by what they wait for."""
    shelf = request.GET.get("shelf", "")
    shelf = shelf if shelf in SHELVES else "unsettled"
    rows = [row for row in shown_many(selectors.norms()) if _is_on(shelf, row)]
    rows.sort(key=lambda row: not row.standing.touched)
    age = selectors.edition_age()
    context: dict[str, Any] = {
        "page": sliced(rows, request, per_page=PER_PAGE),
        "shelf": shelf,
        "counts": selectors.counts(),
        "age": age,
        "stale": age is None or age > STALE_DAYS,
        "found": len(rows),
    }
    return render(request, "law/desk/index.html", context)


def _is_on(shelf: str, row: Shown) -> bool:
    where = row.standing
    return {
        "unsettled": where.trust is Trust.UNVERIFIED or where.touched,
        "touched": where.touched,
        "kazakh": not where.kazakh_read and row.norm.statement.has("kk"),
        "matched": where.trust is Trust.MATCHED,
        "signed": where.trust is Trust.SIGNED,
        "all": True,
    }[shelf]


@needs("law.desk")
def norm(request: SignedRequest, norm_id: str) -> HttpResponse:
    """Show one norm beside the official text, with its history and what may be done."""
    return _norm_page(request, _found(norm_id))


def _found(norm_id: str) -> Shown:
    row = find(norm_id)
    if row is None:
        raise Http404
    return row


def _norm_page(request: SignedRequest, row: Shown, **forms: Any) -> HttpResponse:
    norm = row.norm
    touch = selectors.touches().filter(norm=norm.id).first()
    context = {
        "row": row,
        "text": selectors.article(norm.act, norm.article, lang="ru"),
        "kazakh": selectors.article(norm.act, norm.article, lang="kk"),
        "history": [(isinstance(one, SignOff), one) for one in selectors.history(norm.id)],
        "touch": touch,
        "changes": _words_of(touch) if touch else [],
        "sign_form": SignForm(initial={"digest": norm.digest}),
        "kazakh_form": SignForm(initial={"digest": norm.kk_digest}, prefix="kk"),
        "withdraw_form": WithdrawForm(),
        "may_sign_law": request.user.has_perm("law.sign"),
        "may_read_kazakh": request.user.has_perm("law.read_kazakh"),
        **forms,
    }
    return render(request, "law/desk/norm.html", context)


def _words_of(touch: Touch) -> list[tuple[str, str]]:
    changes = selectors.changed_articles(touch.edition)
    changed = changes.by_number.get(touch.article)
    return list(words_changed(changed.old.text, changed.new.text)) if changed else []


@needs("law.sign")
@require_POST
def sign(request: SignedRequest, norm_id: str) -> HttpResponse:
    """Sign the law of a norm."""
    return _signed(request, norm_id, SignForm(request.POST), "law")


@needs("law.read_kazakh")
@require_POST
def sign_kazakh(request: SignedRequest, norm_id: str) -> HttpResponse:
    """Say that the Kazakh of a norm reads well."""
    return _signed(request, norm_id, SignForm(request.POST, prefix="kk"), "kk")


def _signed(request: SignedRequest, norm_id: str, form: SignForm, aspect: str) -> HttpResponse:
    row = _found(norm_id)
    if not form.is_valid():
        return _norm_page(request, row)
    try:
        services.sign_norm(
            actor=request.user, norm_id=row.norm.id, aspect=aspect, **form.cleaned_data
        )
    except services.LawError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Signed. Your name stands under these words."))
    return redirect("law-desk:norm", norm_id=norm_id)


@needs("law.sign")
@require_POST
def withdraw(request: SignedRequest, pk: int) -> HttpResponse:
    """Take a signature back."""
    sign_off = get_object_or_404(SignOff, pk=pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _norm_page(request, _found(sign_off.norm), withdraw_form=form)
    services.withdraw_sign_off(actor=request.user, sign_off=sign_off, **form.cleaned_data)
    messages.success(request, _("The signature is withdrawn; it stays in the history."))
    return redirect("law-desk:norm", norm_id=sign_off.norm)


@needs("law.sign")
@require_POST
def read_again(request: SignedRequest, norm_id: str) -> HttpResponse:
    """Say that a norm stands after a new edition."""
    services.settle_touch(actor=request.user, norm_id=_found(norm_id).norm.id)
    messages.success(request, _("Noted: the norm was read against the new edition."))
    return redirect("law-desk:norm", norm_id=norm_id)


@needs("law.sign")
def revise(request: SignedRequest, norm_id: str) -> HttpResponse:
    """Word a norm anew."""
    row = _found(norm_id)
    form = ReviseForm(request.POST or None, initial=ReviseForm.first(row.norm))
    if form.is_valid():
        try:
            services.revise_norm(
                actor=request.user,
                norm_id=row.norm.id,
                changes=form.changes(),
                why=form.cleaned_data["why"],
                seen=form.cleaned_data["seen"],
            )
        except services.LawError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The new wording stands. Earlier ones are kept."))
        return redirect("law-desk:norm", norm_id=norm_id)
    return render(request, "law/desk/revise.html", {"row": row, "form": form})


@needs("law.desk")
def editions(request: SignedRequest) -> HttpResponse:
    """List the imported texts."""
    return render(request, "law/desk/editions.html", {"editions": list(selectors.editions())})


@needs("law.desk")
def edition(request: SignedRequest, pk: int) -> HttpResponse:
    """Show what an edition changed, article by article, and the norms that this touches."""
    found = selectors.edition_by_id(pk)
    if found is None:
        raise Http404
    changes = selectors.changed_articles(found)
    rows = [(one, words_changed(one.old.text, one.new.text)) for one in changes.changed[:DIFFS]]
    context = {
        "edition": found,
        "changes": changes,
        "rows": rows,
        "more": max(0, len(changes.changed) - DIFFS),
        "touches": found.touches.order_by("norm"),
    }
    return render(request, "law/desk/edition.html", context)


@needs("law.desk")
@require_POST
def check_edition(request: SignedRequest, pk: int) -> HttpResponse:
    """Note that nothing newer is published."""
    found = selectors.edition_by_id(pk)
    if found is None:
        raise Http404
    services.check_edition(actor=request.user, edition=found)
    messages.success(request, _("Noted: today nothing newer was published."))
    return redirect("law-desk:editions")


@needs("law.desk")
def values(request: SignedRequest) -> HttpResponse:
    """Show the reference values, and let the centre sign the next one."""
    form = ValueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(request.user, "law.set_value")
        if form.is_valid():
            services.set_value(actor=request.user, **form.cleaned_data)
            messages.success(request, _("The value is signed. Calculations use it from now on."))
            return redirect("law-desk:values")
    context = {
        "groups": selectors.value_groups(),
        "form": form,
        "may_set": request.user.has_perm("law.set_value"),
    }
    return render(request, "law/desk/values.html", context)
