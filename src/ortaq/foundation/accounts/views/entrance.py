"""Ways in that are our own: sign-up, one-time links, the page that asks for a second factor."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as django_login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ortaq.foundation.accounts import challenge, phones, services
from ortaq.foundation.accounts.access import SignedRequest, public, signed_in
from ortaq.foundation.accounts.adapter import TOO_MANY, WRONG_CODE
from ortaq.foundation.accounts.errors import CodeExpiredError, LinkSpentError, WrongCodeError
from ortaq.foundation.accounts.forms import CodeForm, SignUpForm
from ortaq.foundation.accounts.models import SignInLink
from ortaq.foundation.accounts.services.links import live_link

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def _busy(request: HttpRequest) -> HttpResponse:
    page: HttpResponse = ratelimit.respond_429(request)
    return page


def _enter(request: HttpRequest, login: Login) -> HttpResponse:
    """Go through what is left of the sign-in: a closed account, the second factor."""
    page: HttpResponse = perform_login(request, login)
    return page


@public
@never_cache
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Ask who one is and where a code may be sent. The answer is the same for every address."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if not ratelimit.consume(request, action="signup"):
        return _busy(request)
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        names = {n: form.cleaned_data[n] for n in ("family_name", "given_name", "patronymic")}
        back = get_next_redirect_url(request)
        try:
            challenge.begin(
                request,
                purpose="sign_up",
                address=form.cleaned_data["address"],
                data={"names": names, "next": back},
            )
        except challenge.TooManyError:
            form.add_error(None, TOO_MANY)
        else:
            return redirect("accounts:sign_up_code")
    return render(
        request, "accounts/sign_up.html", {"form": form, "next": request.GET.get("next")}
    )


@public
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_up_code(request: HttpRequest) -> HttpResponse:
    """Take the code; open the account, or sign in to the record that has this address."""
    sent = challenge.current(request, "sign_up")
    if sent is None or request.user.is_authenticated:
        return redirect("account_signup")
    form = CodeForm(request.POST if request.POST.get("action") != "resend" else None)
    if request.method == "POST":
        response = _resend(request, "sign_up") if not form.is_bound else None
        if response is None and form.is_valid():
            response = _finish_sign_up(request, form)
        if response:
            return response
    context = {"form": form, "address": phones.masked(sent.address), "can_resend": sent.can_resend}
    return render(request, "accounts/sign_up_code.html", context)


def _resend(request: HttpRequest, purpose: challenge.Purpose) -> HttpResponse:
    try:
        challenge.resend(request, purpose)
    except challenge.TooManyError:
        messages.error(request, str(TOO_MANY))
    except CodeExpiredError:
        messages.error(request, _("Begin again and ask for a new code."))
    else:
        messages.success(request, _("A new code is on its way. The old one no longer works."))
    return redirect(request.path)


def _finish_sign_up(request: HttpRequest, form: CodeForm) -> HttpResponse | None:
    try:
        proven = challenge.answer(request, "sign_up", form.cleaned_data["code"])
    except WrongCodeError:
        form.add_error("code", WRONG_CODE)
        return None
    except CodeExpiredError:
        messages.error(request, _("This code no longer works. Begin again and ask for a new one."))
        return redirect("account_signup")
    user = services.sign_up(
        **proven.data["names"], language=(get_language() or "kk")[:2], address=proven.address
    )
    email, phone = (proven.address, None) if "@" in proven.address else (None, proven.address)
    clear_login(request)
    record_authentication(request, user, "code", email=email, phone=phone)
    login = Login(user=user, redirect_url=proven.data["next"], email=email, phone=phone)
    return _enter(request, login)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by a one-time link: looking shows a button, only pressing it uses the link up."""
    if request.method == "GET":
        found = live_link(token)
        status = 200 if found else 410
        return render(request, "accounts/link.html", {"link": found}, status=status)
    if not ratelimit.consume(request, action="sign_in_link"):
        return _busy(request)
    try:
        used = services.spend_sign_in_link(token=token)
    except LinkSpentError:
        return render(request, "accounts/link.html", {"link": None}, status=410)
    if request.user.is_authenticated:
        request.session.flush()
    return _enter_by_link(request, used)


def _enter_by_link(request: HttpRequest, used: SignInLink) -> HttpResponse:
    if used.counts_as_second_factor and settings.MODE == "demo":
        record_authentication(request, used.user, "demo_link")
        django_login(request, used.user, backend=BACKEND)
        UserSession.objects.create_from_request(request)  # else it is missing among the devices
        return redirect(settings.LOGIN_REDIRECT_URL)
    record_authentication(request, used.user, "link")
    return _enter(request, Login(user=used.user))


@signed_in
def second_factor(request: SignedRequest) -> HttpResponse:
    """Say why a second factor is needed and offer the two kinds."""
    return render(request, "accounts/second_factor.html")


@signed_in
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def prove(request: SignedRequest) -> HttpResponse:
    """Ask for a code before a dangerous act, where there is neither password nor second factor.

    Who has one of them shows that: a lent phone reads the messages, too.
    """
    if get_reauthentication_flows(request.user):
        return _show_what_one_has(request)
    return _prove(request)


def _show_what_one_has(request: SignedRequest) -> HttpResponse:
    back = get_next_redirect_url(request) or reverse("accounts:data")
    return redirect_to_login(back, reverse("account_reauthenticate"))


def _prove(request: SignedRequest) -> HttpResponse:
    address = request.user.email or request.user.phone
    if not address:
        messages.error(request, _("Add an e-mail or a phone first: a code must reach you."))
        return redirect("accounts:address")
    sent = challenge.current(request, "prove")
    if request.method == "GET" or sent is None or sent.address != address:
        return _show_prove(request, address, sent)
    if request.POST.get("action") == "resend":
        return _resend(request, "prove")
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            challenge.answer(request, "prove", form.cleaned_data["code"])
        except WrongCodeError:
            form.add_error("code", WRONG_CODE)
        except CodeExpiredError:
            messages.error(request, _("This code no longer works. We can send a new one."))
            return redirect(request.get_full_path())
        else:
            return _resume(request)
    return _prove_page(request, form, address, can_resend=sent.can_resend)


def _show_prove(
    request: SignedRequest, address: str, sent: challenge.Challenge | None
) -> HttpResponse:
    if request.method == "POST":
        try:
            challenge.begin(request, purpose="prove", address=address)
        except challenge.TooManyError:
            messages.error(request, str(TOO_MANY))
        return redirect(request.get_full_path())
    form = CodeForm() if sent and sent.address == address else None
    return _prove_page(request, form, address, can_resend=bool(sent and sent.can_resend))


def _prove_page(
    request: SignedRequest, form: CodeForm | None, address: str, *, can_resend: bool
) -> HttpResponse:
    context = {"form": form, "address": phones.masked(address), "can_resend": can_resend}
    return render(request, "accounts/prove.html", context)


def _resume(request: SignedRequest) -> HttpResponse:
    record_authentication(request, request.user, "code", reauthenticated=True)
    return redirect(get_next_redirect_url(request) or "accounts:data")
