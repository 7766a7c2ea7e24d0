"""The register: employers, sites, groups, head-counts, which body works where."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs.models import Body
from ortaq.foundation.orgs.ports import Part
from ortaq.foundation.texts.folding import folded_words
from ortaq.lib.kazid import OKED_DIVISIONS, Bin, BinError
from ortaq.modules.workplaces.models import Attachment, Employer, Group, HeadCount, Site

TYPED = 4  # a shorter word is like too many others
SHOWN = 100  # sites of one body to choose from


def employer(pk: int) -> Employer | None:
    """Return an employer with its group, or None."""
    return Employer.objects.select_related("group", "joined_into").filter(pk=pk).first()


def site(pk: int) -> Site | None:
    """Return a site with its employer, or None."""
    return Site.objects.select_related("employer").filter(pk=pk).first()


def group(pk: int) -> Group | None:
    """Return a group of companies, or None."""
    return Group.objects.filter(pk=pk).first()


def employer_by_bin(bin_text: str) -> Employer | None:
    """Return the employer of a BIN, typed with spaces or without; None also for a wrong one."""
    try:
        digits = Bin.parse(bin_text).digits
    except BinError:
        return None
    return Employer.objects.filter(bin=digits).first()


def employers_by_bins(bins: Iterable[str]) -> dict[str, int]:
    """Return the numbers of employers by BIN (twelve bare digits), in one query."""
    rows = Employer.objects.filter(bin__in=set(bins)).values_list("bin", "pk")
    return {digits: pk for digits, pk in rows if digits}


def employers(*, query: str = "", region: str = "", section: str = "") -> QuerySet[Employer]:
    """Return employers by words of a name or by BIN, region (two digits) and OKED section.

    Unordered: a page sorts by ``sort_key``.
    """
    found = Employer.objects.select_related("group").filter(joined_into__isnull=True)
    for word in folded_words(query):
        found = found.filter(search_text__contains=word)
    if region:
        there = Site.objects.filter(kato__startswith=region)
        found = found.filter(Q(kato__startswith=region) | Q(pk__in=there.values("employer")))
    if section:
        first, last = OKED_DIVISIONS[section]
        found = found.filter(oked__gte=f"{first:02}", oked__lte=f"{last:02}999")
    return found


def site_search(query: str, limit: int = 10) -> list[Site]:
    """Return open sites by words of their name, employer, address or BIN.

    However they are typed (Kazakh letters, Russian ones, Latin). A word that no site has is taken
    for a wrong one, and the likest words are looked for instead.
    """
    words = folded_words(query)
    if not words:
        return []
    today = timezone.localdate()
    open_sites = Site.objects.select_related("employer").filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=today)
    )
    exact = open_sites
    for word in words:
        exact = exact.filter(search_text__contains=word)
    found = list(exact.order_by("sort_key", "pk")[:limit])
    return found or _likest(open_sites, words, limit)


def _likest(sites: QuerySet[Site], words: list[str], limit: int) -> list[Site]:
    """Return the sites that have the known words, and words like those that nobody has."""
    wrong = [w for w in words if not sites.filter(search_text__contains=w).exists()]
    if not wrong or any(len(word) < TYPED for word in wrong):
        return []
    found = sites
    for word in words:
        lookup = "trigram_word_similar" if word in wrong else "contains"
        found = found.filter(**{f"search_text__{lookup}": word})
    likeness = TrigramWordSimilarity(" ".join(wrong), "search_text")
    return list(found.annotate(likeness=likeness).order_by("-likeness", "sort_key", "pk")[:limit])


def sites_of_employer(employer: Employer) -> QuerySet[Site]:
    """Return the sites of an employer, each with its latest head-count."""
    return (
        Site.objects.filter(employer=employer)
        .annotate(
            people=Subquery(_latest().values("people")),
            counted_on=Subquery(_latest().values("on")),
        )
        .order_by("sort_key", "pk")
    )


def _latest() -> QuerySet[HeadCount]:
    rows = HeadCount.objects.filter(site=OuterRef("pk"), on__lte=timezone.localdate())
    return rows.order_by("-on")[:1]


def sites_of(body: Body) -> QuerySet[Site]:
    """Return the sites at which a body's members work today, with the latest head-counts."""
    return sites_of_bodies([body.pk])


