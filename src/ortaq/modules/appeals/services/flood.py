"""A flood: ten thousand appeals from one plant in an hour are one matter, and none is dropped."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import rapid
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.models import TOPIC_LABELS, Appeal, Case, Move
from ortaq.modules.appeals.services.cases import enter, join, keeps_officer, next_case_number
from ortaq.modules.appeals.services.moves import note
from ortaq.modules.appeals.workflow import FLOOD, OPEN, Topic

# One question on two partial indexes. While a case is open the appeals are not counted.
_FLOOD = """
  WITH found AS (
       SELECT id, number, holder_id, desk_id FROM appeals_case
        WHERE closed_at IS NULL AND opened_by_id IS NULL AND topic = %(topic)s
          AND opened_at > %(joins)s AND (body_id = %(body)s OR site_id = %(site)s)
        ORDER BY id LIMIT 1)
SELECT f.id, f.number, f.holder_id, f.desk_id,
       CASE WHEN f.id IS NOT NULL THEN 0 ELSE
       (SELECT COUNT(*) FROM (
               SELECT 1 FROM appeals_appeal
                WHERE (body_id = %(body)s OR site_id = %(site)s) AND topic = %(topic)s
                  AND status IN ('submitted', 'in_work') AND case_id IS NULL
                  AND submitted_at > %(since)s
                LIMIT %(enough)s) few) END
  FROM (SELECT) one LEFT JOIN found f ON true
"""


class Flood(NamedTuple):
    """The open case of a flood: what a new appeal needs to know of it."""

    case_id: int
    number: str
    holder_id: int | None
    desk_id: int


def join_flood(appeal: Appeal, able: Collection[tuple[int, int]]) -> Callable[[], None] | None:
    """Put a new appeal, not yet saved, into the case of its flood, if there is one.

    ``able`` says who could hold it, and at which desks. Return what is to be done once it is
    saved: note that it joined, or open the case of which it is the last drop.
    """
    flood, before = _ask(appeal)
    if flood:
        _enter(appeal, flood, able)
        return lambda: _note(appeal, flood)
    return (lambda: _open(appeal)) if before >= FLOOD.more_than else None


def _enter(appeal: Appeal, flood: Flood, able: Collection[tuple[int, int]]) -> None:
    """Do as ``cases.enter`` does, without loading the case for an officer known to be able."""
    if flood.holder_id == appeal.holder_id or (flood.holder_id, flood.desk_id) in able:
        appeal.case_id = flood.case_id
        if flood.holder_id != appeal.holder_id and not keeps_officer(appeal):
            appeal.holder_id, appeal.desk_id = flood.holder_id, flood.desk_id
    else:
        join(appeal, Case.objects.select_related("holder", "desk").get(pk=flood.case_id))


def _note(appeal: Appeal, flood: Flood) -> None:
    note(appeal, Move.Kind.GROUPED, who=None, to_id=appeal.holder_id, words=flood.number)


def _ask(appeal: Appeal) -> tuple[Flood | None, int]:
    """Return the open case, or how many there were of this place and topic within the hour."""
    now = timezone.now()
    [(*case, count)] = rapid.ask(
        _FLOOD,
        {
            "topic": appeal.topic,
            "body": appeal.body_id,
            "site": appeal.site_id,
            "joins": now - FLOOD.joins_for,
            "since": now - FLOOD.within,
            "enough": FLOOD.more_than,
        },
    )
    return Flood(*case) if case[0] else None, count


@transaction.atomic
def _open(appeal: Appeal) -> None:
    """Open the case of a flood; what came in its hour joins it, unless it is locked just now."""
    with connection.cursor() as cursor:  # rivals open one case
        key = f"appeals.flood:{appeal.body_id}:{appeal.topic}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    flood, _count = _ask(appeal)
    if flood:
        case = Case.objects.select_related("holder", "desk").get(pk=flood.case_id)
        enter(appeal, case, None)
        return
    case = Case.objects.create(
        number=next_case_number(),
        title=_title(appeal),
        topic=appeal.topic,
        body=appeal.body,
        site_id=appeal.site_id,
        desk=appeal.desk,
        holder=appeal.holder,
        opened_at=timezone.now(),
    )
    audit.record(
        action="appeals.case_opened",
        subject=case,
        actor=None,
        body_id=case.desk_id,
        params={"number": case.number},
    )
    enter(appeal, case, None)
    place = Q(body=appeal.body_id) | Q(site=appeal.site_id, site__isnull=False)
    rows = Appeal.objects.select_for_update(of=("self",), skip_locked=True).filter(
        place,
        topic=appeal.topic,
        status__in=OPEN,
        case=None,
        submitted_at__gt=timezone.now() - FLOOD.within,
    )
    for row in rows.select_related("author", "holder", "body", "desk").order_by("pk"):
        enter(row, case, None)
    _tell(case)


def _title(appeal: Appeal) -> str:
    """Say the matter in the language of who will work on it; he words it better later."""
    language = appeal.holder.language if appeal.holder else "kk"
    with override(language):
        words = _("{topic}: many appeals from {body}")
        label = TOPIC_LABELS[Topic(appeal.topic)]
        return words.format(topic=label, body=appeal.body)[:200]


def _tell(case: Case) -> None:
    """Tell the holder of the flood once; of its appeals he is told together (``telling``)."""
    notify(
        users=[case.holder] if case.holder else [],
        kind="appeals.flood",
        params={"case": case.number},
        url=f"/desk/appeals/cases/{case.number}/",
    )
