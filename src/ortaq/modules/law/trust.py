"""How far a norm may be believed: signed, matched, unverified. Pure: facts in, standing out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ortaq.lib.norms import Article as Read
from ortaq.lib.norms import Found, Norm, match


class Trust(StrEnum):
    """The three states."""

    SIGNED = "signed"
    MATCHED = "matched"
    UNVERIFIED = "unverified"


class Reason(StrEnum):
    """Why a norm is not settled, or how it was."""

    SIGNED = "signed"
    MATCHED = "matched"  # found in the text imported here
    MATCHED_BEFORE = "matched_before"  # found in an official text before the release
    TOUCHED = "touched"  # signed, but a new edition has changed its article
    LATER = "later"  # its edition is later than the imported text: the later one wins
    NOT_FOUND = "not_found"  # the imported text of its edition, or later, does not say this
    MEMORY = "memory"  # written from memory or second hand: a machine may not settle it
    NO_TEXT = "no_text"  # the official text is not imported
    ILO = "ilo"  # the text of the ILO is not matched by machine


@dataclass(frozen=True)
class Signature:
    """Who answers for a wording."""

    name: str
    at: datetime
    digest: str


@dataclass(frozen=True)
class Standing:
    """What stands behind a norm today."""

    trust: Trust
    reason: Reason
    edition: date | None = None  # of the text in which it was found, or was not
    signed_by: str = ""
    signed_at: datetime | None = None
    found: Found | None = None
    missing: str = ""
    kazakh_read: bool = False  # a native reader has approved these very words
    touched: bool = False

    @property
    def is_later(self) -> bool:
        """Say that the imported text is older than the norm: it must not be shown as the law."""
        return self.reason is Reason.LATER


@dataclass(frozen=True)
class Text:
    """The imported Russian text of an act, for matching."""

    dated: date
    articles: Mapping[str, Read]


@dataclass(frozen=True)
class Facts:
    """All that standings are worked out from."""

    texts: Mapping[str, Text]
    signed: Mapping[str, Signature]
    kazakh: Mapping[str, Signature]
    touched: frozenset[str]
    before: Mapping[str, Mapping[str, str]]  # matches of the release


def standing(norm: Norm, facts: Facts) -> Standing:
    """Work out where a norm stands.

    A signature holds for the words that were signed, until a new edition changes their article.
    A text that is older than the norm's own edition may confirm it, but never contradicts it.
    """
    kazakh = facts.kazakh.get(norm.id)
    read = bool(kazakh and kazakh.digest == norm.kk_digest)
    touched = norm.id in facts.touched
    signature = facts.signed.get(norm.id)
    if signature and signature.digest == norm.digest and not touched:
        return Standing(
            Trust.SIGNED,
            Reason.SIGNED,
            signed_by=signature.name,
            signed_at=signature.at,
            edition=norm.edition,
            kazakh_read=read,
        )
    trust, reason, edition, found, missing = _by_machine(norm, facts)
    if touched and signature and trust is not Trust.MATCHED:
        reason = Reason.TOUCHED
    return Standing(
        trust, reason, edition, found=found, missing=missing, kazakh_read=read, touched=touched
    )


_Verdict = tuple[Trust, Reason, date | None, Found | None, str]


def _by_machine(norm: Norm, facts: Facts) -> _Verdict:
    if norm.is_ilo:
        return Trust.UNVERIFIED, Reason.ILO, None, None, ""
    before = facts.before.get(norm.id)
    known = before if before and before["digest"] == norm.digest else None
    text = facts.texts.get(norm.act)
    if text is None:
        return _without_text(norm, known)
    result = match(norm, text.articles)
    if norm.confidence != "read":
        return Trust.UNVERIFIED, Reason.MEMORY, text.dated, result.found, result.missing
    if result.is_match:
        return Trust.MATCHED, Reason.MATCHED, text.dated, result.found, ""
    if known and date.fromisoformat(known["edition"]) > text.dated:
        return _without_text(norm, known)
    is_later = norm.edition is not None and norm.edition > text.dated
    reason = Reason.LATER if is_later else Reason.NOT_FOUND
    return Trust.UNVERIFIED, reason, text.dated, result.found, result.missing


def _without_text(norm: Norm, known: Mapping[str, str] | None) -> _Verdict:
    if known:
        edition = date.fromisoformat(known["edition"])
        return Trust.MATCHED, Reason.MATCHED_BEFORE, edition, Found.YES, ""
    reason = Reason.NO_TEXT if norm.confidence == "read" else Reason.MEMORY
    return Trust.UNVERIFIED, reason, None, None, ""
