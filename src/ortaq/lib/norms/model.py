"""A norm: one rule of law in our own words, with its address, its number and its days."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ortaq.lib.norms.citations import Citation, split_point
from ortaq.lib.norms.quantities import Parameter

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class Texts:
    """A sentence in three languages; what is missing is read in Russian, then in any."""

    kk: str = ""
    ru: str = ""
    en: str = ""

    @classmethod
    def of(cls, raw: Mapping[str, Any] | str | None) -> "Texts":
        """Read one from data; a plain string is Russian."""
        if isinstance(raw, str):
            return cls(ru=raw)
        raw = raw or {}
        return cls(*(str(raw.get(lang) or "") for lang in LANGUAGES))

    def get(self, lang: str) -> str:
        """Return the sentence in this language, or in the nearest that there is."""
        return getattr(self, lang, "") or self.ru or self.kk or self.en

    def has(self, lang: str) -> bool:
        """Say whether the sentence is written in this language."""
        return bool(getattr(self, lang, ""))

    def raw(self) -> dict[str, str]:
        """Return it as data."""
        return {lang: getattr(self, lang) for lang in LANGUAGES}

    def __bool__(self) -> bool:
        return bool(self.kk or self.ru or self.en)


def _day(raw: object) -> date | None:
    return date.fromisoformat(str(raw)) if raw else None


@dataclass(frozen=True)
class Norm:
    """A rule of law, or of the ILO (then ``instrument`` is set), as the catalogue holds it."""

    id: str
    act: str
    article: str
    point: str = ""
    sub: str = ""
    topic: str = ""
    statement: Texts = field(default_factory=Texts)
    short: Texts = field(default_factory=Texts)
    worker_facing: bool = True
    param_key: str = ""
    param: Parameter | None = None
    applies_to: Texts = field(default_factory=Texts)
    exceptions: Texts = field(default_factory=Texts)
    cba_check: bool = False
    hints_ru: tuple[str, ...] = ()
    hints_kk: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    edition: date | None = None
    confidence: str = ""
    note: str = ""
    instrument: str = ""
    force: str = ""
    addressee: str = ""
    kz_relation: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False, hash=False)

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Norm":
        """Read a norm from data; unknown fields are kept in ``extra``."""
        values: dict[str, Any] = {key: str(raw.get(key) or "") for key in _PLAIN}
        values |= {key: Texts.of(raw.get(key)) for key in _TEXTS}
        values |= {key: _day(raw.get(key)) for key in _DAYS}
        values |= {key: tuple(raw.get(key) or ()) for key in ("hints_ru", "hints_kk")}
        known = {*values, "param", "worker_facing", "cba_check"}
        return cls(
            **values,
            worker_facing=bool(raw.get("worker_facing", True)),
            cba_check=bool(raw.get("cba_check")),
            param=Parameter.of(raw.get("param")),
            extra={key: value for key, value in raw.items() if key not in known},
        )

    @property
    def is_ilo(self) -> bool:
        """Say whether this is a rule of the ILO, not of Kazakhstan."""
        return bool(self.instrument)

    @property
    def citation(self) -> Citation:
        """Return the address of this norm."""
        point, sub = split_point(self.point)
        return Citation(self.act, self.article, point, self.sub or sub)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return this address, and the others that the norm rests on as well."""
        also = self.extra.get("also") or ()
        more = (Citation(c.get("act", self.act), c["article"], c.get("point", "")) for c in also)
        return (self.citation, *more)

    def is_valid(self, on: date) -> bool:
        """Say whether this rule is in force on a day."""
        return (not self.valid_from or self.valid_from <= on) and (
            not self.valid_to or on <= self.valid_to
        )

    @property
    def digest(self) -> str:
        """Return a mark of what a lawyer signs: address, number, days and meaning."""
        param = self.param
        return _digest(
            [
                self.act, self.article, self.point, self.sub, self.instrument,
                self.statement.ru, self.statement.en, self.exceptions.ru, self.applies_to.ru,
                _demand(param) if param else None,
                str(self.valid_from or ""), str(self.valid_to or ""),
            ]
        )  # fmt: skip

    @property
    def kk_digest(self) -> str:
        """Return a mark of what a native reader of Kazakh approves: the words alone."""
        return _digest([self.statement.kk, self.short.kk, self.exceptions.kk])

    @property
    def seen(self) -> str:
        """Return the mark of all words that somebody saw: to refuse a change made to others."""
        return f"{self.digest}.{self.kk_digest}"


def _demand(param: Parameter) -> list[str]:
    return [param.value, param.unit, param.direction, param.who, param.per]


_TEXTS = ("statement", "short", "applies_to", "exceptions")
_DAYS = ("valid_from", "valid_to", "edition")
_PLAIN = (
    "id", "act", "article", "point", "sub", "topic", "param_key", "source", "confidence", "note",
    "instrument", "force", "addressee", "kz_relation",
)  # fmt: skip


def _digest(parts: list[Any]) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def read_norms(lines: Iterable[str]) -> list[Norm]:
    """Read a catalogue: one JSON object a line; empty lines are passed over."""
    return [Norm.of(json.loads(line)) for line in lines if line.strip()]
