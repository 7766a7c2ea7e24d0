"""Kinds of mandate as data: reach, personal data, and whether two persons grant it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ortaq.foundation.texts.fields import LANGUAGES


class Reach(StrEnum):
    """How far down from its body a mandate reaches."""

    HERE = "here"
    BELOW = "below"  # here and below, along the lines in which the body has children


@dataclass(frozen=True)
class Trait:
    """What a kind of mandate carries."""

    label: Promise
    reach: Reach
    sees_personal: bool  # a second factor is forced
    needs_two: bool  # one proposes, another confirms; so at the end
    read_only: bool = False
    single: bool = False  # one holder a body at a time


class Kind(StrEnum):
    """What a mandate is for."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    TREASURER = "treasurer"
    LAWYER = "lawyer"
    INSPECTOR = "inspector"
    TRAINER = "trainer"
    AUDITOR = "auditor"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"

    @property
    def trait(self) -> Trait:
        """What this kind carries."""
        return TRAITS[self]

    @property
    def label(self) -> Promise:
        """The kind in the reader's language."""
        return TRAITS[self].label


TRAITS: dict[Kind, Trait] = {
    Kind.CHAIR: Trait(_("Chair"), Reach.BELOW, sees_personal=True, needs_two=True, single=True),
    Kind.DEPUTY: Trait(_("Deputy chair"), Reach.BELOW, sees_personal=True, needs_two=True),
    Kind.TREASURER: Trait(_("Treasurer"), Reach.HERE, sees_personal=True, needs_two=True),
    Kind.LAWYER: Trait(_("Union lawyer"), Reach.BELOW, sees_personal=True, needs_two=True),
    Kind.INSPECTOR: Trait(
        _("Technical labour inspector"), Reach.BELOW, sees_personal=True, needs_two=True
    ),
    Kind.TRAINER: Trait(_("Trainer"), Reach.BELOW, sees_personal=False, needs_two=False),
    Kind.AUDITOR: Trait(  # a revision commission answers to the congress, not to the chair
        _("Auditor of the revision commission"),
        Reach.BELOW,
        sees_personal=True,
        needs_two=True,
        read_only=True,
    ),
    Kind.OFFICER: Trait(_("Officer"), Reach.BELOW, sees_personal=True, needs_two=True),
    Kind.ADMINISTRATOR: Trait(  # keeps the installation, holds nobody's case
        _("Administrator"), Reach.BELOW, sees_personal=True, needs_two=True
    ),
}

MANDATES_GRANTED_BY = frozenset({Kind.CHAIR, Kind.OFFICER, Kind.ADMINISTRATOR})

# Those whom a meeting elects; the others are appointed.
ELECTED_KINDS = frozenset({Kind.CHAIR, Kind.DEPUTY, Kind.TREASURER, Kind.AUDITOR})

# Auditors watch those who grant, so only the centre grants them (house rule after the usual
# statutes: a revision commission answers to the congress).
GRANTED_BY_CENTRE = frozenset({Kind.AUDITOR})

ONE_PERSON_KINDS = sorted(kind.value for kind, trait in TRAITS.items() if not trait.needs_two)
SINGLE_KINDS = sorted(kind.value for kind, trait in TRAITS.items() if trait.single)
REACHING_KINDS = frozenset(kind for kind, trait in TRAITS.items() if trait.reach is Reach.BELOW)


def in_every_language(text: Promise | str) -> dict[str, str]:
    """Return a lazy text in kk, ru and en, for what must be read later in any of them."""
    wordings = {}
    for code in LANGUAGES:
        with override(code):
            wordings[code] = str(text)
    return wordings


TRAIL_READERS = frozenset({Kind.AUDITOR, Kind.ADMINISTRATOR})  # of the audit trail
