"""Lists of members as offices keep them: what their columns mean, and what is done with them.

A row is a person; the sheet goes into a primary, or into a body above, and then names the primary
of each row. Nothing that the register knows is overwritten: a row fills what is empty, and adds
the membership and the job. The rest of the road is in ``matching`` and ``entering``.
"""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.sheets.layouts import Layout, register
from ortaq.modules.membership.layouts.columns import COLUMNS
from ortaq.modules.membership.layouts.entering import enter, take_back
from ortaq.modules.membership.layouts.matching import describe, match
from ortaq.modules.membership.layouts.presets import PRESETS

MEMBERS = register(
    Layout(
        name="membership.members",
        label=_("Members"),
        columns=COLUMNS,
        permission="membership.bring_table",
        presets=PRESETS,
        match=match,
        apply=enter,
        undo=take_back,
        describe=describe,
        help=_(
            "One row is one member whose signed application is kept. The name is needed; with the "
            "IIN, or with the date of birth, people are found who are in the register already. "
            "What the register knows is never overwritten. A list for a body above needs a column "
            "with the name or number of each primary."
        ),
    )
)
