"""A flood: ten thousand appeals from one plant in an hour are one matter, and none is dropped."""

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import rapid
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.models import TOPIC_LABELS, Appeal, Case
from ortaq.modules.appeals.services.cases import enter, next_case_number
from ortaq.modules.appeals.workflow import FLOOD, OPEN, Topic

# One question on two partial indexes. While a case is open the appeals are not counted.
_FLOOD = """
  WITH found AS (
       SELECT id FROM appeals_case
        WHERE closed_at IS NULL AND opened_by_id IS NULL AND topic = %(topic)s
          AND opened_at > %(joins)s AND (body_id = %(body)s OR site_id = %(site)s)
        ORDER BY id LIMIT 1)
SELECT (SELECT id FROM found),
       CASE WHEN EXISTS (SELECT FROM found) THEN 0 ELSE
       (SELECT COUNT(*) FROM (
               SELECT 1 FROM appeals_appeal
                WHERE (body_id = %(body)s OR site_id = %(site)s) AND topic = %(topic)s
                  AND status IN ('submitted', 'in_work') AND case_id IS NULL
                  AND submitted_at > %(since)s
                LIMIT %(enough)s) few) END
"""


def group_flood(appeal: Appeal) -> Case | None:
    """Put a new appeal into the case of its flood, opening one when the rule says so.

    Called inside the transaction that saved the appeal; costs one question while there is no
    flood. The holder is told when the case opens.
    """
    known, count = _ask(appeal)
    if known is None and count <= FLOOD.more_than:
        return None
    if known is None:
        return _open(appeal)
    case = Case.objects.select_related("holder", "desk").get(pk=known)
    enter(appeal, case, None)
    return case


def _ask(appeal: Appeal) -> tuple[int | None, int]:
    now = timezone.now()
    [(known, count)] = rapid.ask(
        _FLOOD,
        {
            "topic": appeal.topic,
            "body": appeal.body_id,
            "site": appeal.site_id,
            "joins": now - FLOOD.joins_for,
            "since": now - FLOOD.within,
            "enough": FLOOD.more_than + 1,
        },
    )
    return known, count


@transaction.atomic
def _open(appeal: Appeal) -> Case:
    """Open the case of a flood; what came in its hour joins it, unless it is locked just now."""
    with connection.cursor() as cursor:  # rivals open one case
        key = f"appeals.flood:{appeal.body_id}:{appeal.topic}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    known, _count = _ask(appeal)
    if known is not None:
        case = Case.objects.select_related("holder", "desk").get(pk=known)
        enter(appeal, case, None)
        return case
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
    return case


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
