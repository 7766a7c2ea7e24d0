"""Taking appeals in: how many a second on two processes, what a kill costs, fifty retries at once.

Everything is really submitted, into a small demo that is thrown away, with its PostgreSQL alone.
``python -m bench._intake FOLDER`` measures in the folder of a demo that one has.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from tools.product import ROOT, Product

from bench import _submitting
from bench._figures import AtLeast, Figure, Limit, report

WORKERS, SECONDS, RETRIES = 2, float(os.environ.get("BENCH_SECONDS", "20")), 50
KILLS, AT_LEAST = 6, 20


class Worker:
    """A process that submits, and the numbers that it has told its members."""

    def __init__(self, seed: int, seconds: float) -> None:
        self.numbers: list[str] = []
        self._ready = threading.Event()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench._submitting", str(seed), str(seconds)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            if line.strip() == "ready":
                self._ready.set()
            elif line.endswith("\n"):  # a torn line was told to nobody
                self.numbers.append(line.strip())

    def begin(self) -> None:
        """Let it submit, once it has loaded."""
        self._ready.wait(120)
        if self.process.stdin:
            self.process.stdin.write("go\n")
            self.process.stdin.flush()

    def end(self, *, kill: bool = False) -> list[str]:
        """Wait for it, or kill it in the middle; return what it acknowledged."""
        if kill:
            self.process.kill()
        self.process.wait()
        self._reader.join()
        if self.process.returncode and not kill:
            raise RuntimeError("a submitting process failed")
        return self.numbers


def figures() -> Iterable[Figure]:
    """Seed a demo, stop it, measure in a process with its settings."""
    with tempfile.TemporaryDirectory(prefix="ortaq-intake-") as name:
        place = Path(name)
        place.chmod(0o711)  # the user who runs the database must get in
        with Product(place / "demo", size="small"):
            pass  # seeded
        done = subprocess.run(
            [sys.executable, "-m", "bench._intake", str(place / "demo")],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"intake: {done.stdout[-2000:]}{done.stderr[-4000:]}")
    for row in json.loads(done.stdout.splitlines()[-1]):
        kind = AtLeast if row.pop("at_least") else Limit
        yield kind(**row)


def _intake() -> Iterable[Figure]:
    yield from _rate()
    yield from _killed()
    yield from _retried()


def _rate() -> Iterable[Figure]:
    workers = [Worker(seed, SECONDS) for seed in range(WORKERS)]
    for worker in workers:
        worker._ready.wait(120)  # noqa: SLF001 -- both begin together
    began = time.monotonic()
    for worker in workers:
        worker.begin()
    told = [number for worker in workers for number in worker.end()]
    took = time.monotonic() - began
    yield AtLeast("submitted whole, two processes", len(told) / took, "a second", 150)
    yield Limit("of them lost", _missing(told), "", 0)


def _killed() -> Iterable[Figure]:
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    began = timezone.now()
    told: list[str] = []
    for seed in range(KILLS):
        workers = [Worker(100 + 2 * seed + n, SECONDS) for n in range(WORKERS)]
        for worker in workers:
            worker.begin()
        while any(len(worker.numbers) < AT_LEAST + seed for worker in workers):
            time.sleep(0.003)  # then in the middle of whatever they are at
        for worker in workers:
            told += worker.end(kill=True)
    yield Limit("killed processes (kill -9)", KILLS * WORKERS, "", None)
    yield Limit("acknowledged by them before", len(told), "", None)
    yield Limit("of them lost", _missing(told), "", 0)
    yield Limit("appeals without a move, clocks or a job", _torn(began), "", 0)


def _missing(told: list[str]) -> int:
    from ortaq.modules.appeals.models import Appeal  # noqa: PLC0415 -- Django is set up by now

    found = Appeal.objects.filter(number__in=told).count()
    return len(told) - found + len(told) - len(set(told))


def _torn(began: datetime) -> int:
    """Count appeals since then of which a part is missing: nothing may be half done."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM appeals_appeal a
             WHERE a.submitted_at > %s AND (
                   NOT EXISTS (SELECT FROM appeals_move m WHERE m.appeal_id = a.id)
                OR (SELECT count(*) FROM appeals_clock c WHERE c.appeal_id = a.id) < 2
                OR NOT EXISTS (SELECT FROM appeals_attachment f WHERE f.appeal_id = a.id)
                OR NOT EXISTS (SELECT FROM audit_entry e
                                WHERE e.subject_type = 'appeals.appeal'
                                  AND e.subject_id = a.id::text)
                OR NOT EXISTS (SELECT FROM procrastinate_jobs j
                                WHERE j.task_name = 'events.deliver'
                                  AND j.args->'payload'->>'appeal_id' = a.id::text))
            """,
            [began],
        )
        return int(cursor.fetchone()[0])


def _retried() -> Iterable[Figure]:
    """Fifty tries of one press at once: a bad link, an impatient thumb, two tabs."""
    from django.db import connection  # noqa: PLC0415

    from ortaq.foundation.accounts.models import User  # noqa: PLC0415
    from ortaq.foundation.orgs.models import Body  # noqa: PLC0415

    [(user, body)] = _submitting.authors(1)
    key, photo, got = uuid4(), _submitting._photo(), []  # noqa: SLF001
    start = threading.Barrier(RETRIES)

    def press() -> None:
        try:
            author, where = User.objects.get(pk=user), Body.objects.get(pk=body)
            start.wait()
            got.append(_submitting.submit(author, where, photo, key, "Once"))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(RETRIES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    yield AtLeast("tries of one appeal at once that were answered", len(got), "", RETRIES)
    yield Limit("appeals that came of them", len(set(got)), "", 1)


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Run the PostgreSQL of a demo's folder without its product."""
    os.environ.update(
        ORTAQ_MODE="demo", ORTAQ_DATA_DIR=str(place), ORTAQ_DATABASE_URL="",
        ORTAQ_EMAIL_HOST="", DJANGO_SETTINGS_MODULE="ortaq.config.settings",
    )  # fmt: skip
    import django  # noqa: PLC0415

    from ortaq.ops.postgres import Server  # noqa: PLC0415

    django.setup()
    server = Server(place / "pg")
    server.start()
    try:
        yield
    finally:
        server.stop()


if __name__ == "__main__":
    before = os.getloadavg()[0]
    with _alone(Path(sys.argv[1])):
        found = list(_intake())
        report(found, load=before)
        print(json.dumps([f._asdict() | {"at_least": isinstance(f, AtLeast)} for f in found]))
