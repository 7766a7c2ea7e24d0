"""Reads of appeals: one's own, the desk's queue, the register, counts, a receipt."""

from ortaq.modules.appeals.calendar import calendar
from ortaq.modules.appeals.selectors.absences import (
    absence_of,
    absences_of,
    deputies_for,
    stood_in_by,
)
from ortaq.modules.appeals.selectors.clocks import (
    calendar_entries,
    calendar_entry,
    clocks_of,
    needing_help,
    shown_clocks_of,
)
from ortaq.modules.appeals.selectors.desk import (
    answered_like,
    at_desks_of,
    desk_of,
    desks_kept,
    following,
    holds_case_of,
    kept_away,
    named_to,
    queue_of,
)
from ortaq.modules.appeals.selectors.figures import (
    Shown,
    periods,
    published,
    published_for,
    published_of,
    report,
    reports_for,
)
from ortaq.modules.appeals.selectors.head import head_of, waiting_with
from ortaq.modules.appeals.selectors.one import (
    CARRIED,
    appeal,
    attachment,
    by_public_id,
    files_of,
    is_agreed,
    moves_of,
    replies_of,
)
from ortaq.modules.appeals.selectors.outcomes import last_outcome, promised_day, waiting_outcome
from ortaq.modules.appeals.selectors.own import (
    InWork,
    StandingLine,
    appeals_of,
    by_key,
    in_work_of,
    standing_lines,
)
from ortaq.modules.appeals.selectors.receipt import (
    Standing,
    standing_of,
)
from ortaq.modules.appeals.selectors.register import (
    Load,
    loads_below,
    register_for,
)
from ortaq.modules.appeals.selectors.reviews import (
    content_of,
    marks_of,
    review,
    reviews_for,
    reviews_of,
)
from ortaq.modules.appeals.selectors.totals import (
    Totals,
    count_by_body,
    count_by_state,
    count_late,
    totals,
)

__all__ = [
    "CARRIED",
    "InWork",
    "Load",
    "Shown",
    "Standing",
    "StandingLine",
    "Totals",
    "absence_of",
    "absences_of",
    "answered_like",
    "appeal",
    "appeals_of",
    "at_desks_of",
    "attachment",
    "by_key",
    "by_public_id",
    "calendar",
    "calendar_entries",
    "calendar_entry",
    "clocks_of",
    "content_of",
    "count_by_body",
    "count_by_state",
    "count_late",
    "deputies_for",
    "desk_of",
    "desks_kept",
    "files_of",
    "following",
    "head_of",
    "holds_case_of",
    "in_work_of",
    "is_agreed",
    "kept_away",
    "last_outcome",
    "loads_below",
    "marks_of",
    "moves_of",
    "named_to",
    "needing_help",
    "periods",
    "promised_day",
    "published",
    "published_for",
    "published_of",
    "queue_of",
    "register_for",
    "replies_of",
    "report",
    "reports_for",
    "review",
    "reviews_for",
    "reviews_of",
    "shown_clocks_of",
    "standing_lines",
    "standing_of",
    "stood_in_by",
    "totals",
    "waiting_outcome",
    "waiting_with",
]
