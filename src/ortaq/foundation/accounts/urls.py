"""Addresses below /account/: our own pages, and guards before some of allauth's."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.generic import RedirectView

from ortaq.foundation.accounts.access import public
from ortaq.foundation.accounts.throttle import few_guesses
from ortaq.foundation.accounts.views import data, entrance, farewell

app_name = "accounts"


def _to(name: str) -> Callable[..., HttpResponseBase]:
    return public(RedirectView.as_view(pattern_name=name))


urlpatterns = [
    path("signup/", entrance.sign_up, name="sign_up"),
    path("signup/code/", entrance.sign_up_code, name="sign_up_code"),
    path("link/<token>/", entrance.link, name="link"),
    path("second-factor/", entrance.second_factor, name="second_factor"),
    path("prove/", entrance.prove, name="prove"),
    path("data/", data.data, name="data"),
    path("data/profile/", data.profile, name="profile"),
    path("data/address/", data.address, name="address"),
    path("data/address/code/", data.address_code, name="address_code"),
    path("data/consents/", data.consents_page, name="consents"),
    path("data/correct/", data.correct, name="correct"),
    path("data/openings/", data.openings, name="openings"),
    path("data/export/", data.export, name="export"),
    path("data/export/<int:pk>/", data.export_file, name="export_file"),
    path("data/erase/", data.erase, name="erase"),
    path("data/erased/", farewell.erased, name="erased"),
    # allauth's pages at the same addresses come after these and are never reached.
    path("login/code/", _to("account_login"), name="_login_code"),
    path("email/", _to("accounts:address"), name="_email"),
    path("confirm-email/", _to("account_login"), name="_confirm_email"),
    path("phone/change/", _to("accounts:address"), name="_phone_change"),
    path("phone/verify/", _to("account_login"), name="_phone_verify"),
    path("login/code/confirm/", public(few_guesses(account.confirm_login_code)), name="_confirm"),
    path(
        "password/reset/confirm/",
        public(few_guesses(account.confirm_password_reset_code)),
        name="_confirm_reset",
    ),
    path("2fa/authenticate/", public(few_guesses(mfa.authenticate)), name="_mfa"),
]
