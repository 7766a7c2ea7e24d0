"""Moves to another primary: find it, ask or move at once; the chairs' answers; many at once."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.forms.deciding import AnswerForm
from ortaq.modules.membership.forms.life import FindBodyForm, MoveForm, MoveNowForm
from ortaq.modules.membership.models import Membership, Transfer
from ortaq.modules.membership.rules import Passage
from ortaq.modules.membership.views.desk import DIGITS, chosen
from ortaq.modules.membership.views.desk import body as load_body
from ortaq.modules.membership.workflow import IllegalStepError


def goal(request: SignedRequest) -> Body | None:
    """Return the open primary that ``?to=`` names, or None."""
    text = request.GET.get("to", "")
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        return None
    return orgs.open_bodies(level=Body.Level.PRIMARY).filter(pk=int(text)).first()


def found_bodies(request: SignedRequest, *, but: int) -> dict[str, object]:
    """Return the search for another primary and what it found."""
    form = FindBodyForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    page = None
    if query:
        bodies = orgs.open_bodies(level=Body.Level.PRIMARY, query=query).exclude(pk=but)
        page = paginate(bodies, request, per_page=10, order=("sort_key", "pk"))
    return {"find": form, "page": page}


@needs("membership.manage", load=selectors.membership)
def move(request: SignedRequest, membership: Membership) -> HttpResponse:
    """Move a member to another primary: at once where I answer for both, else ask its chair."""
    to_body = goal(request)
    context: dict[str, object] = {"membership": membership, "to_body": to_body}
    if to_body is None or to_body.pk == membership.body_id or not membership.is_member:
        context |= found_bodies(request, but=membership.body_id) | {"to_body": None}
        return render(request, "membership/desk/move.html", context)
    at_once = request.user.has_perm("membership.transfer", Passage(membership, to_body.pk))
    posted = request.POST if request.method == "POST" else None
    form = MoveNowForm(posted, membership=membership) if at_once else MoveForm(posted)
    if form.is_valid() and _moved(request, membership, to_body, form.cleaned_data):
        return redirect("membership-desk:members", pk=membership.body_id)
    context |= {"form": form, "at_once": at_once}
    status = 422 if form.is_bound else 200
    return render(request, "membership/desk/move.html", context, status=status)


def _moved(
    request: SignedRequest, membership: Membership, to_body: Body, values: dict[str, object]
) -> bool:
    actor = request.user
    try:
        if "on" in values:
            services.transfer_member(
                actor=actor,
                membership=membership,
                body=to_body,
                **values,  # type: ignore[arg-type]
            )
            messages.success(request, _("The member has moved."))
        else:
            wish = services.ask_transfer(
                actor=actor, membership=membership, body=to_body, ground=str(values["ground"])
            )
            services.agree_transfer(actor=actor, transfer=wish, lets_go=True)
            messages.success(request, _("The chair of the other organisation is asked."))
    except services.MembershipError as error:
        messages.error(request, str(error))
        return False
    except IllegalStepError:
        messages.info(request, _("This was already done."))
    return True


@needs("membership.decide_any")
def transfers(request: SignedRequest) -> HttpResponse:
    """List the moves that wait for my answer, the oldest first."""
    page = paginate(_waiting(request), request, order=("asked_at", "pk"))
    return render(request, "membership/desk/transfers.html", {"page": page})


@needs("membership.answer_transfer", load=selectors.transfer)
def transfer(request: SignedRequest, transfer: Transfer) -> HttpResponse:
    """Agree to a move, for one end or both, or refuse it with a reason."""
    actor = request.user
    if transfer.state != Transfer.State.ASKED:
        messages.info(request, _("This transfer is already decided."))
        return redirect("membership-desk:transfers")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if form.cleaned_data["decision"] == AnswerForm.AGREE:
                moved = services.agree_transfer(
                    actor=actor,
                    transfer=transfer,
                    lets_go=actor.has_perm("membership.let_go", transfer),
                    takes_in=actor.has_perm("membership.take_in", transfer),
                )
                said = _("The member has moved.") if moved else _("The other chair is waited for.")
            else:
                services.refuse_transfer(
                    actor=actor, transfer=transfer, answer=form.cleaned_data["reason"]
                )
                said = _("Refused. The person will read your reason.")
            messages.success(request, said)
        except services.MembershipError as error:
            messages.error(request, str(error))
        return redirect("membership-desk:transfers")
    status = 422 if form.is_bound else 200
    context = {"transfer": transfer, "form": form}
    return render(request, "membership/desk/transfer.html", context, status=status)


@needs("membership.read_members", load=load_body)
def move_many(request: SignedRequest, body: Body) -> HttpResponse:
    """Choose members who go to another primary together, after a split or a change of work."""
    to_body = goal(request)
    context: dict[str, object] = {"body": body, "to_body": to_body}
    if to_body is None or to_body.pk == body.pk:
        context |= found_bodies(request, but=body.pk) | {"to_body": None}
        return render(request, "membership/desk/move_many.html", context)
    form = MoveForm(request.POST if request.method == "POST" else None)
    ticked = chosen(request)
    if form.is_valid() and ticked:
        rows = list(selectors.members_of([body.pk]).filter(pk__in=ticked[:500]))
        if _all_moved(request, rows, to_body, form.cleaned_data["ground"]):
            return redirect("membership-desk:members", pk=body.pk)
    elif form.is_bound and not ticked:
        messages.error(request, _("Choose at least one member."))
    members = selectors.members_of([body.pk])
    page = paginate(members, request, per_page=100, order=("alphabet", "pk"))
    context |= {"form": form, "page": page, "chosen": set(ticked)}
    status = 422 if form.is_bound else 200
    return render(request, "membership/desk/move_many.html", context, status=status)


def _all_moved(request: SignedRequest, rows: list[Membership], to_body: Body, ground: str) -> bool:
    actor = request.user
    rows = [row for row in rows if actor.has_perm("membership.manage", row)]
    try:
        if rows and actor.has_perm("membership.transfer", Passage(rows[0], to_body.pk)):
            count = services.transfer_many(
                actor=actor,
                memberships=rows,
                body=to_body,
                on=timezone.localdate(),
                ground=ground,
            )
        else:
            count = services.ask_transfers(
                actor=actor, memberships=rows, body=to_body, ground=ground
            )
    except services.MembershipError as error:
        messages.error(request, str(error))
        return False
    text = ngettext("{n} member is on the way.", "{n} members are on the way.", count)
    messages.success(request, text.format(n=count))
    return True


def _waiting(request: SignedRequest) -> QuerySet[Transfer]:
    return selectors.transfers_for(request.user)
