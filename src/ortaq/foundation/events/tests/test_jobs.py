"""Names, dead letters, housekeeping, the numbers of the queues."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

import ortaq
from ortaq.foundation.events import jobs, selectors, services
from ortaq.foundation.events.models import Failure
from ortaq.foundation.events.testing import run_jobs, waiting

SOURCE = Path(ortaq.__file__).parent
ran: list[str] = []


def _make(name: str, **options) -> None:
    if name not in jobs.names():
        jobs.task(name, **options)(lambda **args: ran.append(args.get("word", name)))


_make("tests.write")
_make("tests.alone", queue="alone")


@pytest.fixture(autouse=True)
def _clean() -> None:
    ran.clear()


@pytest.fixture
def saule(db):
    return get_user_model().objects.create_user(
        email="saule@example.org", family_name="Ахметова", given_name="Сауле"
    )


def sql(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def dead(name: str = "tests.write", **args) -> int:
    """Make a dead letter."""
    job_id = jobs.defer(name, **args)
    sql("update procrastinate_jobs set status='doing' where id=%s", job_id)
    sql("select procrastinate_finish_job_v1(%s, 'failed', false)", job_id)
    sql("update procrastinate_jobs set attempts=7 where id=%s", job_id)
    return job_id


def literal_names() -> set[tuple[str, str]]:
    """Return (file, name) of each job that our sources defer by a literal name."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called, name = ast.unparse(node.func).removeprefix("jobs."), node.args[0]
            writes = called in {"defer", "defer_once", "defer_many", "add"}
            if writes and isinstance(name, ast.Constant):
                found.add((str(path.relative_to(SOURCE)), str(name.value)))
    return found


def test_each_deferred_name_exists():
    found = literal_names()
    assert ("foundation/events/bus.py", "events.deliver") in found
    assert {(path, name) for path, name in found if name not in jobs.names()} == set()


@pytest.mark.django_db
def test_an_unknown_name_is_refused_at_once():
    with pytest.raises(LookupError, match=r"no job is called tests\.nothing"):
        jobs.defer("tests.nothing")


def test_a_name_is_never_given_twice():
    with pytest.raises(ValueError, match=r"tests\.write"):
        jobs.task("tests.write")(print)


@pytest.mark.django_db
def test_a_rollback_leaves_no_job_and_a_commit_exactly_one():
    with transaction.atomic():
        jobs.defer("tests.write", word="lost")
        transaction.set_rollback(True)
    with transaction.atomic():
        jobs.defer("tests.write", word="kept")
    assert [job.args for job in waiting()] == [{"word": "kept"}]


@pytest.mark.django_db
def test_a_job_for_later_waits_for_its_hour():
    moment = timezone.now() + timedelta(hours=3)
    jobs.defer("tests.write", at=moment, word="later")
    assert run_jobs() == 0
    assert run_jobs(at=moment) == 1
    assert ran == ["later"]


@pytest.mark.django_db
def test_a_job_for_later_may_not_hold_up_the_queue_alone():
    with pytest.raises(ValueError, match="alone"):
        jobs.defer("tests.alone", at=timezone.now())


@pytest.mark.django_db
def test_asking_twice_for_the_same_run_writes_one_job():
    assert jobs.defer_once("tests.write", key="once", word="a") is not None
    assert jobs.defer_once("tests.write", key="once", word="b") is None
    jobs.defer("tests.write", word="c")  # the refusal has not spoilt the transaction
    run_jobs()
    assert ran == ["a", "c"]


@pytest.mark.django_db
def test_a_failed_job_is_tried_for_an_hour_and_a_half():
    waits = [
        (jobs.RETRIES.wait + jobs.RETRIES.exponential_wait ** (attempt + 1))
        for attempt in range(jobs.RETRIES.max_attempts)
    ]
    assert waits == [9, 21, 69, 261, 1029, 4101]
    assert app.tasks["tests.write"].retry_strategy == jobs.RETRIES


def test_a_frequent_periodic_job_never_piles_up_and_a_rare_one_is_retried():
    often, rare = app.tasks["audit.sequence"], app.tasks["audit.close_day"]
    assert (often.queueing_lock, often.retry_strategy) == ("periodic:audit.sequence", None)
    assert (rare.queueing_lock, rare.retry_strategy) == (None, jobs.RETRIES)
    assert often.lock == "alone"


