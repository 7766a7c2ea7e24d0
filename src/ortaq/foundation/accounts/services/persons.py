"""Persons: entering, signing up, proving an address, changing what is one's own."""

from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from ortaq.foundation.accounts import phones
from ortaq.foundation.accounts.errors import AddressTakenError
from ortaq.foundation.accounts.events import PersonChanged
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.naming import key_of_name, words_of_name
from ortaq.foundation.accounts.services.consents import give_consent
from ortaq.foundation.accounts.services.identity import set_iin
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish


def tidy(name: str) -> str:
    """Return a name without stray spaces."""
    return " ".join(name.split())


def index_name(user: User) -> None:
    """Set what sorting and searching need of a person's name; nothing is saved."""
    name = (user.family_name, user.given_name, user.patronymic)
    user.sort_key = key_of_name(*name)
    user.name_words = words_of_name(*name)


def _taken(email: str | None, phone: str | None, *, but: User | None = None) -> bool:
    others = User.objects.exclude(pk=but.pk) if but else User.objects.all()
    return bool(
        (email and others.filter(email=email).exists())
        or (phone and others.filter(phone=phone).exists())
    )


@transaction.atomic
def register_person(  # noqa: PLR0913 -- a person has these fields
    *,
    actor: User | None,
    family_name: str,
    given_name: str,
    patronymic: str = "",
    sex: str = "",
    born_on: date | None = None,
    email: str | None = None,
    phone: str | None = None,
    language: str = "kk",
    iin: str = "",
) -> User:
    """Enter a person into the house; he claims the record later by proving the e-mail or phone.

    An IIN fills the birth date and sex that were not given. AddressTakenError when the e-mail or
    phone is another person's; IdentityError for the IIN; ValidationError for a wrong field.
    """
    email = email.strip().lower() if email else None
    phone = phones.normalise(phone) if phone else None
    if _taken(email, phone):
        raise AddressTakenError
    user = User(
        family_name=tidy(family_name),
        given_name=tidy(given_name),
        patronymic=tidy(patronymic),
        sex=sex,
        born_on=born_on,
        email=email,
        phone=phone,
        language=language,
    )
    index_name(user)
    user.set_unusable_password()
    user.full_clean()
    user.save()
    audit.record(action="accounts.registered", subject=user, actor=actor)
    if iin:
        set_iin(actor=actor, user=user, iin=iin)
    return user


@transaction.atomic
def sign_up(
    *,
    family_name: str,
    given_name: str,
    patronymic: str = "",
    language: str,
    address: str,
) -> User:
    """Open an account for whoever has just proved ``address``, and record his consent.

    When the address is already in the house (an officer entered it), that record is claimed as it
    stands: typed names do not change it, and an inactive one stays inactive.
    """
    column = "email" if "@" in address else "phone"
    user = User.objects.select_for_update().filter(**{column: address}).first()
    if user is None:
        user = register_person(
            actor=None,
            family_name=family_name,
            given_name=given_name,
            patronymic=patronymic,
            language=language,
            **{column: address},  # type: ignore[arg-type]
        )
    if user.is_active:
        prove_address(user=user, address=address)
        give_consent(user=user, code="processing")
    return user


@transaction.atomic
def prove_address(*, user: User, address: str) -> None:
    """Mark an e-mail or phone as proven by a code. Idempotent."""
    if "@" not in address:
        User.objects.filter(pk=user.pk, phone=address).update(phone_verified=True)
        user.phone_verified = user.phone == address
        return
    EmailAddress.objects.filter(user=user).exclude(email=address).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=user, email=address, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def change_address(*, user: User, address: str) -> None:
    """Replace the person's own e-mail or phone by one he has just proved with a code.

    AddressTakenError when somebody else took it in the meantime.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if "@" in address:
        address = address.lower()
        if _taken(address, None, but=user):
            raise AddressTakenError
        EmailAddress.objects.filter(user=user).delete()
        user.email = address
        user.save(update_fields=["email"])
    else:
        if _taken(None, address, but=user):
            raise AddressTakenError
        user.phone = address
        user.save(update_fields=["phone"])
    prove_address(user=user, address=address)
    audit.record(
        action="accounts.address_changed",
        subject=user,
        actor=user,
        params={"channel": "email" if "@" in address else "phone"},
    )


@transaction.atomic
def update_profile(*, user: User, language: str, sex: str) -> None:
    """Change what needs no document: the language of messages, the sex where no IIN states it."""
    user.language = language
    was = user.sex
    if not hasattr(user, "identity"):
        user.sex = sex
    user.full_clean()
    user.save(update_fields=["language", "sex"])
    audit.record(action="accounts.profile_changed", subject=user, actor=user)
    if user.sex != was:
        publish(PersonChanged(user_id=user.pk))


@transaction.atomic
def keep_language(*, user: User, language: str) -> None:
    """Remember the language that a person has chosen for the pages: letters follow it."""
    if user.language == language:
        return
    user.language = language
    user.save(update_fields=["language"])
    audit.record(action="accounts.profile_changed", subject=user, actor=user)


@transaction.atomic
def end_other_sessions(*, user: User, kept: str) -> None:
    """End every session of a person but the one with this key; part of the caller's act."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=kept):
        session.end()


@transaction.atomic
def reset_second_factor(*, actor: User | None, user: User) -> int:
    """Remove a person's lost second factors and end his sessions; return how many factors.

    He sets up a new one at the next sign-in when his mandate asks for it.
    """
    count, _rows = Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    audit.record(
        action="accounts.second_factor_reset", subject=user, actor=actor, params={"count": count}
    )
    return int(count)
