"""What this room holds of a person. (What the floors below hold, ``notify`` declares.)"""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts import selectors
from ortaq.foundation.accounts.models import (
    Breach,
    Consent,
    Correction,
    DataExport,
    Identity,
    RecordOpening,
    RetentionRun,
    SignInLink,
    User,
)
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register

LABELS: dict[str, Words] = {
    "person": _("Person"),
    "family_name": _("Family name"),
    "given_name": _("Given name"),
    "patronymic": _("Patronymic"),
    "sex": _("Sex"),
    "born_on": _("Date of birth"),
    "iin": _("IIN"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "language": _("Language"),
    "created_at": _("Entered into the register"),
    "last_login": _("Last sign-in"),
    "consents": _("Consents"),
    "purpose": _("Purpose"),
    "version": _("Wording"),
    "given_at": _("Given"),
    "withdrawn_at": _("Taken back"),
    "openings": _("Who opened my record"),
    "reader_post": _("Post"),
    "opened_at": _("Opened"),
    "corrections": _("Corrections"),
    "asked_at": _("Asked"),
    "decided_at": _("Decided"),
    "state": _("State"),
    "answer": _("Answer"),
    "note": _("Note"),
    "second_factors": _("Second factors"),
    "sessions": _("Devices where I am signed in"),
    "ip": _("Network address"),
    "user_agent": _("Browser"),
    "last_seen_at": _("Last seen"),
}


def export(user: User) -> dict[str, Any]:
    """Return the person's own record. Readers of it appear by post, not by name."""
    return {
        "person": {
            "public_id": str(user.public_id),
            "family_name": user.family_name,
            "given_name": user.given_name,
            "patronymic": user.patronymic,
            "sex": user.get_sex_display(),
            "born_on": user.born_on,
            "iin": selectors.iin_of(user),
            "email": user.email,
            "phone": user.phone,
            "language": user.language,
            "created_at": user.created_at,
            "last_login": user.last_login,
        },
        "consents": list(
            Consent.objects.filter(user=user)
            .order_by("pk")
            .values("purpose", "version", "given_at", "withdrawn_at")
        ),
        "openings": list(
            RecordOpening.objects.filter(person=user)
            .order_by("pk")
            .values("reader_post", "purpose", "opened_at")
        ),
        "corrections": list(
            Correction.objects.filter(person=user)
            .order_by("pk")
            .values("asked_at", "state", "note", "decided_at", "answer")
        ),
        "second_factors": list(
            Authenticator.objects.filter(user=user).order_by("pk").values("type", "created_at")
        ),
        "sessions": list(
            UserSession.objects.filter(user=user)
            .order_by("pk")
            .values("ip", "user_agent", "created_at", "last_seen_at")
        ),
    }


def erase(user: User) -> list[Words]:
    """Take away name, addresses, IIN and every way in; the row stays for the references."""
    for session in UserSession.objects.filter(user=user):
        session.end()
    for model, owner in (
        (EmailAddress, "user"),
        (Authenticator, "user"),
        (Identity, "user"),
        (SignInLink, "user"),
        (DataExport, "person"),
        (Correction, "person"),
    ):
        model._default_manager.filter(**{owner: user}).delete()  # noqa: SLF001 -- Django's own
    Consent.objects.filter(user=user, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now()
    )
    now = timezone.now()
    user.family_name = user.given_name = user.patronymic = user.sex = user.sort_key = ""
    user.name_words = []
    user.email = user.phone = user.born_on = user.last_login = None
    user.phone_verified = user.is_active = False
    user.erased_at = now
    user.set_unusable_password()
    user.save()
    return [
        _("The dates of your consents, without your name: they prove that the union might act."),
        _("Who opened your record and why, without your name, for three years."),
    ]


def _keep(_before: datetime) -> int:
    return 0


def _purge_sessions(before: datetime) -> int:
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return int(UserSession.objects.filter(last_seen_at__lt=before).delete()[0])


RETENTION = [
    Retention(
        "accounts.persons",
        _("Name, birth date, IIN, e-mail, phone"),
        None,
        _("Until you ask to erase them: the union must know its members."),
        _keep,
    ),
    Retention(
        "accounts.sessions",
        _("Devices where you were signed in"),
        1,
        _("So that you can see and end them."),
        _purge_sessions,
        days=15,
    ),
    Retention(
        "accounts.links",
        _("One-time sign-in links"),
        1,
        _("To settle disputes over a sign-in."),
        lambda before: SignInLink.objects.filter(expires_at__lt=before).delete()[0],
    ),
    Retention(
        "accounts.exports",
        _("Copies of your data that you asked for"),
        0,
        _("So that you can fetch them."),
        lambda before: DataExport.objects.filter(asked_at__lt=before).delete()[0],
        days=8,
    ),
    Retention(
        "accounts.corrections",
        _("Wishes to correct a record"),
        12,
        _("To show what was corrected and on what ground."),
        lambda before: Correction.objects.filter(decided_at__lt=before).delete()[0],
    ),
    Retention(
        "accounts.openings",
        _("Who opened your record and why"),
        36,
        _("So that you can complain within the limitation period."),
        lambda before: RecordOpening.objects.filter(opened_at__lt=before).delete()[0],
    ),
    Retention(
        "accounts.consents",
        _("Consents that were taken back"),
        36,
        _("To prove what the union was allowed to do."),
        lambda before: Consent.objects.filter(withdrawn_at__lt=before).delete()[0],
    ),
    Retention(
        "accounts.breaches",
        _("Closed breaches of personal data"),
        60,
        _("To answer the authorised body."),
        lambda before: Breach.objects.filter(closed_at__lt=before).delete()[0],
    ),
    Retention(
        "accounts.retention_runs",
        _("The record of this clean-up"),
        36,
        _("To prove that the terms are kept."),
        lambda before: RetentionRun.objects.filter(ran_at__lt=before).delete()[0],
    ),
]

register(
    PersonalData(
        name="accounts",
        label=_("Your record and your ways to sign in"),
        why=_("To know who you are and to let nobody else in."),
        export=export,
        erase=erase,
        retention=RETENTION,
        labels=LABELS,
        rows=["accounts.Consent.user", "accounts.RecordOpening.person"],
    )
)
