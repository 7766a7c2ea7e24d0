"""Name the first administrator of a new installation, and print a link that signs in once."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.services import make_sign_in_link, register_person
from ortaq.foundation.orgs import selectors
from ortaq.foundation.orgs.errors import FirstAdministratorExistsError
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.orgs.services import grant_first_administrator, open_body


class Command(BaseCommand):
    """Run once, by whoever installs; afterwards administrators are named in the house itself."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare who, and of what."""
        parser.add_argument("--email", required=True)
        parser.add_argument(
            "--name", required=True, help="'Family Given' or 'Family Given Patronymic'"
        )
        parser.add_argument("--union", default="", help="the name of the national centre, if new")
        parser.add_argument("--language", default="kk", choices=["kk", "ru", "en"])
        parser.add_argument("--hours", type=int, default=24, help="how long the link works")

    def handle(self, *_args: object, **options: Any) -> None:
        """Do it whole or not at all."""
        try:
            with transaction.atomic():
                user = self._administrator(options)
                link = make_sign_in_link(actor=None, user=user, hours=options["hours"])
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{user.full_name} is the first administrator. Sign in once, here:")
        self.stdout.write(f"\n  {link}\n")
        self.stdout.write(
            f"The link works once, within {options['hours']} hours; whoever has it is the "
            "administrator, so hand it over safely. A second step will be asked for at once."
        )

    def _administrator(self, options: dict[str, Any]) -> User:
        email = options["email"].strip().lower()
        user = User.objects.filter(email=email).first()
        if user and self._never_came(user):
            return user  # the first link was lost or ran out
        if user is None:
            family, given, patronymic = self._names(options["name"])
            user = register_person(
                actor=None,
                family_name=family,
                given_name=given,
                patronymic=patronymic,
                email=email,
                language=options["language"],
            )
        try:
            grant_first_administrator(user=user, centre=self._centre(options))
        except FirstAdministratorExistsError as error:
            raise CommandError(
                "This installation has an administrator: further ones are named on the page of "
                "mandates, by two persons."
            ) from error
        return user

    @staticmethod
    def _never_came(user: User) -> bool:
        is_administrator = any(selectors.mandates_of(user, kinds=[Kind.ADMINISTRATOR]))
        return is_administrator and user.last_login is None

    @staticmethod
    def _names(text: str) -> tuple[str, str, str]:
        family, _, rest = text.strip().partition(" ")
        given, _, patronymic = rest.strip().partition(" ")
        if not given:
            raise CommandError("--name needs a family name and a given name.")
        return family, given, patronymic.strip()

    @staticmethod
    def _centre(options: dict[str, Any]) -> Body:
        try:
            return selectors.centre()
        except Body.DoesNotExist:
            if not options["union"].strip():
                raise CommandError(
                    "The national centre is not yet opened: give its name in --union."
                ) from None
            name = {options["language"]: options["union"]}
            return open_body(
                actor=None, name=name, level=Body.Level.CENTRE, opened_on=timezone.localdate()
            )
