"""A worker killed with -9 while a letter is on its way: the letter still leaves."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from ortaq.foundation.events.services import retry_stalled
from ortaq.foundation.events.tests.processes import until, workers
from ortaq.foundation.notify.models import Delivery, Preferences
from ortaq.foundation.notify.services import notify, sweep

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def start(tmp_path, settings, sink, transactional_db):
    server = {
        "ORTAQ_EMAIL_HOST": settings.EMAIL_HOST,
        "ORTAQ_EMAIL_PORT": str(settings.EMAIL_PORT),
        "ORTAQ_EMAIL_TLS": "none",
    }
    with workers(tmp_path, **server) as go:
        yield go


def states() -> list[str]:
    return list(Delivery.objects.values_list("state", flat=True))


def test_a_letter_survives_kill_9_before_and_while_sending(aigul, sink, start):
    midnight = time(0)
    Preferences.objects.create(person=aigul, quiet_from=midnight, quiet_until=midnight)
    notify(users=[aigul], kind="accounts.export_ready", url="/my/")
    assert sink.taken == []  # committed, and no worker lives

    sink.delay = 8  # the server takes its time; the worker dies meanwhile
    worker = start()
    until(lambda: states() == ["sending"])
    worker.kill()
    worker.wait()
    sink.delay = 0
    sink.taken.clear()

    with connection.cursor() as cursor:  # a minute later the worker counts as dead
        cursor.execute("update procrastinate_workers set last_heartbeat = now() - interval '61 s'")
    assert retry_stalled() == 1
    Delivery.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    assert sweep() == 1
    assert start("--one-shot").wait(60) == 0
    assert states() == ["sent"]
    assert sink.recipients[-1] == "aigul@example.org"
    assert Delivery.objects.get().attempts == 2
