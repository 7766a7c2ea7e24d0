"""Findings and comparisons as templates want them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ortaq.modules.agreements import selectors
from ortaq.modules.agreements.models import Agreement, Finding, Version
from ortaq.modules.agreements.running import norms_on

CHIPS = {
    "worse": "red",
    "below_ilo": "red",
    "outdated_reference": "watch",
    "advice": "info",
    "better": "calm",
    "equal": "nodata",
}
MANY = 5
PERCENT = 100


@dataclass(frozen=True)
class Shown:
    """A finding in the reader's language."""

    row: Finding
    chip: str
    reason: str
    proposed_kk: str
    proposed_ru: str
    norm: str
    sure: int


def shown(row: Finding, language: str) -> Shown:
    """Say a finding in the reader's language; the proposed wording in both of the agreement."""
    article = row.article
    place = _("art. {article}").format(article=article) if article[:1].isdigit() else article
    return Shown(
        row,
        CHIPS.get(row.verdict, "nodata"),
        row.reason.get(language) or row.reason.get("ru", ""),
        row.proposed.get("kk", ""),
        row.proposed.get("ru", ""),
        place + (f" ({row.point})" if row.point else ""),
        round(row.confidence * PERCENT),
    )


def compared(row: Agreement, language: str) -> dict[str, Any]:
    """Return a table: parameters down, texts across; what they say, or a dash."""
    versions = list(row.versions.filter(state="done").order_by("-no")[:MANY])
    columns: list[tuple[str, Version]] = [
        (_("Text {number}").format(number=version.no), version) for version in versions
    ]
    columns.extend(
        (peer.title, latest)
        for peer in selectors.peers_of(row)[:MANY]
        if (latest := selectors.latest_checked(peer))
    )
    said = [selectors.stated_by(version) for _name, version in columns]
    keys = sorted({key for column in said for key in column})
    norms = norms_on()
    rows = [
        {
            "name": _statement(norms.get(key), key, language),
            "cells": [_cell(column.get(key)) for column in said],
            "differs": len({c[key].stated if key in c else "" for c in said}) > 1,
        }
        for key in keys
    ]
    return {"heads": [name for name, _version in columns], "rows": rows}


def _statement(norm: Any, key: str, language: str) -> str:
    if norm is None:
        return key
    return str(norm.statement.get(language) or norm.statement.get("ru") or key)


def _cell(finding: Finding | None) -> tuple[str, str]:
    return (finding.stated, CHIPS.get(finding.verdict, "nodata")) if finding else ("—", "")
