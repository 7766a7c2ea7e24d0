"""Every clause of ``clauses.tsv`` against the norms: the verdict on its parameter."""

from pathlib import Path

import pytest

from ortaq.modules.agreements.checking.check import check
from ortaq.modules.agreements.checking.norms import Catalogue, from_files

HERE = Path(__file__).parent
LAW = HERE.parents[1] / "law" / "data"
NAMES = {"w": "worse", "e": "equal", "b": "better", "i": "below_ilo", "o": "outdated_reference"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return from_files(LAW / "norms_kz.jsonl", LAW / "norms_ilo.jsonl")


def rows(name: str) -> list[tuple[str, str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def verdict(text: str, key: str, catalogue: Catalogue) -> str:
    report = check([f"1.1. {text}"], catalogue)
    said = {str(f.verdict) for f in report.findings if key in (f.param_key, f.norm_id)}
    return said.pop() if said else "none"


def test_every_clause_gets_its_verdict(catalogue):
    wrong = [
        f"{key} {NAMES.get(wanted, 'none')} != {said}: {text}"
        for key, wanted, text in rows("clauses.tsv")
        if (said := verdict(text, key, catalogue)) != NAMES.get(wanted, "none")
    ]
    assert wrong == []


def test_no_clause_is_a_violation_of_another_norm(catalogue):
    wrong = [
        f"{key}: also {f.param_key or f.norm_id} {f.stated}: {text}"
        for key, _, text in rows("clauses.tsv")
        for f in check([f"1.1. {text}"], catalogue).findings
        if f.verdict in ("worse", "below_ilo", "outdated_reference")
        and key not in (f.param_key, f.norm_id)
    ]
    assert wrong == []


def test_conventions(catalogue):
    wrong = [
        f"{key} {wanted}: {said}: {text}"
        for key, wanted, text in rows("conventions.tsv")
        if (said := verdict(text, key, catalogue)) != NAMES.get(wanted, "none")
        or (wanted == "n" and _violations(text, catalogue))
    ]
    assert wrong == []


def test_lawful_clauses_are_no_violations(catalogue):
    wrong = [
        f"{found}: {text}"
        for (text,) in rows("traps.tsv")
        if (found := _violations(text, catalogue))
    ]
    assert wrong == []


def _violations(text: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    return [
        (f.param_key or f.norm_id, f.stated)
        for f in check([f"1.1. {text}"], catalogue).findings
        if f.verdict in ("worse", "below_ilo", "outdated_reference")
    ]
