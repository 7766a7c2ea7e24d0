"""The legal desk over blind test sets, BM25 and e5 alone beside it; ./ortaq bench legal."""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from tools.product import ROOT

from bench import _legal_keep as keeping
from bench import _legal_peers as peers
from bench import _legal_run as running
from bench import _legal_sets as sets
from bench._figures import AtLeast, Figure, Limit, report, share_of
from bench._legal_agreements import score_agreements
from bench._legal_inside import PARTS
from bench._legal_score import (
    CODE,
    Share,
    invented_articles,
    invented_numbers,
    macro_f1,
    score_answers,
    score_refusals,
    score_triage,
)

DATA = ROOT / "src" / "ortaq" / "modules" / "law" / "data"
FIRST, THREE, SAID, DECLINED = 0.80, 0.93, 0.90, 0.90
ABOVE_E5 = 0.20
LEAST = {
    "right article first": FIRST,
    "right article in three": THREE,
    "says what it must": SAID,
    "declined of what must be": DECLINED,
    "rightly declined of all declined": DECLINED,
    "both found": 0.95,
    "both: rightly alarmed": 0.95,
    "missing provisions found": 1.0,
    "urgent found": 0.97,
    "urgent: rightly said": 0.6,
}
AMENDED = ("right article first", "right article in three", "says what it must")
MOST = {"traps flagged": 0.02}
Shares = dict[str, Share]
_found: Shares = {}


def main() -> dict[str, Any]:
    """Measure, print a table, return the figures for JSON.

    ``BENCH_PARTS=ask,triage`` leaves the rest out. ``BENCH_KEEP=1`` writes what was measured where
    the assistant's own page tells it; a run of parts keeps nothing.
    """
    if changed := sets.changed():
        raise RuntimeError(f"the blind sets are not those committed: {', '.join(changed)}")
    parts = os.environ.get("BENCH_PARTS", ",".join(PARTS)).split(",")
    load = os.getloadavg()[0]
    ran = running.run(parts)
    figures = [figure for name in parts for figure in _SCORED[name](ran)]
    figures += _speed(ran.took, parts)
    _show_misses()
    for name, said in ran.took["failed"].items():
        print(f"FAILED {name}: {said}")
    if os.environ.get("BENCH_KEEP") == "1" and set(PARTS) == set(parts):
        keeping.keep(_found, date.today())  # noqa: DTZ011 -- the day here, as people say it
    text = str(running.law() or "none: norms only")
    return report(figures, load=load, official_text=text, failed=ran.took["failed"])


def _asked(ran: running.Ran) -> Iterable[Figure]:
    first_key = sets.rows("questions.jsonl")
    questions = sets.amended(first_key)
    ours = {lang: score_answers(questions, ran.asked, lang) for lang in ("ru", "kk")}
    for lang, shares in ours.items():
        yield from _told(shares, f", {lang}")
        before = score_answers(first_key, ran.asked, lang)
        yield from _told({name: before[name] for name in AMENDED}, f", {lang}, key without errata")
    yield from _told(score_refusals(sets.rows("refusals.jsonl"), questions, ran.asked))
    yield from _inventions(questions, ran.asked)
    yield from _beside(questions, ours)


def _agreements(ran: running.Ran) -> Iterable[Figure]:
    return _told(score_agreements(sets.expected(), ran.checked, _numbers))


def _told(shares: Shares, where: str = "") -> Iterable[Figure]:
    for name, found in shares.items():
        title = f"{name}{where} {found.told}"
        limit = None if "without errata" in where else LEAST.get(name)
        _found[f"{name}{where}"] = found
        if name in MOST:
            yield Limit(title, found.value, "", MOST[name])
        else:
            yield AtLeast(title, found.value, "", limit)


def _numbers(text: str) -> set[str]:
    from ortaq.lib.retrieval.numerals import numbers  # noqa: PLC0415 -- like the rest of Ortaq here

    return numbers(text)


def _triage(ran: running.Ran) -> Iterable[Figure]:
    said = ran.triaged
    appeals = sets.rows("triage.jsonl")
    yield AtLeast("topics, macro-F1", macro_f1(appeals, said), "", 0.85)
    for lang in ("ru", "kk"):
        rows = [row for row in appeals if row["lang"] == lang]
        yield AtLeast(f"topics, macro-F1, {lang}", macro_f1(rows, said), "", None)
    yield from _told(score_triage(appeals, said))


