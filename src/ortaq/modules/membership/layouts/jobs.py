"""Where the people of a list work: the site by BIN and name, or the one of their primary."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ortaq.modules.membership.layouts.reading import day_of
from ortaq.modules.workplaces import selectors as workplaces
from ortaq.modules.workplaces.selectors import bulk

Values = Mapping[str, str]


class Found(NamedTuple):
    """A site; or, where an employer has none yet, the employer who will get one of his name."""

    site_id: int | None = None
    employer_id: int | None = None

    def __bool__(self) -> bool:
        return any(self)


class Jobs:
    """Answers for a page of rows at a time, after ``look_up`` has asked for all of them."""

    def __init__(self) -> None:
        self.of_bodies: dict[int, list[bulk.Place]] = {}
        self.of_employers: dict[int, list[bulk.Place]] = {}
        self.employers: dict[str, int] = {}
        self.open: dict[int, list[bulk.OpenJob]] = {}
        self.said: dict[tuple[int | None, str, str], Found] = {}

    def look_up(self, rows: Iterable[tuple[int | None, int | None, Values]]) -> None:
        """Ask for the sites and jobs of rows: (person or None, primary or None, values)."""
        rows = [row for row in rows if wants(row[2])]
        bodies = {body for _user, body, _values in rows if body} - self.of_bodies.keys()
        self.of_bodies |= {body: [] for body in bodies} | bulk.places_of_bodies(bodies)
        bins = {values["employer_bin"] for _user, _body, values in rows}
        fresh = workplaces.employers_by_bins(bins - self.employers.keys() - {""})
        self.employers |= fresh
        self.of_employers |= bulk.places_of_employers(set(fresh.values()))
        self.said = {}
        self.open = bulk.open_jobs_of({user for user, _body, _values in rows if user})

    def place_of(self, body_id: int | None, values: Values) -> Found:
        """Return where a row's person works; empty when the register does not know the place."""
        key = (body_id, values["employer_bin"], values["site"])
        if key not in self.said:
            self.said[key] = self._find(body_id, values)
        return self.said[key]

    def _find(self, body_id: int | None, values: Values) -> Found:
        name = bulk.fold_name(values["site"])
        if values["employer_bin"]:
            employer = self.employers.get(values["employer_bin"])
            places = self.of_employers.get(employer, []) if employer else []
            site = _named(places, name) or (places[0].site_id if places else None)
            return Found(site, None if site else employer)
        places = self.of_bodies.get(body_id, []) if body_id else []
        only = places[0].site_id if len(places) == 1 else None
        return Found(_named(places, name) or only)

    def is_known(self, user_id: int, place: Found, values: Values) -> bool:
        """Whether the register already says of a person what the row says of his job."""
        since = day_of(values["job_since"])
        return any(
            job.site_id == place.site_id
            and values["position"] in {"", job.position}
            and since in {None, job.since}
            for job in self.open.get(user_id, [])
        )


def wants(values: Values) -> bool:
    """Whether a row says anything about a job."""
    return bool(values["employer_bin"] or values["site"] or values["position"])


def _named(places: Iterable[bulk.Place], name: str) -> int | None:
    return next((place.site_id for place in places if name and name in place.names), None)
