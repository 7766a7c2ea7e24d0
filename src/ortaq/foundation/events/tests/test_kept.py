"""A kept question answers as the ORM does, for whoever asks it next, in whatever thread."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ortaq.foundation.events.kept import kept
from ortaq.foundation.events.models import Failure

pytestmark = pytest.mark.django_db


def failure(job: int, *, place: str = "here") -> Failure:
    return Failure.objects.create(job_id=job, at=timezone.now(), error="E", place=place)


@kept(int, datetime, str)
def later(job: int, since: datetime, place: str) -> QuerySet[Failure]:
    return Failure.objects.filter(job_id__gt=job, at__gte=since, place=place).order_by("-pk")[:2]


def test_every_call_binds_its_own_values_and_builds_nothing() -> None:
    rows = [failure(n) for n in range(1, 5)]
    failure(9, place="there")
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    assert later(1, long_ago, "here") == [rows[3], rows[2]]
    assert later(3, long_ago, "here") == [rows[3]]
    assert later(1, timezone.now() + timedelta(days=1), "here") == []
    assert later(1, long_ago, "'; DROP TABLE events_failure; --") == []
    with CaptureQueriesContext(connection) as asked:
        found = later(2, long_ago, "here")
        assert [row.error for row in found] == ["E", "E"]
    assert len(asked) == 1


def test_related_rows_deferred_columns_and_plain_values_come_as_from_the_orm() -> None:
    @kept(str)
    def named(codename: str) -> QuerySet[Permission]:
        rows = Permission.objects.filter(codename=codename).select_related("content_type")
        return rows.only("codename", "content_type__model")

    @kept(str)
    def plain(codename: str) -> "QuerySet[Permission, tuple[str, str]]":
        rows = Permission.objects.filter(codename=codename)
        return rows.values_list("codename", "content_type__model")

    with CaptureQueriesContext(connection) as asked:
        (found,) = named("add_failure")
        assert (found.codename, found.content_type.model) == ("add_failure", "failure")
    assert len(asked) == 1
    assert found.get_deferred_fields() == {"name"}
    assert found.name == Permission.objects.get(pk=found.pk).name
    assert plain("add_failure") == [("add_failure", "failure")]
    assert plain("view_failure") == [("view_failure", "failure")]


def test_a_question_that_changes_its_values_is_refused() -> None:
    @kept(int)
    def after(job: int) -> QuerySet[Failure]:
        return Failure.objects.filter(job_id=job + 1)

    @kept(int)
    def nowhere(job: int) -> QuerySet[Failure]:
        return Failure.objects.filter(job_id=F("pk"))

    for question in (after, nowhere):
        with pytest.raises(ValueError, match="not every value"):
            question(1)


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_by_its_own_connection() -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    row = failure(5)
    later(1, long_ago, "here")
    heard: list[list[Failure]] = []

    def ask() -> None:
        heard.append(later(1, long_ago, "here"))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert heard == [[row]]
