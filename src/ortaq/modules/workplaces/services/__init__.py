"""Acts: the register by ``register``, bodies by ``attaching``, persons by ``jobs``, imports by
``bulk``, and the bar that follows from a mark by ``bar``."""

from ortaq.modules.workplaces.errors import (
    BinTakenError,
    GroundMissingError,
    JoinedError,
    MarkedError,
    NamelessError,
    NotAPrimaryError,
    OtherEmployerError,
    OutOfReachError,
    SiteClosedError,
    SiteTakenError,
    WorkplacesError,
    WrongBinError,
    WrongDayError,
)
from ortaq.modules.workplaces.services.attaching import (
    attach_site,
    close_site,
    detach_site,
    hand_sites_over,
    leave_sites_of,
)
from ortaq.modules.workplaces.services.bar import enforce_bar
from ortaq.modules.workplaces.services.jobs import end_job, mark_side, set_job
from ortaq.modules.workplaces.services.joining import join_employers
from ortaq.modules.workplaces.services.people import follow_joined_records
from ortaq.modules.workplaces.services.register import (
    add_employer,
    add_group,
    add_site,
    change_employer,
    change_site,
    set_head_count,
)

__all__ = [
    "BinTakenError",
    "GroundMissingError",
    "JoinedError",
    "MarkedError",
    "NamelessError",
    "NotAPrimaryError",
    "OtherEmployerError",
    "OutOfReachError",
    "SiteClosedError",
    "SiteTakenError",
    "WorkplacesError",
    "WrongBinError",
    "WrongDayError",
    "add_employer",
    "add_group",
    "add_site",
    "attach_site",
    "change_employer",
    "change_site",
    "close_site",
    "detach_site",
    "end_job",
    "enforce_bar",
    "follow_joined_records",
    "hand_sites_over",
    "join_employers",
    "leave_sites_of",
    "mark_side",
    "set_head_count",
    "set_job",
]
