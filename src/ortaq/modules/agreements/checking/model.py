"""What the checker reads and what it says."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """How a clause stands to a norm."""

    WORSE = "worse"  # void: articles 10 and 157 of the Labour Code
    BELOW_ILO = "below_ilo"  # below a convention that Kazakhstan ratified
    ADVICE = "advice"  # lawful, but below what the ILO recommends
    OUTDATED = "outdated_reference"
    BETTER = "better"
    EQUAL = "equal"


GRAVE = (Verdict.WORSE, Verdict.BELOW_ILO)


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered point; ``item`` is the sub-point ("1)") inside it."""

    number: str
    item: str
    text: str
    lang: str  # kk | ru
    heading: str = ""
    place: int = 0  # paragraph of the document, counted from nought
    lead: str = ""  # the words before a colon that this line is an entry of


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as read in a text.

    ``kind``: hour minute day week month year percent coefficient times monthday mzp wage rate.
    ``bound``: "min" (not less than), "max" (not more than), "upto" (up to), "".
    """

    value: float
    high: float
    kind: str
    start: int
    end: int
    days: str = ""  # calendar | working
    per: str = ""  # day | week | month | year
    bound: str = ""
    every: bool = False  # "once in five years"


@dataclass(frozen=True, slots=True)
class NormData:
    """The part of a norm that the checker needs; the same shape for Code and conventions."""

    id: str
    param_key: str
    act: str
    article: str
    point: str
    value: float | None
    unit: str
    per: str
    direction: str
    statement: dict[str, str]
    exceptions: dict[str, str]
    edition: str
    instrument: str = ""
    force: str = ""

    @property
    def place(self) -> str:
        """Article and point as lawyers of Kazakhstan write them."""
        if self.instrument:
            return f"{self.instrument}, {self.article}"
        return f"ст. {self.article} п. {self.point}" if self.point else f"ст. {self.article}"

    @property
    def number(self) -> str:
        """The article alone; with the convention's number where it is one."""
        return f"{self.instrument}, {self.article}" if self.instrument else self.article


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause against one norm."""

    verdict: Verdict
    clause: str
    norm_id: str
    param_key: str
    article: str
    stated: str
    required: str
    quote: str
    confidence: float
    point: str = ""
    item: str = ""
    place: int = 0
    lang: str = "ru"
    reason: dict[str, str] = field(default_factory=dict)
    proposed: dict[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The lasting shape of ``agreement_check --json``."""
        return {
            "verdict": str(self.verdict),
            "clause": self.clause,
            "item": self.item,
            "norm_id": self.norm_id,
            "param_key": self.param_key,
            "article": self.article,
            "point": self.point,
            "stated": self.stated,
            "required": self.required,
            "quote": self.quote,
            "confidence": self.confidence,
            "lang": self.lang,
            "reason": self.reason,
            "proposed": self.proposed,
            "also": list(self.also),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the checker says of a document."""

    findings: tuple[Finding, ...]
    advice: tuple[Finding, ...]
    missing: tuple[NormData, ...]
    edition: str
    clauses: tuple[Clause, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The lasting shape of ``agreement_check --json``."""
        return {
            "findings": [finding.as_json() for finding in self.findings],
            "missing": [
                {"norm_id": n.id, "param_key": n.param_key, "article": n.place}
                for n in self.missing
            ],
            "advice": [finding.as_json() for finding in self.advice],
            "edition": self.edition,
            "notes": list(self.notes),
        }
