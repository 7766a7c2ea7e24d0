"""Refusals of letters."""

from collections.abc import Iterable


class LetterError(Exception):
    """An act on a letter was refused."""


class NotHolderError(LetterError):
    """Only the officer who has the appeal writes about it."""


class NotAuthorError(LetterError):
    """Only the member whose appeal it is says a word on the pages."""


class ClosedAppealError(LetterError):
    """The appeal is closed: there is nothing to write about."""


class PagesChangedError(LetterError):
    """The pages are not those that the member saw."""


class NotApprovedError(LetterError):
    """Pages with the member's data leave only after his word."""


class NoticeRunsError(LetterError):
    """The employer still has the matter to himself."""


class NoAddressError(LetterError):
    """There is no address to send to."""


class LinkSpentError(LetterError):
    """The link is unknown, expired or revoked."""


class TooManyAnswersError(LetterError):
    """This letter has had all the replies that one link may give."""


class TimeAskedError(LetterError):
    """More time was asked for already, or is not to be had."""


class EmptyTextError(LetterError):
    """A text of nothing but spaces."""


class NotAgreedError(LetterError):
    """These words are not the last ones, or not both sides have confirmed them."""


class TracesError(LetterError):
    """The member's data occur where they may not; ``found`` says which kinds, not the data."""

    def __init__(self, found: Iterable[str]) -> None:
        self.found = sorted(found)
        super().__init__(", ".join(self.found))