# Inventions


def _inventions(
    questions: list[dict[str, Any]], answers: Mapping[str, dict[str, Any]]
) -> Iterable[Figure]:
    from ortaq.lib.norms import act_named  # noqa: PLC0415 -- like the rest of Ortaq here
    from ortaq.lib.retrieval.numerals import numbers  # noqa: PLC0415

    texts = _texts()

    @cache
    def known(act: str) -> frozenset[str]:
        code = "tk" if act == CODE else act_named(act)
        return frozenset(article for one, article in texts if code in {one, ""} or not act)

    @cache
    def law(article: str) -> frozenset[str]:
        held = [text for (_act, number), text in texts.items() if number == article]
        return frozenset(numbers("\n".join(held)))

    values = frozenset(numbers((DATA / "values.json").read_text()))
    wrong = invented_articles(answers.values(), known)
    bare = invented_numbers(
        questions, answers, law=lambda a: set(law(a)), numbers=numbers, allowed=values
    )
    said = sum(not answer.get("abstained") for answer in answers.values())
    for name, places in (
        ("invented articles", wrong),
        ("numbers nothing cited holds", bare),
        ("invented", sorted({*wrong, *bare})),
    ):
        _found[name] = Share(len(places), said, tuple(places))
    yield Limit("answers with an invented article", len(wrong), "", 0)
    yield Limit("answers with a number nothing cited holds", len(bare), "", 0)


def _texts() -> dict[tuple[str, str], str]:
    """Return all that is known of each article: the official text and our norms."""
    from ortaq.lib.norms import read_act  # noqa: PLC0415

    found: dict[tuple[str, str], str] = {}
    path = running.law()
    if path:
        found = {("tk", one.number): one.text for one in read_act(path.read_text())}
    for line in (DATA / "norms_kz.jsonl").read_text().splitlines():
        norm = json.loads(line)
        place = (str(norm["act"]), str(norm["article"]))
        found[place] = f"{found.get(place, '')}\n{line}"
    return found


# Speed


def _speed(took: Mapping[str, Any], parts: Sequence[str]) -> Iterable[Figure]:
    answers = took.get("ask_ms") or [float("inf")]
    if "ask" in parts:
        yield Limit("a warm answer, p95", share_of(answers, 0.95), "ms", 150)
        yield Limit("a warm answer, median", share_of(answers, 0.5), "ms", None)
    if "agreements" in parts:
        seconds = took.get("long_s", float("inf"))
        yield Limit("contract of 30 pages, DOCX", seconds, "s", 3)
    yield Limit("process with the index, URLs loaded", took["rss_mb"], "MB", 400)
    yield Limit("its peak, all commands", took["peak_mb"], "MB", None)
    for name, title in (("import_s", "import of the Labour Code"), ("index_s", "first answer")):
        if name in took:
            yield Limit(title, took[name], "s", None)


_SCORED: dict[str, Callable[[running.Ran], Iterable[Figure]]] = {
    "ask": _asked, "triage": _triage, "agreements": _agreements,
}  # fmt: skip


# Peers


def _beside(questions: list[dict[str, Any]], ours: Mapping[str, Shares]) -> Iterable[Figure]:
    path = running.law()
    if path is None:
        print("no official text: BM25 and e5 alone have nothing to search")
        return
    texts, articles = peers.pieces(path)
    words = peers.score(questions, peers.bm25(texts), articles)
    meaning = peers.score(questions, peers.e5(texts), articles)
    for lang in ("ru", "kk"):
        for peer, found in (("BM25", words), ("e5", meaning)):
            for name, one in found[lang].items():
                yield AtLeast(f"{peer} alone: {name}, {lang} {one.told}", one.value, "", None)
        name = "right article first"
        above = ours[lang][name].value - meaning[lang][name].value
        yield AtLeast(f"ours above e5 alone: {name}, {lang}", above, "", ABOVE_E5)


def _show_misses() -> None:
    """Print misses by name, only to whoever asks for them; the engine's writers do not."""
    if os.environ.get("ORTAQ_BENCH_MISSES") != "1":
        return
    for name, found in _found.items():
        print(f"misses, {name}: {' '.join(found.misses) or 'none'}")
