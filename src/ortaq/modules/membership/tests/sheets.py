"""A list on its way into a primary, without the file: rows staged as the engine stages them."""

from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.sheets import staging
from ortaq.foundation.sheets.layouts import Kept, Layout, Made, StagedRow
from ortaq.foundation.sheets.models import Batch, Row


class Sheet:
    """Rows of a layout; the lines count from 2, below the headers."""

    def __init__(self, layout: Layout, actor: User, body: Body, *rows: dict[str, str]) -> None:
        self.layout = layout
        now = timezone.now()
        self.batch = Batch.objects.create(
            layout_name=layout.name,
            body=body,
            uploaded_by=actor,
            confirmed_by=actor,
            uploaded_at=now,
            state_since=now,
            file_name="list.csv",
            sha256="0" * 64,
            rows=len(rows),
        )
        for line, values in enumerate(rows, 2):
            unknown = values.keys() - set(layout.names)
            assert not unknown, unknown
            Row.objects.create(
                batch=self.batch,
                line=line,
                cells=[values.get(name, "") for name in layout.names],
            )
        self.made: list[Made] = []

    def compare(self) -> list[tuple[str, int | None, list[str]]]:
        """Return verdict, target and codes of every row."""
        staging.compare(self.batch)
        return [
            (row.verdict, row.target, [problem["code"] for problem in row.problems or []])
            for row in Row.objects.filter(batch=self.batch).order_by("line")
        ]

    def verdicts(self) -> list[str]:
        return [verdict for verdict, _target, _codes in self.compare()]

    def decide(self, line: int, decision: str) -> None:
        Row.objects.filter(batch=self.batch, line=line).update(decision=decision)

    def apply(self) -> list[Made]:
        """Write what a confirmation would write now."""
        staging.compare(self.batch)
        rows = [
            StagedRow(line, dict(zip(self.layout.names, cells, strict=True)), verdict, target)
            for line, cells, verdict, target in staging.next_rows(self.batch, 0, 1000)
        ]
        self.made = self.layout.apply(self.batch, rows)
        staging.mark_applied(self.batch, [row.line for row in rows])
        return self.made

    def undo(self) -> list[Kept]:
        return self.layout.undo(self.batch, list(reversed(self.made)))
