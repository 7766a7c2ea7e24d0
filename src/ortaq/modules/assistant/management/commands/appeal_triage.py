"""Suggest a topic, urgency and road for the words of appeals."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from ortaq.modules.assistant import selectors
from ortaq.modules.assistant.management.commands.ask import read_lines


class Command(BaseCommand):
    """A suggestion for a person to confirm; nothing is routed by it."""

    help = 'Sort appeals: appeal_triage --batch IN --out OUT, lines of {"id", "text"}.'

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take two files."""
        parser.add_argument("--batch", type=Path, required=True)
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run."""
        rows = read_lines(options["batch"], "text")
        found = selectors.triages([str(row["text"]) for row in rows])
        with options["out"].open("w", encoding="utf-8") as lines:
            for row, suggestion in zip(rows, found, strict=True):
                said = {"id": row["id"], **suggestion.raw()}
                lines.write(json.dumps(said, ensure_ascii=False) + "\n")
