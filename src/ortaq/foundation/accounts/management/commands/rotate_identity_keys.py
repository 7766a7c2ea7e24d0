"""Move every closed number and secret to the newest identity key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ortaq.foundation.accounts import services


class Command(BaseCommand):
    """Put the new key first in ORTAQ_IDENTITY_KEYS of every process, restart them, then run this.

    May be stopped and run again at any time; the site goes on working. When it says that nothing
    is left, the old key may be taken out.
    """

    help = "Move every closed number and secret to the newest identity key; resumable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the size of a batch."""
        parser.add_argument("--batch", type=int, default=500, help="rows in one transaction")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run."""
        moved = services.rotate_keys(
            batch=options["batch"],
            after_batch=lambda done: self.stdout.write(f"{done} moved"),
        )
        self.stdout.write(f"Done: {moved} moved, nothing is left under an older key.")