@pytest.mark.django_db
def test_dead_letters_run_again_with_all_their_tries_and_a_record(saule):
    first, second = dead(word="one"), dead(word="two")
    assert selectors.dead_count() == 2
    assert services.rerun_jobs(actor=saule, ids=[first, second, 10**9]) == 2
    assert set(waiting()[0:2]) == set(ProcrastinateJob.objects.filter(attempts=0, status="todo"))
    assert services.rerun_jobs(actor=saule, ids=[first]) == 0  # somebody was quicker
    run_jobs()
    assert ran == ["one", "two"]
    sql("select 1")
    with connection.cursor() as cursor:
        cursor.execute("select action, actor_id, params->>'task' from audit_entry order by id")
        assert cursor.fetchall() == [("events.job_rerun", saule.pk, "tests.write")] * 2


@pytest.mark.django_db
def test_a_discarded_job_is_gone_and_recorded(saule):
    job_id = dead()
    Failure.objects.create(job_id=job_id, at=timezone.now(), error="X", place="y")
    assert services.discard_jobs(actor=saule, ids=[job_id]) == 1
    assert selectors.dead_count() == 0
    assert Failure.objects.count() == 0


@pytest.mark.django_db
def test_a_periodic_job_that_already_waits_is_not_put_back_twice(saule):
    job_id = dead("audit.sequence")
    assert jobs.defer_once("audit.sequence") is not None
    assert services.rerun_jobs(actor=saule, ids=[job_id]) == 0
    assert [job.task_name for job in waiting()] == ["audit.sequence"]


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_each_time_is_buried_in_the_end():
    job_id = jobs.defer("tests.write")
    for _ in range(services.MAX_STALLS):
        sql("update procrastinate_jobs set status='doing' where id=%s", job_id)
        assert services.retry_stalled() == 1
        assert ProcrastinateJob.objects.get(id=job_id).status == "todo"
    sql("update procrastinate_jobs set status='doing' where id=%s", job_id)
    services.retry_stalled()
    assert ProcrastinateJob.objects.get(id=job_id).status == "failed"
    assert Failure.objects.get().error == "WorkerDied"


@pytest.mark.django_db
def test_finished_jobs_go_after_a_week_and_dead_letters_stay():
    old, young = jobs.defer("tests.write"), jobs.defer("tests.write")
    run_jobs()
    failed = dead()
    sql("update procrastinate_events set at = now() - interval '8 days' where job_id <> %s", young)
    assert services.tidy() == 1
    left = set(ProcrastinateJob.objects.values_list("id", flat=True))
    assert left == {young, failed}
    assert old not in left


@pytest.mark.django_db
def test_a_failed_tick_is_forgotten_once_a_later_one_succeeded():
    dead("audit.watch")
    assert services.tidy() == 0
    jobs.defer("audit.watch")
    run_jobs()
    assert services.tidy() == 1
    assert selectors.dead_count() == 0


@pytest.mark.django_db
def test_the_numbers_of_the_queues():
    assert selectors.queue_states() == []
    jobs.defer("tests.write")
    jobs.defer("tests.write", at=timezone.now() + timedelta(hours=1))
    sql("update procrastinate_events set at = now() - interval '90 seconds'")
    (state,) = selectors.queue_states()
    assert (state.name, state.waiting, state.later, state.running) == ("default", 1, 1, 0)
    assert 90 <= state.oldest_seconds < 120
    assert selectors.workers_alive() == 0


@given(st.text())
def test_officers_see_identifiers_only(text):
    shown = selectors.only_identifiers({"id": 5, "words": [text], "on": "2026-11-23"})
    assert shown["id"] == 5
    assert shown["on"] == "2026-11-23"
    assert " " not in shown["words"][0]
    assert "@" not in shown["words"][0]


def test_names_of_people_are_not_identifiers():
    for text in ("Айгүл", "a@b.kz", "+77011234567", "Aigul S", "880101300123"):
        assert selectors.only_identifiers(text) == "…"
