"""``./ortaq agreement_check FILE --json``: a collective agreement against law and the ILO."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ortaq.modules.agreements.checking.model import Report
from ortaq.modules.agreements.documents.reader import UnreadableError
from ortaq.modules.agreements.refusals import REFUSALS
from ortaq.modules.agreements.running import check_file


class Command(BaseCommand):
    """Check one document; works without a network, a model or an imported Code."""

    help = "Check a collective agreement (DOCX, PDF, text) against law and ILO standards."
    requires_system_checks: list[str] = []  # it reads a file and a catalogue, nothing of the site

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE and --json."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="the lasting shape, for programs")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, check, print."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            report = check_file(path)
        except UnreadableError as error:
            raise CommandError(str(REFUSALS.get(error.reason, error.reason))) from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
            return
        self._table(report)

    def _table(self, report: Report) -> None:
        for finding in report.findings:
            self.stdout.write(
                f"{finding.clause:>8}  {finding.verdict:<18}  {finding.article:<12}"
                f"  {finding.stated}  ({finding.required})"
            )
        for norm in report.missing:
            self.stdout.write(
                f"{'—':>8}  {'missing':<18}  {norm.place:<12}  {norm.statement['ru']}"
            )
        self.stdout.write(f"edition {report.edition}")
