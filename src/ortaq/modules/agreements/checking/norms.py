"""Norms as plain data: read from the files of the module of law, or given by its selectors."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ortaq.modules.agreements.checking.model import NormData

Catalogue = dict[str, NormData]  # by param_key for the Code; by id for conventions


def from_rows(rows: Iterable[Mapping[str, Any]]) -> Catalogue:
    """Take the norms of the Labour Code by ``param_key``, the conventions by their id."""
    catalogue: Catalogue = {}
    for row in rows:
        norm = _norm(row)
        key = norm.id if norm.instrument else norm.param_key
        if key and (norm.instrument or norm.act == "tk"):
            catalogue.setdefault(key, norm)
    return catalogue


def from_files(*paths: Path) -> Catalogue:
    """Read JSON Lines as the module of law keeps them."""
    rows = [
        json.loads(line)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return from_rows(rows)


def _norm(row: Mapping[str, Any]) -> NormData:
    param = row.get("param") or {}
    return NormData(
        id=row["id"],
        param_key=row.get("param_key") or "",
        act=row.get("act") or "",
        article=str(row.get("article") or ""),
        point=str(row.get("point") or ""),
        value=_number(param.get("value")),
        unit=param.get("unit") or "",
        per=param.get("per") or "",
        direction=param.get("direction") or "",
        statement=dict(row.get("statement") or {}),
        exceptions=dict(row.get("exceptions") or {}),
        edition=row.get("edition") or "",
        instrument=row.get("instrument") or "",
        force=row.get("force") or "",
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
