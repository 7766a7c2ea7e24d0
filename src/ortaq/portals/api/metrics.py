"""What is measured of requests. With PROMETHEUS_MULTIPROC_DIR all processes count together."""

from prometheus_client import Counter, Histogram

_HUNDRED = 100

REQUESTS = Counter(
    "ortaq_requests", "Requests by view and kind of answer (2xx, 3xx…)", ["view", "status"]
)
LATENCY = Histogram(
    "ortaq_request_seconds",
    "Time from the first middleware to the last, by view",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def count(view: str, status: int, seconds: float) -> None:
    """Count one request."""
    REQUESTS.labels(view, f"{status // _HUNDRED}xx").inc()
    LATENCY.labels(view).observe(seconds)
