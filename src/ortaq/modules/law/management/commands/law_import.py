"""``./ortaq law_import PATH…``: official consolidated texts into the law."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string
from django.utils.translation import override

from ortaq.lib.norms import act_name
from ortaq.modules.law import selectors, services
from ortaq.modules.law.services.importing import Choices, ImportReport
from ortaq.modules.law.trust import Trust

SHOWN = 40  # numbers of articles or norms on a line


class Command(BaseCommand):
    """Import each file; what cannot be read is said, and the others go on."""

    help = "Import official consolidated texts (text, HTML, DOCX; Russian or Kazakh)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take files, and what to say of them when they do not say it themselves."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--act", default="", help="code of the act, when it is not recognised")
        parser.add_argument("--lang", default="", choices=["", "ru", "kk"], help="language")
        parser.add_argument("--on", type=date.fromisoformat, help="day of the edition, YYYY-MM-DD")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run."""
        choices = Choices(options["act"], options["lang"], options["on"])
        refused, changed = 0, set()
        for path in options["paths"]:
            try:
                report = services.import_file(actor=None, path=path, choices=choices)
            except services.ImportRefusedError as error:
                refused += 1
                with override("en"):  # as everything that commands say
                    self.stderr.write(f"{path}: {error}")
                continue
            self._tell(path, report)
            if not report.same:
                changed.add(report.edition.act.code)
        if changed:
            for index in settings.LAW_INDEXES:  # whoever searches reads it now
                import_string(index)()
        self._tell_norms()
        if refused:
            raise CommandError(f"{refused} of {len(options['paths'])} files were not imported.")

    def _tell(self, path: Path, report: ImportReport) -> None:
        edition = report.edition
        name = act_name(edition.act.code, "ru")
        head = f"{path.name}: {name}, {edition.language}, edition of {edition.dated}"
        self.stdout.write(
            f"{head}: {report.articles} articles, {report.passages} passages searchable."
        )
        if report.same:
            self.stdout.write("  The same text stands already: nothing has changed.")
        elif report.first:
            self.stdout.write("  First text of this act in this language.")
        else:
            self._tell_changes(report)

    def _tell_changes(self, report: ImportReport) -> None:
        changes = report.changes
        lines = {
            "New articles": changes.new,
            "Changed articles": [one.number for one in changes.changed],
            "Gone articles": changes.gone,
            "Norms to be read again": report.touched,
        }
        for label, numbers in lines.items():
            more = f" and {len(numbers) - SHOWN} more" if len(numbers) > SHOWN else ""
            told = ", ".join(list(numbers)[:SHOWN]) or "none"
            self.stdout.write(f"  {label} ({len(numbers)}): {told}{more}")

    def _tell_norms(self) -> None:
        counts = selectors.counts()
        told = ", ".join(f"{counts[state]} {state}" for state in Trust)
        self.stdout.write(f"Norms of the catalogue: {told}.")
