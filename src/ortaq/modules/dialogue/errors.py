"""Refusals of talk, in words."""

from datetime import datetime

from django.utils.translation import gettext as _

from ortaq.foundation.texts.dates import when


class TalkError(Exception):
    """A refusal that can be shown."""

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("This cannot be done now.")


class NobodyThereError(TalkError):
    """Nobody sits at the other end."""

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("There is nobody at the other end now. Your words would reach no one.")


class TooManyError(TalkError):
    """Too many words in too little time."""

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("That was a lot at once. Please wait ten minutes and write again.")


class MutedError(TalkError):
    """The person may not write here for a while."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("You cannot write here until {moment}.").format(moment=when(self.until))


class EmptyWordError(TalkError):
    """Neither words nor a file."""

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("Write a few words, record a voice message or attach a file.")


class TooLateError(TalkError):
    """An announcement has gone out."""

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("It has gone out already: the ten minutes are over.")


class ClosedError(TalkError):
    """The case is closed."""

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("This appeal is closed. Ask again on its page, or write to your chair.")
