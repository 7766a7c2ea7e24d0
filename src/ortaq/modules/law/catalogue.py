"""What a release brings: norms in our own words, acts, topics, values, ratifications. No database.

Files are read once a process. Official text is not among them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from ortaq.foundation.texts.fields import Texts
from ortaq.lib.norms import Norm, read_norms

DATA = Path(__file__).parent / "data"
ADILET = {"kk": "https://adilet.zan.kz/kaz/docs/", "ru": "https://adilet.zan.kz/rus/docs/"}


@dataclass(frozen=True)
class ActInfo:
    """An act that norms come from."""

    code: str
    names: Texts
    number: str
    dated: date
    adilet_id: str

    def link(self, language: str) -> str:
        """Return the official address; English readers are led to the Russian text."""
        return f"{ADILET.get(language, ADILET['ru'])}{self.adilet_id}"


@dataclass(frozen=True)
class Topic:
    """What norms are gathered under; the key is what the data say."""

    key: str
    slug: str
    names: Texts


@dataclass(frozen=True)
class KnownValue:
    """A reference value with its days; ``signed`` when a person of this union answers for it."""

    key: str
    amount: Decimal
    unit: str
    since: date
    until: date | None
    source: str
    confidence: str = ""
    signed: bool = False

    def covers(self, on: date) -> bool:
        """Say whether it is known for a day."""
        return self.since <= on and (self.until is None or on <= self.until)


def _json(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def norms() -> Mapping[str, Norm]:
    """Return every norm of the release by its name; Kazakhstan's, then the ILO's."""
    found: dict[str, Norm] = {}
    for name in ("norms_kz.jsonl", "norms_ilo.jsonl"):
        with (DATA / name).open(encoding="utf-8") as lines:
            found |= {norm.id: norm for norm in read_norms(lines)}
    return found


@lru_cache(maxsize=1)
def acts() -> Mapping[str, ActInfo]:
    """Return the acts by code."""
    return {
        raw["code"]: ActInfo(
            raw["code"],
            Texts(raw["names"]),
            raw["number"],
            date.fromisoformat(raw["dated"]),
            raw["adilet_id"],
        )
        for raw in _json("acts.json")["acts"]
    }


@lru_cache(maxsize=1)
def topics() -> Mapping[str, Topic]:
    """Return the topics of Kazakhstan's norms and of the ILO's by their key."""
    raw = _json("topics.json")
    return {
        key: Topic(key, one["slug"], Texts(one["names"]))
        for group in ("kz", "ilo")
        for key, one in raw[group].items()
    }


def topic(key: str) -> Topic:
    """Return a topic; one that the table does not know stands under its own word."""
    return topics().get(key) or Topic(key, key, Texts(ru=key))


@lru_cache(maxsize=1)
def values() -> list[KnownValue]:
    """Return the reference values that a release brings, with where they were read."""
    return [
        KnownValue(
            key=raw["key"],
            amount=Decimal(raw["amount"]),
            unit=raw["unit"],
            since=date.fromisoformat(raw["since"]),
            until=date.fromisoformat(raw["until"]) if raw["until"] else None,
            source=raw["source"],
            confidence=raw["confidence"],
        )
        for raw in _json("values.json")["values"]
    ]


@lru_cache(maxsize=1)
def ratifications() -> dict[str, Any]:
    """Return which ILO instruments bind Kazakhstan, as far as was read."""
    found: dict[str, Any] = _json("ratifications.json")
    return found


@lru_cache(maxsize=1)
def matches() -> Mapping[str, Mapping[str, str]]:
    """Return what was found in official texts before the release: norm → digest, edition, source.

    The texts themselves are not shipped. A norm that has changed since is not matched by this.
    """
    path = DATA / "matches.json"
    return _json("matches.json")["norms"] if path.exists() else {}
