"""Print the heads of the audit chain, to be kept elsewhere."""

import csv
from typing import Any

from django.core.management.base import BaseCommand

from ortaq.foundation.audit.selectors import heads


class Command(BaseCommand):
    """./ortaq audit_heads > heads.csv; keep it on another machine, or print it."""

    help = "Print the head of the audit chain at the end of each day, as CSV."

    def handle(self, **_options: Any) -> None:
        """Print."""
        lines = csv.writer(self.stdout, lineterminator="\n")
        lines.writerow(["day", "seq", "hash"])
        for head in heads():
            lines.writerow([head.day.isoformat(), head.seq, bytes(head.hash).hex()])
