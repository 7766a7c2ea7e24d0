"""Jobs of persons, their sides, and the bar that follows from a side."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ortaq.foundation.events import rapid
from ortaq.foundation.events.kept import kept
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Mandate, Path
from ortaq.foundation.texts.quotes import inner
from ortaq.modules.workplaces.models import EMPLOYER_SIDE, Attachment, Job, Side, Site
from ortaq.modules.workplaces.rules import CASE_KINDS

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ortaq.foundation.accounts.models import User

_CACHE = "_employer_side_of_the_day"


def job(pk: int) -> Job | None:
    """Return a job with its person and site, or None."""
    return Job.objects.select_related("user", "site__employer", "marked_by").filter(pk=pk).first()


def jobs_of(user: "User") -> list[Job]:
    """Return where a person works today, the longest first."""
    rows = Job.objects.live_on(timezone.localdate()).filter(user=user)
    return list(rows.select_related("site__employer", "marked_by").order_by("since", "pk"))


def past_jobs_of(user: "User") -> list[Job]:
    """Return where a person worked before, the latest first."""
    rows = Job.objects.filter(user=user, until__lt=timezone.localdate())
    return list(rows.select_related("site__employer").order_by("-until", "-pk"))


def sides_at(site: Site) -> dict[Side, int]:
    """Return how many registered persons work at a site, by side: counts, no names."""
    rows = Job.objects.live_on(timezone.localdate()).filter(site=site)
    found = dict(rows.order_by().values_list("side").annotate(n=Count("pk")))
    return {side: found.get(side.value, 0) for side in Side}


def employer_side_at(site: Site) -> QuerySet[Job]:
    """Return the marks at a site with their persons, for the officers of the body there."""
    rows = Job.objects.live_on(timezone.localdate()).filter(
        Q(site=site) | Q(whole_employer=True, site__employer=site.employer_id),
        side__in=EMPLOYER_SIDE,
    )
    return rows.select_related("user", "marked_by", "site").order_by("user__sort_key", "pk")


# The bar


@dataclass(frozen=True)
class Sides:
    """Where a person sits on the employer's side today: bodies, sites, whole employers."""

    bodies: frozenset[int] = frozenset()
    sites: frozenset[int] = frozenset()
    employers: frozenset[int] = frozenset()


def sides_of(user: "User | AnonymousUser") -> Sides:
    """Return where the user sits on the employer's side.

    Kept on the user object until ``forget_sides`` or midnight, so a request asks once.
    """
    if user.pk is None:
        return Sides()
    today = timezone.localdate()
    day, sides = getattr(user, _CACHE, (None, Sides()))
    if day != today:
        sides = _sides(user.pk, today)
        setattr(user, _CACHE, (today, sides))
    return sides


def _sides(user_id: int, today: date) -> Sides:
    rows = _marks(user_id, today)
    if not rows:
        return Sides()
    sites = frozenset(site for site, _employer, _whole in rows)
    employers = frozenset(employer for _site, employer, whole in rows if whole)
    found = _attached(today).filter(Q(site__in=sites) | Q(site__employer__in=employers))
    return Sides(frozenset(found.values_list("body_id", flat=True)), sites, employers)


@kept(int, date)
def _marks(user_id: int, today: date) -> "QuerySet[Job, tuple[int, int, bool]]":
    marks = Job.objects.live_on(today).filter(user=user_id, side__in=EMPLOYER_SIDE)
    return marks.values_list("site_id", "site__employer_id", "whole_employer")


def _attached(day: date) -> QuerySet[Attachment]:
    return Attachment.objects.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


def forget_sides(user: "User") -> None:
    """Make ``sides_of`` ask the database again; services call it after a change."""
    vars(user).pop(_CACHE, None)


def employer_side_bodies(user: "User | AnonymousUser") -> frozenset[int]:
    """Return the bodies at whose sites the user sits on the employer's side today."""
    return sides_of(user).bodies


def is_employer_side(user: "User | AnonymousUser", body: Body | int) -> bool:
    """Whether the user is a manager or HR officer at a workplace of this very body."""
    return (body.pk if isinstance(body, Body) else body) in sides_of(user).bodies


def is_employer_side_in(user: "User | AnonymousUser", site_id: int) -> bool:
    """Whether the user is a manager or HR officer at this site, or of its whole employer."""
    sides = sides_of(user)
    if not sides.sites or site_id in sides.sites:
        return bool(sides.sites)
    return Site.objects.filter(pk=site_id, employer__in=sides.employers).exists()


def people_under(user: "User | AnonymousUser") -> QuerySet[Job, int] | None:
    """Return, as a subquery of ids, who works where the user sits on the employer's side.

    None for everybody who does not: then there is nothing to leave out.
    """
    sides = sides_of(user)
    if not sides.sites:
        return None
    jobs = Job.objects.live_on(timezone.localdate()).filter(
        Q(site__in=sides.sites) | Q(site__employer__in=sides.employers)
    )
    return jobs.values_list("user_id", flat=True)


def is_employer_side_to(user: "User | AnonymousUser", person_id: int) -> bool:
    """Whether the user is a manager or HR officer where this person works."""
    people = people_under(user)
    return people is not None and people.filter(user=person_id).exists()


