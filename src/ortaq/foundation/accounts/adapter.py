"""How allauth meets this house: phones, words in our catalogues, letters through the port."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts import keys, letters, phones, selectors, services
from ortaq.foundation.accounts.fields import PhoneField
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.ports import Channel, code_sender, letter_sender
from ortaq.foundation.accounts.services.identity import MFA_PLACE

TOO_MANY = _(
    "Too many tries. For your safety this way is closed for a few minutes; wait and try again."
)
WRONG_CODE = _("This is not the code we sent. Look at the last message and type its six digits.")
NOT_TOGETHER = _(
    "This address and password do not belong together. Check both, or ask for a code instead."
)


def send_code(*, address: str, code: str) -> None:
    """Hand a code to the port, in the reader's language."""
    channel: Channel = "email" if "@" in address else "sms"
    with transaction.atomic():
        code_sender()(address=address, channel=channel, code=code, language=_language(address))


def _language(address: str) -> str:
    user = selectors.find_by_address(address)
    return user.language if user else (get_language() or "kk")[:2]


class AccountAdapter(DefaultAccountAdapter):
    """Accounts without user names: an e-mail or a phone, a code or a password."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": NOT_TOGETHER,
        "phone_password_mismatch": NOT_TOGETHER,
        "username_password_mismatch": _("Write an e-mail address or a phone number."),
        "invalid_login": _("Write an e-mail address or a phone number."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "select_only_one": _("Write either an e-mail address or a phone number."),
        "invalid_or_expired_key": _("This code is too old. Ask for a new one."),
        "invalid_password_reset": _("This code is too old. Ask for a new one."),
        "same_as_current": _("This is the same as now."),
    }

    # phones ---------------------------------------------------------------------------------
    def clean_phone(self, phone: str) -> str:
        """Return the number as E.164."""
        return phones.normalise(phone)

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """Return our own field: it knows how people in Kazakhstan write numbers."""
        return PhoneField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """Return the number and whether it is proven."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Keep a number."""
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Mark the number as proven."""
        services.prove_address(user=user, address=phone)

    def get_user_by_phone(self, phone: str) -> User | None:
        """Return the active person of a number, or None."""
        return User.objects.filter(phone=phone, is_active=True).first()

    def send_verification_code_sms(self, user: User, phone: str, code: str, **_rest: Any) -> None:
        """Send a code to a number."""
        send_code(address=phone, code=code)

    def send_unknown_account_sms(self, phone: str, **_rest: Any) -> None:
        """Tell the owner of a number that no account has it: as much work as sending a code."""
        self._letter(phone, "account/email/unknown_account")

    # letters --------------------------------------------------------------------------------
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a code or a letter through the port, in the reader's language."""
        if "code" in context:
            send_code(address=email, code=context["code"])
            return
        self._letter(email, template_prefix)

    def _letter(self, address: str, name: str) -> None:
        language = _language(address)
        entrance, signup = self._absolute("account_login"), self._absolute("account_signup")
        with translation.override(language):
            subject, text = letters.letter(name, entrance=entrance, signup=signup)
        with transaction.atomic():
            letter_sender()(
                address=address,
                channel="email" if "@" in address else "sms",
                subject=subject,
                text=text,
                language=language,
            )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person what changed in his ways to sign in, where he has an e-mail."""
        if address := email or user.email:
            self.send_mail(template_prefix, address, context or {})

    def _absolute(self, name: str) -> str:
        return settings.PUBLIC_URL + reverse(name)  # not by the request: its Host may be forged

    # doors ----------------------------------------------------------------------------------
    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures by what was typed; allauth's own key is one for all phones."""
        login = credentials.get("email") or credentials.get("phone") or ""
        return f"{request.get_host()}:{login.lower()}"

    def reauthenticate(self, user: User, password: str) -> bool:
        """Check the password again, counting failures as at the sign-in."""
        address = {"email": user.email} if user.email else {"phone": user.phone}
        found = self.authenticate(allauth_context.request, password=password, **address)
        return found is not None and found.pk == user.pk

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Offer a code by e-mail or SMS where there is neither password nor second factor."""
        if user.is_authenticated and not get_reauthentication_flows(user):
            url = reverse("accounts:prove")
            return [{"id": "code", "description": gettext("A code by message"), "url": url}]
        words = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use the authenticator app or a recovery code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**m, "description": words.get(m["id"], m["description"])} for m in methods]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Show our own words; a notice that we do not know is not shown."""
        words = message or letters.NOTICES.get(message_template or "")
        if words:
            super().add_message(request, level, message=str(words), extra_tags=extra_tags)


class MfaAdapter(DefaultMFAAdapter):
    """Second factors: secrets closed with the installation's keys, words in our catalogues."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code does not fit. Type the newest one that the app shows."),
        "cannot_delete_authenticator": _("The second factor can not be removed."),
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a passkey first."),
        "unverified_email": _("Prove your e-mail address first."),
    }

    def encrypt(self, text: str) -> str:
        """Close a secret."""
        return keys.seal_text(text, place=MFA_PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return keys.unseal_text(encrypted_text, place=MFA_PLACE)

    def build_totp_svg(self, url: str) -> str:
        """Leave the drawing to the template's ``qr`` tag."""
        return ""

    def get_totp_label(self, user: User) -> str:
        """Name the entry in the app by what the person signs in with."""
        return user.email or user.phone or str(user.public_id)

    def _get_user_identifier(self, user: User) -> str:
        return self.get_totp_label(user)

    def _get_site_name(self) -> str:
        return "Ortaq"

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 -- allauth's name
        """Suggest a name for a new passkey."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)
