"""What Prometheus reads: counted by view, on this machine only."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest

from ortaq.foundation.events import jobs
from ortaq.portals.api import gauges
from ortaq.portals.api.middleware import MetricsMiddleware


def sample(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.fixture
def asked(monkeypatch):
    """Everything that the database is asked for, as Prometheus gets it."""
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own connection stays

    def read() -> str:
        registry = CollectorRegistry()
        registry.register(gauges.DatabaseCollector())
        return generate_latest(registry).decode()

    return read


def test_requests_are_counted_by_view_and_kind_of_answer(client):
    before = sample("ortaq_requests_total", view="health:healthz", status="2xx")
    times = sample("ortaq_request_seconds_count", view="health:healthz")
    client.get("/healthz")
    client.get("/healthz?token=secret")
    assert sample("ortaq_requests_total", view="health:healthz", status="2xx") == before + 2
    assert sample("ortaq_request_seconds_count", view="health:healthz") == times + 2


@pytest.mark.django_db
def test_no_address_becomes_a_label(client):
    client.get("/account/link/one-time-secret/")
    client.get("/nowhere/at-all-secret")
    client.get("/static/none-secret.css")
    exposed = generate_latest(REGISTRY).decode()
    assert "secret" not in exposed
    assert sample("ortaq_requests_total", view="unmatched", status="4xx") >= 1


def test_counting_costs_less_than_a_tenth_of_a_millisecond():
    request = RequestFactory().get("/x")
    request.resolver_match = None
    middleware = MetricsMiddleware(lambda _request: HttpResponse())
    bare = min(timed(HttpResponse) for _ in range(5))
    whole = min(timed(lambda: middleware(request)) for _ in range(5))
    assert whole - bare < 100e-6


def timed(act, times=500) -> float:
    began = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - began) / times


@pytest.mark.django_db
def test_the_database_tells_queues_chain_files_and_appeals(asked):
    jobs.defer("files.drop", hashes=[])
    text = asked()
    for line in (
        'ortaq_jobs{queue="default",state="waiting"} 1.0',
        "ortaq_jobs_dead 0.0",
        "ortaq_workers_alive 0.0",
        "ortaq_audit_pending 0.0",
        "ortaq_files_unscanned 0.0",
        "ortaq_appeals_submitted 0.0",
        'ortaq_appeals{state="in_work"} 0.0',
        "ortaq_appeals_late 0.0",
    ):
        assert line in text
    assert "ortaq_metrics_failed{" not in text


@pytest.mark.django_db
def test_one_part_that_fails_leaves_the_others(asked, monkeypatch):
    def fail():
        raise DatabaseError("gone")

    monkeypatch.setattr(gauges.audit, "lag", fail)
    text = asked()
    assert 'ortaq_metrics_failed{part="chain"} 1.0' in text
    assert "ortaq_disk_free_ratio" in text


@pytest.mark.django_db(transaction=True)
def test_the_command_serves_this_machine_and_stops_when_asked(tmp_path, unused_port):
    """The real command in a process of its own, with the counts of another process."""
    counts = tmp_path / "counts"
    counts.mkdir()
    surroundings = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(counts), "PYTHONPATH": "src"}
    teller = (
        "from ortaq.portals.api import metrics;"
        "metrics.count('member:home', 200, 0.01); metrics.count('member:home', 503, 0.2)"
    )
    subprocess.run([sys.executable, "-c", teller], env=surroundings, check=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "ortaq", "metrics", "--port", str(unused_port)],
        env=surroundings,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout.readline() == f"metrics on http://127.0.0.1:{unused_port}/metrics\n"
        url = f"http://127.0.0.1:{unused_port}/metrics"
        text = urllib.request.urlopen(url, timeout=20).read().decode()
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(10)
        server.stdout.close()
    assert 'ortaq_requests_total{status="2xx",view="member:home"} 1.0' in text
    assert 'ortaq_requests_total{status="5xx",view="member:home"} 1.0' in text
    assert "ortaq_disk_free_ratio" in text
    assert code == 0


def test_a_taken_port_is_waited_for_and_the_signal_still_heard(unused_port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", unused_port))
        other.listen()
        server = subprocess.Popen(
            [sys.executable, "-m", "ortaq", "metrics", "--port", str(unused_port)],
            env={**os.environ, "PYTHONPATH": "src"},
            stderr=subprocess.PIPE,
            text=True,
        )
        said = server.stderr.readline()
        server.send_signal(signal.SIGTERM)
        code = server.wait(10)
        server.stderr.close()
    assert said == f"port {unused_port}: Address already in use; trying again in 30 s\n"
    assert code == 0


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
