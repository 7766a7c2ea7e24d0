"""The office's own list of the vertical: bodies with their two parents and chairs.

The room of the vertical stands below this one and cannot declare a layout, so it stands here. A
list opens bodies, completes their names and proposes chairs, whom a second person confirms as
always; it never moves a body that stands somewhere already, because a move needs a decision.
"""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.sheets.bodies.columns import COLUMNS
from ortaq.foundation.sheets.bodies.judging import match
from ortaq.foundation.sheets.bodies.opening import describe, enter, take_back
from ortaq.foundation.sheets.layouts import Layout, register

BODIES = register(
    Layout(
        name="sheets.bodies",
        label=_("Bodies of the vertical"),
        columns=COLUMNS,
        permission="orgs.change_body",
        match=match,
        apply=enter,
        undo=take_back,
        describe=describe,
        chunk=200,  # the whole vertical is held for the length of a chunk
        help=_(
            "One row is one body; parents stand above their children in the list, or are in the "
            "register already. A chair is proposed when the IIN is known, and a second person "
            "confirms as always. Nothing that stands is moved by a list."
        ),
    )
)
