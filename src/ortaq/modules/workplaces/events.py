"""Facts of workplaces."""

from dataclasses import dataclass

from ortaq.foundation.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class SideMarked(Event):
    """A person's side at a workplace was said: worker, manager or hr."""

    job_id: int
    user_id: int
    side: str


@dataclass(frozen=True, kw_only=True)
class JobChanged(Event):
    """A person began, changed or ended a job at a site."""

    job_id: int
    user_id: int


@dataclass(frozen=True, kw_only=True)
class HeadCountSet(Event):
    """Somebody said how many people work at a site on a day."""

    site_id: int


@dataclass(frozen=True, kw_only=True)
class SiteAttached(Event):
    """The members of a body work at a site from a day on (ISO); None: no body's do."""

    site_id: int
    body_id: int | None
    on: str
