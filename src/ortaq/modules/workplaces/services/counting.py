"""What a table of employers leaves beside them, and takes back: head-counts and first sites."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from ortaq.modules.workplaces.models import HeadCount, Site
from ortaq.modules.workplaces.services.bulk import set_head_counts


@transaction.atomic
def count_people(
    *, rows: Mapping[int, int], on: date, source: str
) -> dict[int, tuple[int, int | None]]:
    """Write head-counts of one day by site; return {site: (number of it, what stood there)}.

    None where nothing stood. A count that is the same already is not written again.
    """
    before = dict(HeadCount.objects.filter(site__in=rows, on=on).values_list("site", "people"))
    fresh = {site: people for site, people in rows.items() if before.get(site) != people}
    set_head_counts(rows=fresh, on=on, source=source)
    written = HeadCount.objects.filter(site__in=fresh, on=on).values_list("site", "pk")
    return {site: (pk, before.get(site)) for site, pk in written}


@transaction.atomic
def undo_counts(*, made: Mapping[int, int | None]) -> None:
    """Take head-counts back: {number of the count: what stood there before, or None}."""
    HeadCount.objects.filter(pk__in=[pk for pk, old in made.items() if old is None]).delete()
    rows = list(
        HeadCount.objects.select_for_update().filter(
            pk__in=[pk for pk, old in made.items() if old is not None]
        )
    )
    for row in rows:
        row.people = made[row.pk] or 0
    HeadCount.objects.bulk_update(rows, ["people"], batch_size=500)


@transaction.atomic
def undo_sites(*, ids: Sequence[int]) -> set[int]:
    """Take back sites that a table has just made; return those that are used by now."""
    used: set[int] = set()
    for relation in Site._meta.related_objects:  # noqa: SLF001 -- Django documents it
        column = relation.field.attname
        rows = relation.related_model._base_manager.filter(**{f"{column}__in": ids})  # noqa: SLF001
        used.update(rows.values_list(column, flat=True))
    Site.objects.filter(pk__in=set(ids) - used).delete()
    return used
