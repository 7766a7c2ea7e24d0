"""A process killed with -9 in the middle of a sweep, beside a second one: told once, all told."""

import os
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals import services
from ortaq.modules.appeals.models import Clock, Move
from ortaq.modules.appeals.services import escalating
from ortaq.modules.appeals.tests.factories import appeal, world
from ortaq.modules.membership.tests.factories import World

APPEALS, BATCH = 12, 5
# Sweeps in a process of its own; its second batch stops between the clocks and their trail.
SWEEP = """
import sys, time
import django
django.setup()
from datetime import datetime
from ortaq.modules.appeals import services
from ortaq.modules.appeals.services import escalating

escalating.BATCH = int(sys.argv[2])
record, batches = escalating.audit.record_each, []

def stopping(**values):
    batches.append(1)
    if len(batches) == 2:
        print("in the middle", flush=True)
        time.sleep(60)
    record(**values)

escalating.audit.record_each = stopping
services.escalate_due(now=datetime.fromisoformat(sys.argv[1]))
"""


def sweeping(now: datetime) -> "subprocess.Popen[str]":
    """Start a sweep of its own process on the test's database."""
    settings = connection.settings_dict
    address = f"postgresql://ortaq@{quote(settings['HOST'], safe='')}/{settings['NAME']}"
    own = {
        "ORTAQ_MODE": "test",
        "ORTAQ_DATABASE_URL": address,
        "PYTHONPATH": str(Path(escalating.__file__).parents[4]),
        "DJANGO_SETTINGS_MODULE": "ortaq.config.settings",
    }
    return subprocess.Popen(
        [sys.executable, "-c", SWEEP, now.isoformat(), str(BATCH)],
        env=os.environ | own,
        stdout=subprocess.PIPE,
        text=True,
    )


def shown() -> Counter[int]:
    """Count how often each appeal was shown to those above."""
    return Counter(Move.objects.filter(kind="escalated").values_list("appeal", flat=True))


@pytest.fixture
def late(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a small union whose every clock has passed at one moment."""
    w = world()
    mandate(person("Zhanna"), w.union.miners, Kind.CHAIR)
    for _n in range(APPEALS):
        appeal(w, taken=True)
    run_jobs()
    now = timezone.now()
    Clock.objects.filter(kind="first_word").update(stopped_at=now)
    Clock.objects.filter(kind="answer").update(
        started_at=now - timedelta(days=9), due_at=now, next_at=now
    )
    monkeypatch.setattr(escalating, "BATCH", BATCH)
    return w


def test_a_sweep_killed_beside_another_tells_once_and_forgets_nobody(late: World) -> None:
    now = timezone.now()
    with sweeping(now) as killed:
        assert killed.stdout
        assert killed.stdout.readline() == "in the middle\n"
        assert sum(shown().values()) == BATCH  # the first batch is committed, the second is held
        moved = services.escalate_due(now=now)  # the second worker leaves what the first has
        assert moved == APPEALS - 2 * BATCH
        killed.kill()
    with connection.cursor() as cursor:  # its session ends when PostgreSQL notices
        cursor.execute("SELECT id FROM appeals_clock WHERE kind = 'answer' FOR UPDATE")
    assert services.escalate_due(now=now) == BATCH
    assert services.escalate_due(now=now) == 0
    assert list(shown().values()) == [1] * APPEALS
    assert Entry.objects.filter(action="appeals.escalated").count() == APPEALS
    run_jobs()
    told = Message.objects.filter(kind__in=["appeals.needs_help", "appeals.clocks"])
    people = Counter(told.values_list("person", "kind"))
    assert people
    assert set(people.values()) == {1}, "once a sweep, however many batches and workers"
    assert set(Clock.objects.filter(kind="answer").values_list("told", flat=True)) != {0}
    assert not Clock.objects.filter(kind="answer", rung_at=None).exists()
