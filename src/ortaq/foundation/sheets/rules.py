"""Who may: each layout names the permission that its sheets need, asked of their body.

The staged rows are names and numbers of people. So a sheet is seen by whoever may enter such
sheets there and either sent it or holds a mandate at that very body: not by everybody above.
"""

from typing import Any

import rules

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.selectors import is_here, mandates_of
from ortaq.foundation.sheets import layouts
from ortaq.foundation.sheets.models import Batch


def may_send(user: User, layout: layouts.Layout, body: object) -> bool:
    """Whether a person may enter sheets of a kind into a body."""
    return bool(user.has_perm(layout.permission, body))


@rules.predicate
def sends_any(user: User, _subject: Any = None) -> bool:
    """Whether the person may send some kind of sheet to some body of his posts."""
    return any(
        may_send(user, layout, mandate.body)
        for mandate in mandates_of(user)
        for layout in layouts.layouts()
    )


@rules.predicate
def may_enter(user: User, batch: Any = None) -> bool:
    """Whether the person may enter this sheet; not when its kind is no longer declared."""
    if not isinstance(batch, Batch):
        return False
    try:
        return may_send(user, batch.layout, batch.body)
    except LookupError:
        return False


@rules.predicate
def is_sender_or_here(user: User, batch: Any = None) -> bool:
    """Whether the person sent it, or holds a mandate at its body."""
    return isinstance(batch, Batch) and (
        batch.uploaded_by_id == user.pk or is_here(user, batch.body_id, kinds=tuple(Kind))
    )


rules.add_perm("sheets.open", sends_any)
rules.add_perm("sheets.work", is_sender_or_here & may_enter)
