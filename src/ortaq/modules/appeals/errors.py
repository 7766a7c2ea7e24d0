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
