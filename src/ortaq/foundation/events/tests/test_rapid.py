"""The short way to the database: every column, one statement, the caller's transaction."""

from contextlib import suppress

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ortaq.foundation.events import jobs, rapid
from ortaq.foundation.events.models import Failure

pytestmark = pytest.mark.django_db


def failure(job: int) -> Failure:
    return Failure(job_id=job, at=timezone.now(), error="E", place=f"here {job}")


def test_rows_are_saved_whole_by_one_statement() -> None:
    rows = [failure(1), failure(2)]
    with CaptureQueriesContext(connection) as asked:
        rapid.insert(*rows)
    assert len(asked) == 1
    for row in rows:
        kept = Failure.objects.get(pk=row.pk)
        names = [field.attname for field in Failure._meta.concrete_fields]
        assert [getattr(kept, name) for name in names] == [getattr(row, name) for name in names]
        assert not row._state.adding


def test_it_belongs_to_the_transaction_and_speaks_djangos_errors() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rapid.insert(failure(3), failure(3))
    rapid.insert(failure(3))  # a rollback forgets what was prepared
    assert Failure.objects.count() == 1


def test_numbers_of_any_size_are_one_statement() -> None:
    rapid.insert(failure(1), failure(2**40))
    asked = "SELECT job_id FROM events_failure WHERE job_id = ANY(%(ids)s) ORDER BY 1"
    assert rapid.ask(asked, {"ids": rapid.among([1, 2**40])}) == [(1,), (2**40,)]
    one = "SELECT place FROM events_failure WHERE job_id = %s"
    assert [rapid.ask(one, [job]) for job in (1, 2**40)] == [
        [("here 1",)], [(f"here {2**40}",)],
    ]  # fmt: skip


def test_an_act_writes_together_at_its_end_and_nothing_after_an_error() -> None:
    with CaptureQueriesContext(connection) as asked, rapid.together():
        rapid.add(failure(1))
        with rapid.together():  # an act within an act
            rapid.add(failure(2), Session(session_key="s", expire_date=timezone.now()))
        jobs.add("events.tidy", [{}, {}])
        assert not Failure.objects.exists()
    assert Session.objects.filter(pk="s").exists()
    assert len(asked) == 3  # the question above, the rows, the jobs
    assert list(Failure.objects.order_by("pk").values_list("job_id", flat=True)) == [1, 2]
    with suppress(ZeroDivisionError), rapid.together():
        rapid.add(failure(4))
        _ = 1 / 0
    rapid.add(failure(5))  # alone: at once
    assert Failure.objects.filter(job_id__gt=2).get().job_id == 5
