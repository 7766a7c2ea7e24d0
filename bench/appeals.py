"""Appeals at national size: queues, the register, the sweep, intake; django-helpdesk beside."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools.product import ROOT, Product

from bench._desk import APPEALS, BODIES, DESK, OWN, desk
from bench._figures import Figure, Limit, report, seconds_of, share_of
from bench.pages import Visitor

TIMES, WARM = 60, 6
PAGES = (  # what, who by the demo's words, where, at most so many milliseconds
    ("queue of an officer with 200 open", "lawyer of the branch", "/desk/appeals/", 60),
    ("queue of a desk with 5,000 open", "lawyer of the branch", "/desk/appeals/?of=desk", 60),
    (
        "the same, filtered by clock, topic and language",
        "lawyer of the branch",
        "/desk/appeals/?of=desk&due=overdue&topic=pay&language=kk",
        60,
    ),
    (
        "the same, what a filter does not find",
        "lawyer of the branch",
        "/desk/appeals/?of=desk&urgency=danger&holder=nobody&language=en",
        60,
    ),
    (
        "the register, for the centre",
        "lawyer of the national centre",
        "/desk/appeals/register/",
        150,
    ),
    (
        "the register, for a region",
        "chair of the territorial body",
        "/desk/appeals/register/",
        None,
    ),
)
PARTS = ("bench._sweep", "bench._intake")  # each gives figures() -> Iterable[Figure]


def main() -> dict[str, Any]:
    """Measure, print a table, return the figures for JSON."""
    load = os.getloadavg()[0]
    figures: list[Figure] = []
    with desk() as (product, filled):
        if filled:
            figures.append(Limit("filling the union, once", filled, "s", 180))
        for name, role, path, limit in PAGES:
            figures += _page(_visitor(product, role), name, path, limit)
        figures += _following(_visitor(product, "lawyer of the branch"))
    figures += _beside()
    for part in PARTS:
        if find_spec(part):
            figures += import_module(part).figures()
    return report(figures, load=load, sizes={"appeals": APPEALS, "bodies": BODIES, "desk": DESK})


_visitors: dict[str, Visitor] = {}


def _visitor(product: Product, role: str) -> Visitor:
    if role not in _visitors:
        _visitors[role] = Visitor(product.port)
        _visitors[role].sign_in(product.person(role).link)
    return _visitors[role]


def _page(reader: Visitor, name: str, path: str, limit: float | None) -> Iterable[Figure]:
    """Ask one after another over a kept connection, as a person does."""
    for _ in range(WARM):
        status, _location, _content = reader.get(path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
    took = [seconds_of(lambda: reader.get(path)) * 1000 for _ in range(TIMES)]
    yield Limit(f"{name}, p95 of {TIMES}", share_of(took, 0.95), "ms", limit)
    yield Limit(f"{name}, median", share_of(took, 0.5), "ms", None)


def _following(reader: Visitor) -> Iterable[Figure]:
    """The second page of the queue, and an appeal opened from it."""
    import re  # noqa: PLC0415

    first = reader.text("/desk/appeals/?of=desk")
    after = re.search(r'href="(/desk/appeals/\?[^"]*after=[^"]+)"', first)
    one = re.search(r'href="(/desk/appeals/\d{4}-\d+/[^"]*)"', first)
    if after is None or one is None:
        raise RuntimeError("the queue has no second page")
    yield from _page(reader, "its second page", after[1].replace("&amp;", "&"), 60)
    yield from _page(reader, "one appeal of it, with all around it", one[1], None)


def _beside() -> Iterable[Figure]:
    """Give django-helpdesk as many tickets, and print its lists of the same officer."""
    with tempfile.TemporaryDirectory(prefix="ortaq-helpdesk-") as name:
        theirs = _helpdesk(Path(name))
    for key, spoken in (("own", f"{OWN} open of one's own"), ("all", "everything open")):
        took = theirs[key]
        yield Limit(f"django-helpdesk: {spoken}, its rows, p95", took["rows_ms"], "ms", None)
        yield Limit(
            f"django-helpdesk: {spoken}, the page before, p95", took["page_ms"], "ms", None
        )


def _helpdesk(place: Path) -> dict[str, Any]:
    """Install it from its lock into a folder, give it a database of its own, run it."""
    from ortaq.ops.postgres import ADMIN, ROLE, Server  # noqa: PLC0415

    place.chmod(0o711)  # the user who runs the database must get in
    python = place / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", place / "venv"], check=True)
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes",
         "-r", ROOT / "requirements-bench-helpdesk.lock"],
        check=True,
    )  # fmt: skip
    (place / "urls.py").write_text(
        "from django.urls import include, path\n"
        "urlpatterns = [path('', include('helpdesk.urls', namespace='helpdesk'))]\n"
    )
    server = Server(place / "pg")
    server.start()
    try:
        server.sql(f"create database helpdesk owner {ROLE}", role=ADMIN)
        done = subprocess.run(
            [python, ROOT / "bench" / "_helpdesk.py", str(APPEALS), str(OWN), "20"],
            cwd=place,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(place),
                "BENCH_ROLE": ROLE,
                "BENCH_SOCKET": str(server.socket),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        server.stop()
    if done.returncode:
        raise RuntimeError(f"django-helpdesk: {done.stdout[-2000:]}{done.stderr[-4000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(f"django-helpdesk: {json.dumps(found)}", flush=True)
    return found
