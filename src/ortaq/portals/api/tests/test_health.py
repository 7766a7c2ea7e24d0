"""Alive, and able to serve: what load balancers and operators are told."""

import json
from collections import namedtuple

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from ortaq.foundation.events import jobs
from ortaq.portals.api import checks


@pytest.fixture(autouse=True)
def _forget_migrations():
    checks._remembered().clear()


def told(client) -> tuple[int, dict]:
    response = client.get("/readyz")
    assert response.headers["Cache-Control"] == "no-store"
    body = json.loads(response.content)
    assert body["ready"] == (response.status_code == 200)
    return response.status_code, body["checks"]


def test_alive_asks_no_database(client):
    """No django_db here: a query would fail the test."""
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert client.post("/healthz").status_code == 405


def a_worker():
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (now())")


@pytest.mark.django_db
def test_ready_when_all_is_well(client):
    a_worker()
    status, answers = told(client)
    assert status == 200
    assert answers == {
        name: {"ok": True} for name in ("database", "migrations", "jobs", "audit", "disk")
    }


@pytest.mark.django_db
def test_a_silent_worker_is_told_but_takes_nothing_down(client):
    status, answers = told(client)
    assert status == 200
    assert answers["jobs"] == {"ok": False, "reason": "no worker has been heard of for a minute"}


@pytest.mark.django_db
def test_jobs_that_wait_too_long_are_told(client):
    a_worker()
    jobs.defer("files.drop", at=timezone.now() - timezone.timedelta(minutes=10), hashes=[])
    _status, answers = told(client)
    assert answers["jobs"]["reason"].startswith("the first job due has waited 60")


@pytest.mark.django_db
def test_tables_of_an_older_version_take_the_process_out(client):
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app in ('files', 'appeals')")
    status, answers = told(client)
    assert status == 503
    assert "not applied: run ./ortaq migrate" in answers["migrations"]["reason"]


@pytest.mark.django_db
def test_a_dead_database_is_said_without_its_words(client, monkeypatch):
    def fail(*_args):
        raise DatabaseError("password=secret host=10.0.0.1")

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"secret" not in response.content
    body = json.loads(response.content)
    assert body["checks"]["database"] == {"ok": False, "reason": "does not answer"}
    assert set(body["checks"]) == {"database", "disk"}


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_is_told(client, monkeypatch):
    usage = namedtuple("usage", "total used free")(1000 * 1024**2, 990 * 1024**2, 10 * 1024**2)
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _folder: usage)
    _status, answers = told(client)
    assert answers["disk"] == {"ok": False, "reason": "1.0% free"}


@pytest.mark.django_db
def test_marat_may_ask_and_learns_no_secret(settings):
    text = Client().get("/readyz").content.decode()
    for secret in (settings.SECRET_KEY, str(settings.FILES_DIR), "ortaq-test-"):
        assert secret not in text
