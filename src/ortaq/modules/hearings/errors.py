"""Refusals of hearings, in words."""

from django.utils.translation import gettext as _


class HearingError(Exception):
    """A refusal that can be shown."""

    def __str__(self) -> str:
        return str(self.text)

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("This cannot be done now.")


class PastHearingError(HearingError):
    """A hearing is planned for a moment to come."""

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("This moment has passed already.")


class NotSuitableError(HearingError):
    """This officer cannot represent here."""

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("This officer cannot represent in this matter.")


class StandstillError(HearingError):
    """The standstill does not fit the others, or the term is over."""

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("A standstill begins after the one before it and before the term is over.")
