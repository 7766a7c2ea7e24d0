"""How acts on sheets read in the audit trail, and what people are told."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import sentence
from ortaq.foundation.audit.subjects import subject
from ortaq.foundation.notify.kinds import message_group, message_kind
from ortaq.foundation.sheets import layouts


def _label(name: str) -> Promise | str:
    """Return how a kind of sheet is called; its name when no app declares it any more."""
    try:
        return layouts.layout(name).label
    except LookupError:
        return name


for _action, _text in (
    ("received", _("sent a sheet: {layout}")),
    ("columns_chosen", _("named the columns of a sheet: {layout}")),
    ("head_chosen", _("said that the headers of a sheet stand in row {row}: {layout}")),
    ("read_again", _("had a sheet read anew: {layout}")),
    ("confirmed", _("confirmed a sheet of {rows} rows: {layout}")),
    ("resumed", _("let a stopped sheet go on: {layout}")),
    ("entered", _("entered a sheet: {layout}; {made} new, {changed} changed")),
    ("taken_back", _("began to take a sheet back: {layout}")),
    ("undone", _("took a sheet back: {layout}; {kept} could not be undone")),
    ("laid_aside", _("laid a sheet aside: {layout}")),
):
    sentence(f"sheets.{_action}", _text, layout=_label)

subject("sheets.batch", _("Sheet"))
message_group("sheets", _("My sheets"))
message_kind(
    "sheets.entered",
    title=_("Your sheet is entered"),
    text=_("{made} rows are new and {changed} changed. For a day you can take it back."),
)
