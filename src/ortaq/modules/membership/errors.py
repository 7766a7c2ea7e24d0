"""Refusals of membership; ``str()`` says them to people in their language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MembershipError(Exception):
    """A refusal."""

    text: Promise = _("This is not possible.")

    def __init__(self, **params: Any) -> None:
        super().__init__()
        self.params = params

    def __str__(self) -> str:
        return str(self.text).format(**self.params)


class NotOpenError(MembershipError):
    """The body is not an open primary organisation, so nobody can join it."""

    text = _("This is not an open primary organisation.")


class OwnCaseError(MembershipError):
    """Nobody decides his own case; and what is a person's own, nobody else does for him."""

    text = _("Nobody decides in his own case. Ask another officer.")


class ReasonMissingError(MembershipError):
    """A refusal, a pause, an exclusion and a transfer say why in words."""

    text = _("Say why in words: the person will read it.")


class WrongDayError(MembershipError):
    """A day before the membership began, or still to come."""

    text = _("Choose a day from the first day of the membership up to today.")


class AlreadyThereError(MembershipError):
    """The person belongs to that organisation already."""

    text = _("This person is a member of that organisation already.")


class AlreadyAskedError(MembershipError):
    """A transfer of this membership waits already."""

    text = _("A transfer is asked for already. It waits for the chairs.")


class NotAskedError(MembershipError):
    """The transfer is decided or taken back."""

    text = _("This transfer is already decided.")


class OtherNameError(MembershipError):
    """The IIN of a form is known under a name that is not near."""

    text = _("This IIN is in the register under another name. Check the number and the name.")


class ConsentMissingError(MembershipError):
    """Special data are kept with the person's consent only."""

    text = _("Without the person's consent the union may not keep this.")


class DifferentPeopleError(MembershipError):
    """Two records with two identity numbers are two people."""

    text = _("The two records have different IINs: these are two people.")


class HoldsPostError(MembershipError):
    """The record to be joined holds a post."""

    text = _("The second record holds a post. End that post first, or keep this record.")


class BarredByJoiningError(MembershipError):
    """A mark of the second record would end a post of the first that is not the actor's to end."""

    text = _(
        "The second record is marked as a manager at a workplace, and {person} holds a post that "
        "would end at once. That post is not yours to end: ask the body that grants it."
    )


class TooLateError(MembershipError):
    """Joining can be undone for thirty days."""

    text = _("Records can be separated for thirty days; this time has passed.")


class AlreadyJoinedError(MembershipError):
    """One of the records was joined already, or separated already."""

    text = _("This was already done.")
