"""A norm as a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from ortaq.lib.norms import Norm
from ortaq.modules.law import catalogue, selectors, wording
from ortaq.modules.law.catalogue import Topic
from ortaq.modules.law.selectors import Standing


@dataclass(frozen=True)
class Shown:
    """A norm with its words in the reader's language, its address and its standing."""

    norm: Norm
    standing: Standing
    language: str
    words: str

    @property
    def address(self) -> str:
        """Return the citation in the reader's language."""
        language = (get_language() or "kk")[:2]
        if self.norm.is_ilo:
            return f"{self.norm.instrument}, {self.norm.article}".strip(", ")
        return self.norm.citation.text(language)

    @property
    def topic(self) -> Topic:
        """Return what it is about."""
        return catalogue.topic(self.norm.topic)

    @property
    def shape(self) -> str:
        """Return the shape of the chip."""
        return wording.TRUST[self.standing.trust][0]

    @property
    def label(self) -> str:
        """Return the words of the chip."""
        return str(wording.TRUST[self.standing.trust][1])

    @property
    def why(self) -> str:
        """Return why it stands where it does."""
        return wording.explain(self.standing)

    @property
    def demand(self) -> str:
        """Return its number in words."""
        return wording.demand(self.norm.param)

    @property
    def exceptions(self) -> str:
        """Return its exceptions in the reader's language."""
        return self.norm.exceptions.get((get_language() or "kk")[:2])

    @property
    def link(self) -> str:
        """Return the official address of its act."""
        if self.norm.is_ilo:
            return self.norm.source if self.norm.source.startswith("https://") else ""
        return selectors.adilet_link(self.norm.act, lang=(get_language() or "kk")[:2])

    @property
    def is_unread(self) -> bool:
        """Say whether Kazakh words are shown that no native reader has approved."""
        return self.language == "kk" and not self.standing.kazakh_read


def shown(norm: Norm) -> Shown:
    """Return a norm ready for a page."""
    return shown_many([norm])[0]


def shown_many(norms: Iterable[Norm]) -> list[Shown]:
    """Return norms ready for a page; their standings are asked once."""
    standings = selectors.standings()
    return [Shown(norm, standings[norm.id], *wording.statement(norm)) for norm in norms]


def find(norm_id: str) -> Shown | None:
    """Return a norm by its name, None when there is none: a page answers 404 then."""
    try:
        return shown(selectors.norm(norm_id))
    except selectors.UnknownNormError:
        return None
