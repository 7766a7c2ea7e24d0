"""Recompute the audit chain and name the first link that does not hold."""

import csv
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ortaq.foundation.audit.verification import verify


class Command(BaseCommand):
    """./ortaq audit_verify [--from SEQ] [--heads FILE]; exit code 1 when the chain is broken."""

    help = "Recompute the audit chain and name the first link that does not hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say the options."""
        parser.add_argument("--from", dest="start", type=int, default=1, metavar="SEQ")
        parser.add_argument(
            "--heads", type=Path, help="heads kept elsewhere: a CSV file of day,seq,hash"
        )

    def handle(self, *, start: int, heads: Path | None, **_options: Any) -> None:
        """Verify and report."""
        report = verify(start=max(start, 1), kept_heads=_read(heads) if heads else None)
        if report.problem:
            raise CommandError(f"The chain does not hold. First broken: {report.problem}.")
        self.stdout.write(
            f"{report.checked} links hold; head {report.last_seq} {report.last_hash.hex()}"
        )
        if not heads:
            self.stdout.write(
                "Against a superuser who rewrote everything, compare with heads kept elsewhere:"
                " --heads FILE."
            )


def _read(path: Path) -> dict[date, tuple[int, str]]:
    try:
        with path.open(newline="") as lines:
            return {
                date.fromisoformat(row["day"]): (int(row["seq"]), row["hash"].strip().lower())
                for row in csv.DictReader(lines)
            }
    except (OSError, KeyError, ValueError) as error:
        raise CommandError(f"{path} is not a file of heads: {error}") from error