_SIDES = ", ".join(f"'{side.value}'" for side in sorted(EMPLOYER_SIDE))
_MARKS = f"""
    SELECT j.user_id, j.site_id, s.employer_id, j.whole_employer
      FROM workplaces_job j JOIN workplaces_site s ON s.id = j.site_id
     WHERE j.user_id = ANY(%(users)s) AND j.side IN ({_SIDES})
       AND (j.since IS NULL OR j.since <= %(today)s)
       AND (j.until IS NULL OR j.until >= %(today)s)
"""  # noqa: S608 -- words of our own


def employer_side_among(
    user_ids: Collection[int],
    body: Body,
    *,
    person_id: int | None = None,
    site: Site | None = None,
) -> set[int]:
    """Return who of these people sits on the employer's side at a workplace of a body.

    With ``person_id`` also who does where that person works, whatever body works there, and with
    ``site`` who does at that site.
    """
    if not user_ids:
        return set()
    today = timezone.localdate()
    marks = rapid.ask(_MARKS, {"users": rapid.among(user_ids), "today": today})
    if not marks:  # nearly always: one question, not three
        return set()
    places = set(_attached(today).filter(body=body).values_list("site", "site__employer"))
    if person_id is not None:
        own = Job.objects.live_on(today).filter(user=person_id)
        places |= set(own.values_list("site", "site__employer"))
    if site is not None:
        places.add((site.pk, site.employer_id))
    sites = {place for place, _employer in places}
    employers = {employer for _place, employer in places}
    return {user for user, at, of, whole in marks if at in sites or (whole and of in employers)}


def barred(user: "User", body: Body, kind: str) -> str | None:
    """Answer the port of the vertical: why this person cannot hold this post, or None.

    A mandate that sees appeals is barred at a body when the person is a manager or HR officer at
    a workplace of that body or of any body that the mandate would reach.
    """
    if Kind(kind) not in CASE_KINDS:
        return None
    forget_sides(user)  # a grant is no place for what was true at the beginning of a request
    sides = sides_of(user).bodies
    if not sides:
        return None
    below = Path.objects.filter(ancestor=body, descendant__in=sides).values("descendant")
    where = Body.objects.filter(Q(pk__in=below) | Q(pk=body.pk), pk__in=sides).first()
    if where is None:
        return None
    return _("a manager or HR officer at a workplace of “{body}”").format(body=inner(where.name))


@dataclass(frozen=True)
class Conflict:
    """An open mandate that a mark bars."""

    mandate_id: int
    job_id: int


_CONFLICTS = """
    WITH held AS (
        SELECT id, user_id, body_id FROM orgs_mandate
         WHERE state = ANY(%(states)s) AND kind = ANY(%(kinds)s)
           AND (until IS NULL OR until >= %(day)s)
           AND (%(users)s::bigint[] IS NULL OR user_id = ANY(%(users)s::bigint[]))
    ), marked AS (
        SELECT job.id, job.user_id, job.site_id, job.whole_employer, site.employer_id
          FROM workplaces_job job JOIN workplaces_site site ON site.id = job.site_id
         WHERE job.side IN ('manager', 'hr')
           AND job.user_id IN (SELECT user_id FROM held)
           AND (job.since IS NULL OR job.since <= %(day)s)
           AND (job.until IS NULL OR job.until >= %(day)s)
    ), place AS (
        SELECT id, user_id, site_id FROM marked
         UNION
        SELECT marked.id, marked.user_id, site.id
          FROM marked JOIN workplaces_site site ON site.employer_id = marked.employer_id
         WHERE marked.whole_employer
    )
    SELECT held.id, MIN(place.id)
      FROM place
      JOIN workplaces_attachment attachment ON attachment.site_id = place.site_id
       AND attachment.since <= %(day)s
       AND (attachment.until IS NULL OR attachment.until > %(day)s)
      JOIN held ON held.user_id = place.user_id
     WHERE (held.body_id = attachment.body_id
            OR EXISTS (SELECT 1 FROM orgs_path path
                        WHERE path.ancestor_id = held.body_id
                          AND path.descendant_id = attachment.body_id))
       AND (%(body)s::bigint IS NULL OR attachment.body_id = %(body)s OR EXISTS (
            SELECT 1 FROM orgs_path path WHERE path.ancestor_id = %(body)s
               AND path.descendant_id = attachment.body_id))
     GROUP BY 1 ORDER BY 1
"""


def conflicts(
    *, user_ids: Iterable[int] | None = None, body_id: int | None = None
) -> list[Conflict]:
    """Return the open mandates that marks bar today: of some people, or about a body and below."""
    with connection.cursor() as cursor:
        cursor.execute(
            _CONFLICTS,
            {
                "day": timezone.localdate(),
                "states": [state.value for state in Mandate.OPEN],
                "kinds": sorted(kind.value for kind in CASE_KINDS),
                "users": None if user_ids is None else list(user_ids),
                "body": body_id,
            },
        )
        return [Conflict(*row) for row in cursor.fetchall()]
