"""Ask the legal assistant: one question, or a file of them."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ortaq.modules.assistant import selectors
from ortaq.modules.assistant.answers import Answer

BATCH = 100


class Command(BaseCommand):
    """Answer without a model and without a network; citations by confidence."""

    help = "Answer a question of labour law: ask QUESTION [--json], or ask --batch IN --out OUT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a question or two files."""
        parser.add_argument("question", nargs="?", default="")
        parser.add_argument("--lang", choices=["kk", "ru", "en"], help="language of the answer")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--batch", type=Path, help='lines of {"id", "question"}')
        parser.add_argument("--out", type=Path, help="where the answers of a batch go")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run."""
        if options["batch"]:
            self._batch(options["batch"], options["out"], options["lang"])
            return
        if not options["question"].strip():
            raise CommandError("Ask a question, or name a file with --batch.")
        answer = selectors.answer(options["question"], lang=options["lang"])
        if options["json"]:
            self.stdout.write(json.dumps(answer.raw(), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(answer.text)

    def _batch(self, source: Path, out: Path | None, lang: str | None) -> None:
        if out is None:
            raise CommandError("Say where the answers go: --out FILE.")
        rows = read_lines(source, "question")
        with out.open("w", encoding="utf-8") as lines:
            for start in range(0, len(rows), BATCH):
                part = rows[start : start + BATCH]
                answers = selectors.answers(
                    [str(row["question"]) for row in part],
                    langs=[lang or _known(row.get("lang")) for row in part],
                )
                for row, answer in zip(part, answers, strict=True):
                    lines.write(json.dumps(_line(row["id"], answer), ensure_ascii=False) + "\n")


def read_lines(source: Path, field: str) -> list[dict[str, Any]]:
    """Read JSON Lines that hold an id and one more field; name the line that does not."""
    rows = []
    try:
        with source.open(encoding="utf-8") as lines:
            for place, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                row = json.loads(line)
                if not isinstance(row, dict) or "id" not in row or field not in row:
                    raise CommandError(f'{source}, line {place}: needs "id" and "{field}".')
                rows.append(row)
    except (OSError, ValueError) as error:
        raise CommandError(f"{source} cannot be read: {error}") from error
    return rows


def _known(lang: object) -> str | None:
    return str(lang) if lang in {"kk", "ru", "en"} else None


def _line(asked: object, answer: Answer) -> dict[str, Any]:
    return {
        "id": asked,
        "answer": answer.text,
        "citations": [cited.raw() for cited in answer.citations],
        "abstained": answer.abstained,
        "lang": answer.lang,
    }