def sites_of_bodies(body_ids: Iterable[int]) -> QuerySet[Site]:
    """Return the sites at which members of any of these bodies work, with the head-counts."""
    today = timezone.localdate()
    here = Attachment.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today), body__in=body_ids, since__lte=today
    )
    return (
        Site.objects.filter(pk__in=here.values("site"))
        .select_related("employer")
        .annotate(
            people=Subquery(_latest().values("people")),
            counted_on=Subquery(_latest().values("on")),
        )
        .order_by("sort_key", "pk")
    )


def sites_to_go_along(body: Body) -> Part:
    """Answer the port ``ORGS_GOES_ALONG``: which of its sites are the new body's."""
    sites = sites_of(body)[:SHOWN]
    choices = [(site.pk, site.full_name) for site in sites]
    return Part("workplaces.sites", _("Workplaces that are the new body's"), choices)


def body_of(site: Site, *, day: date | None = None) -> Body | None:
    """Return the body whose members work at a site on a day (today), or None."""
    day = day or timezone.localdate()
    row = Attachment.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day), site=site, since__lte=day
    )
    found = row.select_related("body").first()
    return found.body if found else None


def bodies_at(sites: Sequence[Site]) -> dict[int, Body]:
    """Return the bodies whose members work at some sites today, by site, in one query."""
    today = timezone.localdate()
    rows = Attachment.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today), site__in=sites, since__lte=today
    )
    return {row.site_id: row.body for row in rows.select_related("body")}


def attachments_of(site: Site) -> QuerySet[Attachment]:
    """Return which bodies worked at a site, the newest first."""
    return Attachment.objects.filter(site=site).select_related("body").order_by("-since", "-pk")


def head_counts_of(site: Site) -> list[HeadCount]:
    """Return the head-counts of a site, the oldest first."""
    return list(HeadCount.objects.filter(site=site).order_by("on"))


def head_counts_of_employer(employer: Employer) -> list[tuple[date, int]]:
    """Return how many people an employer had on each day of which any site says: carried on.

    Sites are counted on different days; on each of those days every site stands with its latest
    count until then, so the sum never falls only because one site was counted and another not.
    """
    rows = HeadCount.objects.filter(site__employer=employer).order_by("on", "pk")
    now: dict[int, int] = {}
    sums: dict[date, int] = {}
    for site_id, day, people in rows.values_list("site_id", "on", "people"):
        now[site_id] = people
        sums[day] = sum(now.values())
    return list(sums.items())


_HEAD_COUNTS = """
    SELECT attachment.body_id, SUM(latest.people)::bigint
      FROM workplaces_attachment attachment
      JOIN LATERAL (
            SELECT people FROM workplaces_headcount
             WHERE site_id = attachment.site_id AND "on" <= %(day)s
             ORDER BY "on" DESC LIMIT 1
           ) latest ON true
     WHERE attachment.since <= %(day)s
       AND (attachment.until IS NULL OR attachment.until > %(day)s)
       {among}
     GROUP BY 1
"""
_BELOW = """
       AND attachment.body_id IN (
            SELECT descendant_id FROM orgs_path WHERE ancestor_id = ANY(%(above)s))
"""


def head_count_of_bodies(
    *, day: date | None = None, above: Sequence[int] | None = None
) -> dict[int, int]:
    """Return how many people work at each body's own sites: the latest count by a day (today).

    Of all bodies, or of those ``above`` and everything below them. A body without sites, or whose
    sites were never counted, is absent: not known is not zero.
    """
    sql = _HEAD_COUNTS.format(among="" if above is None else _BELOW)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"day": day or timezone.localdate(), "above": list(above or ())})
        return dict(cursor.fetchall())


def groups() -> QuerySet[Group]:
    """Return the groups of companies with how many employers each has."""
    return Group.objects.annotate(size=Count("employers")).order_by("sort_key", "pk")


def is_filled() -> bool:
    """Whether any employer is registered yet."""
    return Employer.objects.exists()
