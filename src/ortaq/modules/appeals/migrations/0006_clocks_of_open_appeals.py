"""Give the appeals that are open already their clocks: a few statements, whatever their number.

The answer's clock stands on the day that was promised. A first word was not promised then, so its
clock begins with this release, for those to whom nobody has written yet: one working day.
"""

from datetime import datetime, timedelta

from django.db import migrations
from django.utils import timezone

from ortaq.lib.workdays import KZ

ANSWERS = """
    INSERT INTO appeals_clock (appeal_id, kind, rule, to_whom, started_at, due_at, provisional,
                               next_at, told)
    SELECT id, 'answer',
           CASE urgency WHEN 'danger' THEN 'answer_danger' WHEN 'simple' THEN 'answer_simple'
                        ELSE 'answer' END,
           '', submitted_at,
           GREATEST(submitted_at, due.at), false,
           GREATEST(submitted_at, due.at - interval '2 days'), 0
      FROM appeals_appeal,
           LATERAL (SELECT (due_on + 1)::timestamp AT TIME ZONE %s - interval '1 second' AS at) due
     WHERE status IN ('submitted', 'in_work')
       AND NOT EXISTS (SELECT FROM appeals_clock clock
                        WHERE clock.appeal_id = appeals_appeal.id AND clock.kind = 'answer'
                          AND clock.stopped_at IS NULL)
"""
FIRST_WORDS = """
    INSERT INTO appeals_clock (appeal_id, kind, rule, to_whom, started_at, due_at, provisional,
                               next_at, told)
    SELECT id, 'first_word', 'first_word', '', %s, %s, false, %s, 0
      FROM appeals_appeal
     WHERE status IN ('submitted', 'in_work') AND first_word_at IS NULL
       AND NOT EXISTS (SELECT FROM appeals_reply reply WHERE reply.appeal_id = appeals_appeal.id)
       AND NOT EXISTS (SELECT FROM appeals_clock clock
                        WHERE clock.appeal_id = appeals_appeal.id AND clock.kind = 'first_word'
                          AND clock.stopped_at IS NULL)
"""


def start(apps, schema_editor):
    now = timezone.now()
    here = timezone.localtime(now)
    day = KZ.add(here.date(), 1)
    due = timezone.make_aware(datetime(day.year, day.month, day.day, 18))
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(ANSWERS, [timezone.get_default_timezone_name()])
        cursor.execute(FIRST_WORDS, [now, due, due - timedelta(hours=3)])


class Migration(migrations.Migration):
    dependencies = [("appeals", "0005_clocks_that_look_again")]
    operations = [migrations.RunPython(start, migrations.RunPython.noop)]
