"""What the assistant hands over: plain values, the same for a page, a command and a test."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Trust = Literal["signed", "matched", "unverified", "official"]
TRUSTED: tuple[Trust, ...] = ("signed", "matched", "official")


@dataclass(frozen=True)
class Cited:
    """An article the answer rests on; ``name`` is how a lawyer of that language writes it."""

    act: str  # code, for instance "tk"
    article: str
    point: str = ""
    sub: str = ""
    name: str = ""
    act_name: str = ""
    url: str = ""
    trust: Trust = "unverified"

    def raw(self) -> dict[str, str]:
        """Return what the commands print."""
        return {"act": self.act_name, "article": self.article, "point": self.point}


@dataclass(frozen=True)
class Piece:
    """One sentence of law in our words (or of the official text), with its address."""

    id: str  # of the norm; "text:…" for a passage of the official text
    text: str
    cited: Cited
    trust: Trust
    edition: date | None = None
    is_term: bool = False  # it holds a number of days, months or years


@dataclass(frozen=True)
class Sum:
    """A sum that was worked out from numbers of the question, line by line."""

    name: str
    total: str
    lines: list[str]


@dataclass(frozen=True)
class AskBack:
    """A fact without which the answer stays general."""

    code: str
    question: str


@dataclass(frozen=True)
class Answer:
    """An answer, or a refusal with its reason; see ``composing``."""

    question: str
    lang: str
    text: str
    abstained: bool
    code: str  # "answered", "unsure", or the kind of refusal
    why: str  # a refusal's reason, in words
    citations: list[Cited] = field(default_factory=list)
    short: str = ""
    tail: str = ""  # of the text, what follows the sentences of law
    pieces: list[Piece] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    deadlines: list[Piece] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)  # values that its numbers are counted in
    asks_back: list[AskBack] = field(default_factory=list)
    trust: Trust = "unverified"
    trust_words: str = ""
    edition: date | None = None
    offers_human: bool = True
    phrased_by: str = ""  # the model that phrased it; empty: extractive
    topic: str = ""

    def raw(self) -> dict[str, Any]:
        """Return it as JSON for ``./ortaq ask --json``."""
        return {
            "question": self.question,
            "answer": self.text,
            "citations": [cited.raw() for cited in self.citations],
            "abstained": self.abstained,
            "lang": self.lang,
            "code": self.code,
            "why": self.why,
            "short": self.short,
            "steps": self.steps,
            "deadlines": [piece.text for piece in self.deadlines],
            "sums": [
                {"name": row.name, "total": row.total, "lines": row.lines} for row in self.sums
            ],
            "asks_back": [ask.question for ask in self.asks_back],
            "trust": self.trust,
            "edition": self.edition.isoformat() if self.edition else None,
        }
