"""allauth's forms with our fields, so that every word comes from our catalogues."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.cache import cache
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.fields import AddressField, CodeField, PhoneField, password_field

# Longer than a TOTP code can be good: present, previous and next half minute.
TOTP_ONCE_SECONDS = 120


class _HelpText:
    def __str__(self) -> str:
        return " ".join(password_validators_help_texts())


PASSWORD_HELP = lazystr(_HelpText())


class LoginForm(account.LoginForm):
    """One door: an e-mail or a phone; the password is for those who chose to have one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField()
        self.fields["password"] = password_field(_("Your password"), new=False, required=False)

    def clean_login(self) -> str:
        """Return the address as AddressField cleaned it."""
        return str(self.cleaned_data["login"])

    def clean_password(self) -> str:
        """Ignore a password that a browser filled in when the person asked for a code."""
        return "" if self.data.get("way") == "code" else self.cleaned_data["password"]

    def clean(self) -> dict[str, Any]:
        """Demand a password from whoever chose to sign in by one."""
        if self.data.get("way") == "password" and not self.cleaned_data.get("password"):
            self.add_error("password", _("Type your password, or ask for a code."))
        return super().clean() or {}


class RequestCodeForm(account.RequestLoginCodeForm):
    """Ask for a code by e-mail or phone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["phone"] = PhoneField(required=False)


class ConfirmCodeForm(account.ConfirmLoginCodeForm, account.ConfirmPasswordResetCodeForm):
    """Type the code from the message."""

    code = CodeField()


class ReauthenticateForm(account.ReauthenticateForm):
    """Type the password once more."""

    password = password_field(_("Your password"), new=False)


class _NewPassword(forms.Form):
    """The two fields of a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields["password2"].label = _("New password once more")
        for name in ("oldpassword", "password1", "password2"):
            if name in self.fields:
                self.fields[name].widget.attrs.pop("placeholder", None)

    def add_error(self, field: str | None, error: Any) -> None:
        """Say in our words that the two differ."""
        if field == "password2" and not isinstance(error, forms.ValidationError):
            error = _("The two passwords differ. Type the same one twice.")
        super().add_error(field, error)


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):
    """Change the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["oldpassword"].help_text = ""


class SetPasswordForm(_NewPassword, account.SetPasswordForm):
    """Set a first password."""


class ResetPasswordKeyForm(_NewPassword, account.ResetPasswordKeyForm):
    """Set a new password instead of a forgotten one."""


class ResetPasswordForm(account.ResetPasswordForm):
    """Ask for a code that lets you set a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class _MfaCode(forms.Form):
    """A code from the app or the list; one code of the app opens one door, once."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        """Refuse a code of the app that has been used, for as long as it would be good."""
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(
            f"ortaq.totp.used:{self.authenticator.user_id}:{code.strip()}", 1, TOTP_ONCE_SECONDS
        ):
            raise mfa_adapter().validation_error("incorrect_code")
        return code


def _mfa_code_field() -> CodeField:
    return CodeField(label=_("Code from the app, or a recovery code"))


class MfaCodeForm(_MfaCode, mfa.AuthenticateForm):
    """Show the second factor at the sign-in."""

    code = _mfa_code_field()


class MfaReauthenticateForm(_MfaCode, mfa.ReauthenticateForm):
    """Show the second factor once more."""

    code = _mfa_code_field()


class ActivateTotpForm(totp.ActivateTOTPForm):
    """Prove that the app has the secret."""

    code = CodeField(label=_("Code that the app shows now"))


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """Name a new passkey; the browser fills the credential."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        required=False,
        max_length=100,
        help_text=_("So that you recognise it later, for example: my phone."),
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with this key alone, without a code"), required=False, initial=True
    )


class EditPasskeyForm(webauthn.EditWebAuthnForm):
    """Rename a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=100)
