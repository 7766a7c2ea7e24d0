"""Scores of the checker of agreements against its answer key. Pure functions."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bench._legal_score import Row, Share

Numbers = Callable[[str], set[str]]


def clause_of(finding: Row) -> str:
    """Return the number of a finding's clause as the answer key has it."""
    number = re.match(r"\d+(?:\.\d+)*", str(finding.get("clause", "")).strip(" .§"))
    return number.group() if number else ""


ALARMS = frozenset({"traps flagged"})  # a hit is the mistake here


class _Tally:
    """Hits and misses of the agreements, named FILE:CLAUSE."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[str, bool]]] = {}

    def add(self, name: str, place: str, is_hit: bool) -> None:
        self.rows.setdefault(name, []).append((place, is_hit))

    def shares(self) -> dict[str, Share]:
        return {
            name: Share(
                sum(hit for _place, hit in rows),
                len(rows),
                tuple(place for place, hit in rows if hit == (name in ALARMS)),
            )
            for name, rows in self.rows.items()
        }


NAMES = (
    "violations found", "violations: rightly alarmed", "ILO findings found",
    "ILO findings: rightly alarmed", "both found", "both: rightly alarmed", "traps flagged",
    "missing provisions found", "missing provisions: rightly alarmed", "stated value right",
    "ILO norm right", "better found", "equal found", "outdated references found",
)  # fmt: skip


def score_agreements(
    expected: Mapping[str, Row], reports: Mapping[str, Row], numbers: Numbers | None = None
) -> dict[str, Share]:
    """Score the reports of all agreements together; one that is not there found nothing."""
    tally = _Tally()
    for name, key in expected.items():
        report = reports.get(name, {})
        _worse(tally, name, key, report, numbers or _digits)
        _below(tally, name, key, report)
        _rest(tally, name, key, report)
    shares = tally.shares()
    return {name: shares.get(name, Share(0, 0)) for name in NAMES}


def _of(report: Row, *verdicts: str) -> list[Row]:
    return [one for one in report.get("findings", []) if one.get("verdict") in verdicts]


def _worse(tally: _Tally, name: str, key: Row, report: Row, numbers: Numbers) -> None:
    rights = [
        (row[0], {row[1], *(row[3] if len(row) > 3 else [])}, row[2]) for row in key["violations"]
    ]
    found = {(clause_of(one), str(one.get("param_key"))): one for one in _of(report, "worse")}
    for clause, params, stated in rights:
        hit = next((found[clause, param] for param in params if (clause, param) in found), None)
        place = f"{name}:{clause} {sorted(params)[0]}"
        tally.add("violations found", place, hit is not None)
        tally.add("both found", place, hit is not None)
        if hit is not None:
            tally.add("stated value right", place, same_number(hit.get("stated"), stated, numbers))
    below = {row[0] for row in key["below_ilo"]}
    for clause, param in found:
        is_right = any(clause == one and param in params for one, params, _stated in rights)
        if is_right or clause not in below:
            tally.add("violations: rightly alarmed", f"{name}:{clause} {param}", is_right)
            tally.add("both: rightly alarmed", f"{name}:{clause} {param}", is_right)


def _below(tally: _Tally, name: str, key: Row, report: Row) -> None:
    found: dict[str, set[str]] = {}
    for one in _of(report, "below_ilo"):
        found.setdefault(clause_of(one), set()).add(str(one.get("norm_id")))
    rights = {row[0]: row[1] for row in key["below_ilo"]}
    for clause, norm in rights.items():
        place = f"{name}:{clause} {norm}"
        tally.add("ILO findings found", place, clause in found)
        tally.add("both found", place, clause in found)
        if clause in found:
            tally.add("ILO norm right", place, norm in found[clause])
    for clause in found:
        tally.add("ILO findings: rightly alarmed", f"{name}:{clause}", clause in rights)
        tally.add("both: rightly alarmed", f"{name}:{clause}", clause in rights)


def _rest(tally: _Tally, name: str, key: Row, report: Row) -> None:
    alarmed = {clause_of(one) for one in _of(report, "worse", "below_ilo")}
    for clause in key["traps"]:
        tally.add("traps flagged", f"{name}:{clause}", clause in alarmed)
    said = {str(one.get("param_key")) for one in report.get("missing", [])}
    for param in key["missing"]:
        tally.add("missing provisions found", f"{name}:{param}", param in said)
    for param in said:
        rightly = param in key["missing"]
        tally.add("missing provisions: rightly alarmed", f"{name}:{param}", rightly)
    for verdict, title in (("better", "better found"), ("equal", "equal found")):
        found = {clause_of(one) for one in _of(report, verdict)}
        for clause in key[verdict]:
            tally.add(title, f"{name}:{clause}", clause in found)
    outdated = {clause_of(one) for one in _of(report, "outdated_reference")}
    for row in key["outdated"]:
        tally.add("outdated references found", f"{name}:{row[0]}", row[0] in outdated)


def same_number(told: Any, stated: float, numbers: Numbers) -> bool:
    """Compare a stated value, which may come as words, as a percentage or as one on top."""
    alike = (stated, stated * 100, (stated - 1) * 100)
    return any(abs(float(one) - wanted) < 0.005 for one in numbers(str(told)) for wanted in alike)


def _digits(text: str) -> set[str]:
    return {one.replace(",", ".") for one in re.findall(r"\d+(?:[.,]\d+)?", text)}
