"""What Prometheus reads from the database each time it asks: queues, chain, disk, appeals."""

from collections.abc import Callable, Iterator

from django.db import DatabaseError, connection
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ortaq.foundation.audit import selectors as audit
from ortaq.foundation.events import selectors as events
from ortaq.foundation.files import selectors as files
from ortaq.modules.appeals import selectors as appeals
from ortaq.portals.api.checks import free_share


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"ortaq_{name}", text, value=value)


def queues() -> Iterator[Metric]:
    """Yield the depth of each queue and the wait of its oldest job, and what gave up."""
    depth = GaugeMetricFamily("ortaq_jobs", "Jobs by queue and state", labels=["queue", "state"])
    oldest = GaugeMetricFamily(
        "ortaq_jobs_oldest_seconds", "How long the first job due has waited", labels=["queue"]
    )
    for queue in events.queue_states():
        depth.add_metric([queue.name, "waiting"], queue.waiting)
        depth.add_metric([queue.name, "later"], queue.later)
        depth.add_metric([queue.name, "running"], queue.running)
        oldest.add_metric([queue.name], queue.oldest_seconds)
    yield depth
    yield oldest
    yield _gauge("jobs_dead", "Jobs that used up their tries", events.dead_count())
    yield _gauge("workers_alive", "Workers heard of in the last minute", events.workers_alive())


def chain() -> Iterator[Metric]:
    """Yield how far the audit chain is behind."""
    lag = audit.lag()
    yield _gauge("audit_pending", "Audit entries not yet in the chain", lag.pending)
    yield _gauge("audit_lag_seconds", "Age of the oldest of them", lag.seconds)


def stored_files() -> Iterator[Metric]:
    """Yield the files that wait for the virus scanner or for their cleaned copy."""
    counts = files.waiting_counts()
    yield _gauge("files_unscanned", "Files held until the virus scanner answers", counts.scan)
    yield _gauge("files_uncleaned", "Files whose cleaned copy is not made yet", counts.clean)
    yield _gauge("files_infected", "Files locked for a virus", counts.infected)


def disk() -> Iterator[Metric]:
    """Yield the free share of the disk of files."""
    yield _gauge("disk_free_ratio", "Free share of the disk where files lie", free_share())


def all_appeals() -> Iterator[Metric]:
    """Yield appeals of the whole installation: numbers without bodies or people."""
    totals = appeals.totals()
    states = GaugeMetricFamily("ortaq_appeals", "Appeals by state", labels=["state"])
    for state, count in appeals.count_by_state().items():
        states.add_metric([state.value], count)
    yield states
    late = appeals.count_late(today=timezone.localdate())
    yield _gauge("appeals_late", "Open appeals that have passed their day", late)
    yield _gauge("appeals_submitted", "Appeals submitted", totals.submitted)
    yield _gauge("appeals_answered", "Appeals answered", totals.answered)
    yield _gauge("appeals_in_time", "Appeals answered by their day", totals.in_time)


PARTS: tuple[Callable[[], Iterator[Metric]], ...] = (
    queues,
    chain,
    stored_files,
    disk,
    all_appeals,
)


class DatabaseCollector(Collector):
    """Asks each part; one that fails leaves the others standing and is named."""

    def collect(self) -> Iterator[Metric]:
        """Yield everything that could be read now."""
        failures = GaugeMetricFamily(
            "ortaq_metrics_failed", "Parts that could not be read", labels=["part"]
        )
        for part in PARTS:
            try:
                found = list(part())
            except (DatabaseError, OSError):
                failures.add_metric([part.__name__], 1)
                continue
            yield from found
        yield failures
        connection.close()  # the thread that serves this scrape ends with it
