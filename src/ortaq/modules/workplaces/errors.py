"""Refusals of this room; ``str()`` says them to people in their language.

WorkplacesError
├── WrongBinError
├── BinTakenError
├── NamelessError
├── SiteTakenError
├── SiteClosedError
├── WrongDayError
├── MarkedError
├── GroundMissingError
├── OutOfReachError
├── JoinedError
└── OtherEmployerError
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.texts.quotes import inner


class WorkplacesError(ValueError):
    """A refusal."""

    text: Promise = _("This is not possible.")

    def __init__(self, **params: Any) -> None:
        super().__init__()
        self.params = params

    def __str__(self) -> str:
        spoken = {name: inner(value) for name, value in self.params.items()}
        return str(self.text).format(**spoken)


class WrongBinError(WorkplacesError):
    """A BIN that cannot have been given out."""

    text = _("This BIN has a wrong digit: check the twelve digits.")


class BinTakenError(WorkplacesError):
    """Another employer has this BIN."""

    text = _("“{employer}” has this BIN already: open it instead of adding it again.")


class NamelessError(WorkplacesError):
    """A name in at least one language is needed."""

    text = _("Give a name in at least one language.")


class SiteTakenError(WorkplacesError):
    """Another body works at the site in those days."""

    text = _("The members of “{body}” work at this site. A site has one body at a time.")


class SiteClosedError(WorkplacesError):
    """The site is closed on that day, or the body is no open primary."""

    text = _("This workplace is closed on that day.")


class NotAPrimaryError(WorkplacesError):
    """Members belong to primaries, so only a primary works at a site."""

    text = _("Only an open primary organisation can work at a site.")


class WrongDayError(WorkplacesError):
    """A day that cannot be."""

    text = _("The last day cannot come before the first day, and a count cannot be of tomorrow.")


class MarkedError(WorkplacesError):
    """A manager cannot take away his own mark, nor end the job that carries it."""

    text = _(
        "You are marked as a manager or HR officer here. "
        "The chair of the organisation at this workplace changes this, not you yourself."
    )


class GroundMissingError(WorkplacesError):
    """A mark says on what it stands."""

    text = _("Say on what the mark stands: an order, a staff list, the person's own words.")


class OutOfReachError(WorkplacesError):
    """The act would end a mandate that the actor could not end."""

    text = _(
        "{person} holds a post that would end at once, and that post is not yours to end. "
        "Ask the body that grants it."
    )


class JoinedError(WorkplacesError):
    """This row of the register was joined to another one."""

    text = _("This employer was joined to “{employer}”. Go on there.")


class OtherEmployerError(WorkplacesError):
    """Two BINs are two legal persons."""

    text = _("Each of them has a BIN of its own: two BINs are two employers.")
