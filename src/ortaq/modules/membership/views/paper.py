"""Paper forms: an officer types in what was signed; a person known already is shown first."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.accounts.errors import (
    AddressTakenError,
    BadIinError,
    IinConflictError,
    IinTakenError,
)
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.forms.paper import FEW, PaperFormForm, bodies_to_enter
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.views.desk import DIGITS
from ortaq.modules.membership.views.moving import found_bodies

ANOTHER = "another"  # the officer's answer: this is another person


@needs("membership.enter_any")
def new(request: SignedRequest) -> HttpResponse:
    """Enter an application that was signed on paper; admit at once who may."""
    user = request.user
    posted = request.POST if request.method == "POST" else None
    body = _body(request)
    if body is None and _too_many(user):
        context: dict[str, object] = found_bodies(request, but=0)
        return render(request, "membership/desk/new.html", context)
    form = PaperFormForm(posted, user=user, body=body)
    known: list[User] = []
    if form.is_valid():
        chosen_body: Body = form.cleaned_data["body"]
        known = _known(form)
        answer = request.POST.get("person", "")
        chosen = next((who for who in known if str(who.public_id) == answer), None)
        if not known or chosen or answer == ANOTHER or form.cleaned_data["iin"]:
            membership = _entered(request, form, chosen_body, chosen)
            if membership:
                return redirect(request.get_full_path())
    context = {
        "form": form,
        "body": body,
        "known": [_seen(user, who) for who in known],
        "another": ANOTHER,
    }
    status = 422 if form.is_bound else 200
    return render(request, "membership/desk/new.html", context, status=status)


def _body(request: SignedRequest) -> Body | None:
    """Return the body of ``?body=``, where the officer may enter forms; or his only one."""
    text = request.GET.get("body", "") or request.GET.get("to", "")
    if text.isascii() and text.isdigit() and len(text) <= DIGITS:
        body = Body.objects.filter(pk=int(text), level=Body.Level.PRIMARY).first()
        if body and request.user.has_perm("membership.enter_form", body):
            return body
    only = list(bodies_to_enter(request.user)[:2])
    return only[0] if len(only) == 1 else None


def _too_many(user: User) -> bool:
    """Whether an officer enters forms for more bodies than a list of choices can hold."""
    return len(bodies_to_enter(user).values_list("pk")[: FEW + 1]) > FEW


def _known(form: PaperFormForm) -> list[User]:
    """Return members who may be this person: the same birth date and a name that is near."""
    values = form.cleaned_data
    if not values["born_on"] or accounts.find_by_iin(values["iin"]):
        return []
    name = (values["family_name"], values["given_name"], values["patronymic"])
    return selectors.alike(name=name, born_on=values["born_on"])


def _seen(reader: User, person: User) -> dict[str, object]:
    """Return what an officer may see of a person who is known: from elsewhere, no name."""
    near = reader.has_perm("membership.read_person", person)
    return {"key": person.public_id, "name": person.full_name if near else ""}


def _entered(
    request: SignedRequest, form: PaperFormForm, body: Body, person: User | None
) -> Membership | None:
    """Enter the form; put a refusal beside its field and return None."""
    actor = request.user
    if not actor.has_perm("membership.enter_form", body):
        form.add_error("body", _("You do not enter forms for this organisation."))
        return None
    draft = Membership(user_id=person.pk if person else 0, body=body)
    admit = actor.has_perm("membership.decide", draft)
    try:
        membership = services.enter_paper_form(
            actor=actor, body=body, paper=form.paper(), person=person, admit=admit
        )
    except (BadIinError, IinTakenError):
        form.add_error("iin", _("Another record has this IIN, or it is mistyped. Check it."))
    except IinConflictError:
        form.add_error("iin", _("The IIN says another birth date or sex. Check both."))
    except AddressTakenError:
        form.add_error("phone", _("Another record has this phone or e-mail. Check them."))
    except ValidationError as error:
        form.add_error(None, error.messages)
    except services.MembershipError as error:
        form.add_error(None, str(error))
    else:
        _say(request, membership)
        return membership
    return None


def _say(request: SignedRequest, membership: Membership) -> None:
    if membership.is_member:
        text = _("Entered. Card number {number}. The next form may come.")
        messages.success(request, text.format(number=membership.printed_card_no))
    else:
        messages.success(request, _("Entered. The chair of the organisation decides."))
