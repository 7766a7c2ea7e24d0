"""What people are asked to agree to, as data: a purpose, its wording's version, its wording.

A changed wording gets a new version; people who agreed to the old one are asked again. What the
union must do to serve a member at all (keep the membership, answer an appeal) rests on the
member's own application and is not asked here a second time.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Purpose:
    """One thing a person may agree to."""

    code: str
    version: str
    label: Promise
    text: Promise
    required: bool = False  # without it there can be no account


PROCESSING = Purpose(
    code="processing",
    version="2026-11",
    label=_("Keeping my data for union work"),
    text=_(
        "The union keeps my name, birth date, IIN, e-mail, phone, place of work and my "
        "correspondence with it, in Kazakhstan, to keep my membership, answer my appeals and "
        "protect my rights at work. It gives them to nobody outside the union unless I ask "
        "or a law demands it. I may take this consent back at any time."
    ),
    required=True,
)
PURPOSES: tuple[Purpose, ...] = (
    PROCESSING,
    Purpose(
        code="circumstances",
        version="2026-11",
        label=_("My being a veteran or having a disability"),
        text=_(
            "The union may keep that I am a veteran or have a disability, so that it can offer me "
            "what such members are entitled to. The officers of my own organisation see it; above "
            "them it is counted without names. When I take the consent back, it is removed."
        ),
    ),
    Purpose(
        code="news",
        version="2026-11",
        label=_("News and invitations"),
        text=_(
            "The union may send me news, invitations to meetings and questions for polls. "
            "Answers to my own appeals reach me without this consent."
        ),
    ),
    Purpose(
        code="photos",
        version="2026-11",
        label=_("Photographs from union events"),
        text=_(
            "The union may publish photographs from its events in which I can be recognised. "
            "When I take the consent back, it removes them from its own pages."
        ),
    ),
)


def purpose(code: str) -> Purpose | None:
    """Return a purpose by its code, or None."""
    return next((p for p in PURPOSES if p.code == code), None)


def label_of(code: str) -> Promise | str:
    """Return what a purpose is called; one that is no longer asked reads as its code."""
    found = purpose(code)
    return found.label if found else code
