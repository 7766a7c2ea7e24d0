"""Refusals of the vertical.

OrgsError
├── BodyError
│   ├── NamelessBodyError
│   ├── WrongPlaceError
│   ├── CycleError
│   ├── AlreadyThereError
│   ├── ClosedBodyError
│   ├── TooEarlyError
│   ├── NothingPlannedError
│   ├── MergeError
│   ├── NotYetError
│   ├── NoGroundError
│   ├── NotInLineError
│   ├── MeetingExistsError
│   ├── MeetingOverError
│   ├── TooManyPresentError
│   └── BodyInUseError      .children, .mandates, .reasons
└── MandateError
    ├── SamePersonError
    ├── WrongStateError
    ├── WrongTermError
    ├── TermsOverlapError
    ├── PostTakenError
    ├── BarredError
    └── FirstAdministratorExistsError
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.texts import dates
from ortaq.foundation.texts.quotes import inner

if TYPE_CHECKING:
    from ortaq.foundation.orgs.models import Body, Mandate


class OrgsError(ValueError):
    """A refusal; ``str()`` says it to people in their language."""

    text: Promise = _("This is not possible.")

    def __init__(self, **params: Any) -> None:
        super().__init__()
        self.params = params

    def __str__(self) -> str:
        spoken = {
            name: dates.day(value, near=False) if isinstance(value, date) else inner(value)
            for name, value in self.params.items()
        }
        return str(self.text).format(**spoken)


class BodyError(OrgsError):
    """A refusal about a body."""


class NamelessBodyError(BodyError):
    """A body needs a name in at least one language."""

    text = _("Give the body a name in at least one language.")


class WrongPlaceError(BodyError):
    """Such a body cannot stand under such a parent in this line."""

    text = _("“{body}” cannot stand under “{parent}” in this line.")


class CycleError(BodyError):
    """A body would come to stand under itself."""

    text = _("“{parent}” stands below “{body}” on {day}, so the move would make a circle.")


class AlreadyThereError(BodyError):
    """The body already stands there."""

    text = _("“{body}” already stands under “{parent}”.")


class ClosedBodyError(BodyError):
    """The body does not work on that day."""

    text = _("“{body}” is not open on {day}.")


class TooEarlyError(BodyError):
    """The day lies before something that has already happened."""

    text = _(
        "“{body}” has stood in its present place since {day}; choose that day or a later one."
    )


class NothingPlannedError(BodyError):
    """There is no planned move to cancel."""

    text = _("No move of “{body}” is planned in this line.")


class MergeError(BodyError):
    """These bodies cannot become one: too few, of different levels, or the centre."""

    text = _("Choose bodies of one level, and at least one besides the one that they join.")


class NotYetError(BodyError):
    """A day to come: mergers and splits are entered when they have happened."""

    text = _("{day} has not come yet. Enter this on that day or later.")


class NoGroundError(BodyError):
    """A change of the vertical needs the decision it rests on."""

    text = _("Say by which decision: minutes or order, with number and date.")


class NotInLineError(BodyError):
    """A body that does not stand in a line cannot be transferred within it."""

    text = _("“{body}” does not stand in this line, so it cannot be transferred in it.")


class MeetingExistsError(BodyError):
    """A body meets once a day."""

    text = _("A meeting of “{body}” already stands in the calendar for {day}.")


class MeetingOverError(BodyError):
    """The meeting was held or called off."""

    text = _("This meeting has changed in the meantime: {state}.")


class TooManyPresentError(BodyError):
    """More people than are entitled to vote."""

    text = _("More people took part than are entitled to vote. Look at the two numbers again.")


class BodyInUseError(BodyError):
    """Open children, mandates or members keep a body from closing; they are named."""

    text = _("“{body}” cannot be closed yet.")

    def __init__(
        self,
        *,
        body: "Body",
        children: Sequence["Body"] = (),
        mandates: Sequence["Mandate"] = (),
        reasons: Sequence[str] = (),
    ) -> None:
        super().__init__(body=body)
        self.children = children
        self.mandates = mandates
        self.reasons = reasons  # in the reader's language, from the rooms above


class MandateError(OrgsError):
    """A refusal about a mandate."""


class SamePersonError(MandateError):
    """One person cannot take two parts in granting or ending a mandate."""

    text = _(
        "The person who holds the post, the one who proposes and the one who confirms "
        "must be different people."
    )


class WrongStateError(MandateError):
    """The mandate is not in the state that this step needs."""

    text = _("This mandate has changed in the meantime: {state}.")


class WrongTermError(MandateError):
    """The last day lies before the first, or the body is closed by then."""

    text = _("The last day of a term cannot come before its first day.")


class TermsOverlapError(MandateError):
    """The same person already has this post at this body in those days."""

    text = _("This person already holds this post here, or is proposed for it, in those days.")


class PostTakenError(MandateError):
    """A post that one person holds is held by another in those days."""

    text = _("Somebody else holds this post in those days; end that mandate first.")


class BarredError(MandateError):
    """The person stands on the other side of the table from those whose appeals the post sees."""

    text = _("This person cannot hold this post here: {why}. The post sees members' appeals.")


class FirstAdministratorExistsError(MandateError):
    """The first administrator can be named once only."""

    text = _("An administrator has already been named.")
