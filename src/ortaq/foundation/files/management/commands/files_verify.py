"""``./ortaq files_verify``: is everything that people sent still there, bit for bit?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ortaq.foundation.files import verification


class Command(BaseCommand):
    """Read every file again and compare it with its hash."""

    help = "Check that every stored file is on the disk and unchanged. Exit status 1 if not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the one option."""
        parser.add_argument(
            "--quick", action="store_true", help="compare sizes only; do not read the bytes"
        )

    def handle(self, *_args: Any, quick: bool = False, **_options: Any) -> None:
        """Print each damaged file by its number, then the sum."""
        count = 0
        problems = 0
        for finding in verification.verify(quick=quick):
            count += 1
            if finding.problem:
                problems += 1
                self.stderr.write(f"file {finding.stored_id}, {finding.part}: {finding.problem}")
        loose = verification.loose_count()
        self.stdout.write(
            f"{count} files checked, {problems} damaged or missing, {loose} without a row "
            "(the nightly job removes those)."
        )
        if problems:
            raise CommandError("Restore the damaged files from a backup: ./ortaq restore --help")
