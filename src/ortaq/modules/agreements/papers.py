"""Papers made of a check: DOCX with comments, HTML of the PDF, the protocol of disagreements.

The DOCX is made anew of the text that was read, so that nothing hostile of the original is in it.
"""

import io
from collections import defaultdict
from typing import Any

import docx
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ortaq.modules.agreements.models import VERDICT_LABELS, Finding, Round, Version
from ortaq.modules.agreements.selectors import spoken
from ortaq.modules.agreements.showing import shown

AUTHOR = "Ortaq"
SAID = ("worse", "below_ilo", "outdated_reference", "advice")


def commented(version: Version) -> bytes:
    """Return the text as DOCX, with a comment at every clause that needs one."""
    document = docx.Document()
    document.add_heading(_printable(version.agreement.title), level=1)
    by_place: dict[int, list[Finding]] = defaultdict(list)
    for row in spoken(version).filter(verdict__in=SAID):
        by_place[row.place].append(row)
    for place, line in enumerate(version.lines):
        run = document.add_paragraph().add_run(_printable(line))
        for row in by_place[place]:
            document.add_comment(run, text=_printable(_comment(row)), author=AUTHOR, initials="O")
    if version.missing:
        document.add_heading(_("Mandatory provisions that are missing"), level=2)
        for norm in version.missing:
            document.add_paragraph(_said(norm["statement"]), style="List Bullet")
    return _bytes(document)


def _comment(row: Finding) -> str:
    one = shown(row, get_language() or "kk")
    parts = [f"{VERDICT_LABELS[row.verdict]}. {one.norm}", one.reason]
    parts += [words for words in (one.proposed_kk, one.proposed_ru) if words]
    return "\n".join(parts)


def _said(statement: dict[str, str]) -> str:
    return statement.get(get_language() or "kk") or statement["ru"]


def _printable(text: str) -> str:
    return "".join(c for c in text if (c >= " " and c not in "\ufffe\uffff") or c == "\n")


def report_html(version: Version) -> str:
    """Return the report as the whole HTML document that its PDF is made of."""
    language = get_language() or "kk"
    rows = spoken(version).filter(verdict__in=SAID)
    context = {
        "version": version,
        "agreement": version.agreement,
        "rows": [shown(row, language) for row in rows],
        "missing": [_said(norm["statement"]) for norm in version.missing],
        "language": language,
    }
    return render_to_string("agreements/report.html", context)


def protocol(round_: Round) -> bytes:
    """Return the protocol of disagreements as DOCX: both wordings side by side."""
    document = docx.Document()
    document.add_heading(_("Protocol of disagreements"), level=1)
    document.add_paragraph(_printable(round_.agreement.title))
    agreed = round_.proposals.filter(outcome="agreed")
    others = round_.proposals.exclude(outcome="agreed")
    document.add_heading(_("Agreed"), level=2)
    _table(
        document,
        [(p.clause, p.employer_text or p.union_text) for p in agreed],
        [_("Clause"), _("Words")],
    )
    document.add_heading(_("Not agreed"), level=2)
    _table(
        document,
        [(p.clause, p.union_text, p.employer_text) for p in others],
        [_("Clause"), _("Words of the union"), _("Words of the employer")],
    )
    document.add_paragraph()
    document.add_paragraph(_("For the union: ______________    For the employer: ______________"))
    return _bytes(document)


def _table(document: Any, rows: list[tuple[str, ...]], heads: list[str]) -> None:
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = _printable(words)


def _bytes(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
