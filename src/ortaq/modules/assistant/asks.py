"""What people ask, as data of ours: paraphrases of each norm, questions of elsewhere, appeals."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
PARAPHRASES = ("asks_a", "asks_b", "asks_c", "asks_d", "asks_core")
IN_SCOPE = "law"


@dataclass(frozen=True)
class Ask:
    """One way to ask for one norm; ``norm`` is empty where only the article is known."""

    text: str
    lang: str
    act: str
    article: str
    norm: str = ""

    @property
    def address(self) -> str:
        """Where the answer stands."""
        return f"{self.act}:{self.article}"


@dataclass(frozen=True)
class Elsewhere:
    """A question that is not ours to answer, and why."""

    text: str
    lang: str
    kind: str


@dataclass(frozen=True)
class Complaint:
    """Words of an appeal, and what a careful person made of them."""

    text: str
    lang: str
    topic: str
    urgent: bool
    collective: bool
    route: str


def _lines(name: str) -> Iterator[dict[str, Any]]:
    path = DATA / f"{name}.jsonl"
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def _rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the lines of a file, and of the plainest cases beside it."""
    yield from _lines(name)
    yield from _lines(f"{name}_core")


@cache
def paraphrases(*names: str) -> list[Ask]:
    """Return every paraphrase, in the order of the files."""
    return [
        Ask(text, lang, row.get("act") or "tk", str(row["article"]), row.get("norm") or "")
        for name in names or PARAPHRASES
        for row in _lines(name)
        for lang in ("ru", "kk", "en")
        for text in row.get(lang, ())
    ]


@cache
def elsewhere() -> list[Elsewhere]:
    """Return the questions that are not ours."""
    return [Elsewhere(row["ask"], row["lang"], row["kind"]) for row in _rows("elsewhere")]


@cache
def complaints() -> list[Complaint]:
    """Return the appeals to learn triage from."""
    return [
        Complaint(
            row["text"], row["lang"], row["topic"], bool(row["urgent"]), bool(row["collective"]),
            row["route"],
        )
        for row in _rows("triage")
    ]  # fmt: skip


@cache
def digest() -> str:
    """Return a mark of all these texts: what was learned from others is stale."""
    made = hashlib.sha256()
    for part in (paraphrases(), elsewhere(), complaints()):
        made.update(repr(part).encode())
    return made.hexdigest()[:32]
