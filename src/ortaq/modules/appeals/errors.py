"""Refusals of this room; the view turns them into words."""


class NotAMemberError(Exception):
    """Appeals are for members, through one of their own primaries."""


class EmptyTextError(Exception):
    """An appeal, an answer or a reason says something."""


class OwnAppealError(Exception):
    """Nobody holds or answers his own appeal."""


class NotHolderError(Exception):
    """Only the holder answers; another officer takes the appeal first."""


class NotSuitableError(Exception):
    """An appeal goes only to an officer upward of its body whose mandate may hold it."""


class TooLateError(Exception):
    """Long after the answer a new appeal is clearer than the old one opened again."""


class ClaimError(Exception):
    """Number and code do not belong together, or the appeal is somebody's already."""


class PromiseError(Exception):
    """A promised day lies ahead, and within a year."""


class NotOneMatterError(Exception):
    """Only open doubles of one author merge, the later into the earlier."""


class NotMergedError(Exception):
    """There is nothing to undo, or it is too late for it."""


class NotOfCaseError(Exception):
    """This does not belong to the collective case, or may not join it."""


class NotSignableError(Exception):
    """The case is closed, has no words to sign, or is not of this person's place."""


class CaseBusyError(Exception):
    """The last answer to all is still on its way."""


class AlreadyExtendedError(Exception):
    """An answer takes longer once, with a reason; after that those above help."""


class LateWithoutReasonError(Exception):
    """Nobody answers or closes an overdue appeal silently: the member reads why it took long."""


class NotShownError(Exception):
    """The appeal needs no help from this leader, or nobody has shown it to him."""


class DeputyError(Exception):
    """A deputy is a colleague at the same desks or above who is there meanwhile himself."""
