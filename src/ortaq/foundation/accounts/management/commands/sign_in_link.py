"""A one-time sign-in link for a person."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ortaq.foundation.accounts import selectors, services


class Command(BaseCommand):
    """Print a link; whoever runs commands here could read the database anyway."""

    help = "Print a one-time sign-in link for the person with this e-mail or phone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address and the hours."""
        parser.add_argument("address", help="e-mail or phone")
        parser.add_argument("--hours", type=int, default=24, help="how long the link works")
        parser.add_argument(
            "--reset-second-factor", action="store_true", help="also remove lost second factors"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run."""
        user = selectors.find_by_address(options["address"])
        if user is None:
            raise CommandError("Nobody has this e-mail or phone.")
        if options["reset_second_factor"]:
            services.reset_second_factor(actor=None, user=user)
        self.stdout.write(
            services.make_sign_in_link(actor=None, user=user, hours=options["hours"])
        )
