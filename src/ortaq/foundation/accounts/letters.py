"""allauth's letters and notices in our words, by the name that allauth gives each of them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """A letter: its subject and its text, whose placeholders are addresses of pages."""

    subject: Promise
    text: Promise


_NOT_YOU = _(
    "If it was not you: sign in at {entrance}, end the other sessions under “Sign-in and safety” "
    "and tell the union."
)

UNKNOWN = Words(
    _("There is no account with this address"),
    _(
        "Somebody asked Ortaq for a sign-in code for this address, but no account has it. If it "
        "was you, try your other address or open an account: {signup}. If not, do nothing."
    ),
)

# Something changed in the ways to sign in.
CHANGES: dict[str, Promise] = {
    "account/email/email_changed": _("The e-mail address of your Ortaq account was changed."),
    "account/email/password_changed": _("The password of your Ortaq account was changed."),
    "account/email/password_reset": _("The password of your Ortaq account was set anew."),
    "account/email/password_set": _("A password was set for your Ortaq account."),
    "mfa/email/totp_activated": _("An authenticator app was added to your Ortaq account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your Ortaq account."),
    "mfa/email/webauthn_added": _("A passkey was added to your Ortaq account."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your Ortaq account."),
    "mfa/email/recovery_codes_generated": _(
        "New recovery codes were made for your Ortaq account."
    ),
}

NOTICES: dict[str, Promise | None] = {
    "account/messages/logged_in.txt": None,  # the page itself says it
    "account/messages/logged_out.txt": _("You have signed out."),
    "account/messages/login_code_sent.txt": None,  # so does the page that asks for the code
    "account/messages/password_changed.txt": _("The password is changed."),
    "account/messages/password_set.txt": _("The password is set."),
    "mfa/messages/recovery_codes_generated.txt": _("New recovery codes are made."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "usersessions/messages/sessions_logged_out.txt": _("You are signed out everywhere else."),
}


def letter(name: str, *, entrance: str, signup: str) -> tuple[str, str]:
    """Return subject and text in the active language. KeyError for a letter we do not know."""
    if name == "account/email/unknown_account":
        return str(UNKNOWN.subject), str(UNKNOWN.text).format(signup=signup)
    fact = str(CHANGES[name])
    return str(_("Your Ortaq account")), f"{fact}\n\n{str(_NOT_YOU).format(entrance=entrance)}"
