"""The register at national size: import, search, and byro beside ours; ./ortaq bench register."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from tools.product import ROOT, Product

from bench import _lists
from bench._figures import AtLeast, Figure, Limit, report, seconds_of, share_of
from bench._nation import folder, nation, officer, visitor

ROWS, MANY, SIDE_BY_SIDE = 200_000, 2_000_000, 1_000
QUERIES, PAGES = 200, 20
READERS = (  # who searches: by the demo's name, and as what
    ("saule", "a primary's chair", "chair of Aigul"),
    ("erlan", "a region's chair", "chair of the territorial"),
    ("gulnara", "the centre", "lawyer of the national"),
)


def main() -> dict[str, Any]:
    """Measure, print a table, return the figures for JSON."""
    load = os.getloadavg()[0]
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="ortaq-register-") as name:
        place = Path(name)
        place.chmod(0o711)  # the user who runs byro's database must get in
        with nation() as product:
            figures += _search(product)
            ours_list = _list_of_ours(product)
            sheets = _write(place)
            body, actor = _centre(), officer("gulnara").pk
            _hang_up()
        with _database():
            figures += _imports(sheets, body, actor)
            few = _staged(sheets["few"], body, actor, "--enter")
        figures += _beside(place, few, ours_list)
    return report(figures, load=load)


# Search


def _queries(rng: Random) -> list[str]:
    """Return what people type: names whole, in part, in other letters, with slips; cards."""
    from ortaq.foundation.accounts.invented_names import LATIN, in_russian  # noqa: PLC0415
    from ortaq.foundation.accounts.models import User  # noqa: PLC0415
    from ortaq.modules.membership.models import Membership  # noqa: PLC0415

    last = User.objects.order_by("-pk")[0].pk
    found = User.objects.filter(pk__in=[rng.randrange(1, last) for _ in range(QUERIES)])
    manners: tuple[Callable[[User], str], ...] = (
        lambda u: u.family_name,
        lambda u: f"{u.family_name} {u.given_name}",
        lambda u: f"{in_russian(u.family_name)} {in_russian(u.given_name)}",
        lambda u: f"{u.given_name} {u.family_name}".lower().translate(LATIN),
        lambda u: f"{u.family_name[:3]}{u.family_name[4:]} {u.given_name}",  # a letter is missing
        lambda u: f"{u.family_name[:5]} {u.given_name[:3]}",
        lambda u: u.full_name,
    )
    queries = [manners[number % len(manners)](user) for number, user in enumerate(found)]
    cards = Membership.objects.exclude(card_no=None).filter(user__in=found)[:20]
    return [*queries, *(str(one.card_no) for one in cards)]


def _search(product: Product) -> Iterable[Figure]:
    from ortaq.modules.membership import selectors as members  # noqa: PLC0415

    queries = _queries(Random(5))  # noqa: S311 -- the same ones each time
    for name, spoken, role in READERS:
        took = []
        for query in queries:
            reader = officer(name)  # as in a request: mandates are read once in it
            took.append(seconds_of(partial(members.search_members, reader, query, 10)))
        yield Limit(f"search for people, {spoken}, p95", share_of(took, 0.95) * 1000, "ms", 100)
        yield Limit(f"search for people, {spoken}, median", share_of(took, 0.5) * 1000, "ms", None)
        yield Limit(f"search for people, {spoken}, slowest", max(took) * 1000, "ms", None)
        page = visitor(product, role)
        took = [
            seconds_of(partial(page.get, f"/desk/search/?q={quote(query)}"))
            for query in queries[:60]
        ]
        yield Limit(f"search page, {spoken}, p95", share_of(took, 0.95) * 1000, "ms", None)


def _list_of_ours(product: Product) -> float:
    """Return milliseconds of our page of members, for a chair."""
    page = visitor(product, "chair of Aigul")
    return share_of([seconds_of(lambda: page.get("/desk/members/")) for _ in range(PAGES)], 0.5)


# Import


def _write(place: Path) -> dict[str, Path]:
    """Write the lists: 200,000 rows as CSV and XLSX, two million as CSV, a few for byro."""
    began = time.monotonic()
    sheets = {
        "few": _lists.write_csv(place / "few.csv", SIDE_BY_SIDE, 1),
        "csv": _lists.write_csv(place / "members.csv", ROWS, 2),
    }
    sheets["many"] = _lists.repeat_csv(place / "many.csv", sheets["csv"], MANY // ROWS)
    sheets["xlsx"] = _lists.write_xlsx(place / "members.xlsx", sheets["csv"])
    sizes = {name: f"{path.stat().st_size >> 20} MB" for name, path in sheets.items()}
    print(f"lists written in {time.monotonic() - began:.0f} s: {sizes}", flush=True)
    return sheets


def _centre() -> int:
    from ortaq.foundation.orgs import selectors as orgs  # noqa: PLC0415

    return orgs.centre().pk


def _hang_up() -> None:
    from django.db import connections  # noqa: PLC0415

    connections.close_all()


@contextmanager
def _database() -> Iterator[None]:
    """Run the demo's PostgreSQL alone: with the whole product its worker would take the sheets."""
    from ortaq.ops.postgres import Server  # noqa: PLC0415 -- like the rest of Ortaq here

    server = Server(folder() / "pg")
    server.start()
    try:
        yield
    finally:
        server.stop()


def _staged(path: Path, body: int, actor: int, *options: str) -> dict[str, Any]:
    """Run one sheet through the engine in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench._staging", str(path), str(body), str(actor), *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{path.name} was not staged:\n{done.stderr[-4000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(f"{path.name}: {json.dumps(found, ensure_ascii=False)}", flush=True)
    return found


def _imports(sheets: dict[str, Path], body: int, actor: int) -> Iterable[Figure]:
    csv = _staged(sheets["csv"], body, actor)
    yield AtLeast(
        "200,000 rows of CSV staged and checked, against a bare COPY",
        csv["bare_copy_seconds"] / csv["stage_seconds"],
        "of it",
        0.25,
    )
    yield Limit("the same, seconds", csv["stage_seconds"], "s", None)
    yield Limit("bare COPY of the same cells, seconds", csv["bare_copy_seconds"], "s", None)
    yield Limit("comparison with 2,000,000 members, all passes", csv["compare_seconds"], "s", None)
    yield Limit("the fuzzy pass of it", csv["passes"].get("alike", 0.0), "s", None)
    yield Limit("memory, CSV of 200,000", csv["both_mb"], "MB", 500)
    xlsx = _staged(sheets["xlsx"], body, actor, "--no-compare")
    yield AtLeast(
        "200,000 rows of XLSX staged and checked, against a bare COPY",
        xlsx["bare_copy_seconds"] / xlsx["stage_seconds"],
        "of it",
        0.25,
    )
    yield Limit("memory, XLSX of 200,000: this process and its reader", xlsx["both_mb"], "MB", 500)
    many = _staged(sheets["many"], body, actor, "--no-compare")
    yield Limit("memory, CSV of 2,000,000", many["both_mb"], "MB", 500)
    per_row = many["stage_seconds"] / many["rows"] / (csv["stage_seconds"] / csv["rows"])
    yield Limit("a row of 2,000,000 against a row of 200,000", per_row, "times", 1.25)
    yield Limit("2,000,000 rows of CSV staged and checked", many["stage_seconds"], "s", None)


# byro


def _beside(place: Path, ours: dict[str, Any], list_seconds: float) -> Iterable[Figure]:
    """Give byro the same people, and print what it takes beside what ours took."""
    theirs = _byro(place)
    seconds = ours["stage_seconds"] + ours["compare_seconds"] + ours["enter_seconds"]
    yield Limit("import of 1,000: ours into 2,000,000, checked and entered", seconds, "s", None)
    yield Limit("import of 1,000: byro into an empty one", theirs["import_seconds"], "s", None)
    yield Limit("list of members: ours of 2,000,000, over HTTP", list_seconds * 1000, "ms", None)
    yield Limit("list of members: byro of 1,000, in its process", theirs["list_ms"], "ms", None)
    yield Limit("taking the 1,000 back: ours (byro cannot)", ours["undo_seconds"], "s", None)


def _byro(place: Path) -> dict[str, Any]:
    """Install byro from its lock into a folder, give it a database of its own, run it."""
    from ortaq.ops.postgres import ADMIN, ROLE, Server  # noqa: PLC0415

    venv, python = place / "byro", place / "byro" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes",
         "-r", ROOT / "requirements-bench.lock"],
        check=True,
    )  # fmt: skip
    server = Server(place / "pg")
    server.start()
    try:
        server.sql(f"create database byro owner {ROLE}", role=ADMIN)
        done = subprocess.run(
            [python, ROOT / "bench" / "_byro.py", _for_byro(place), str(PAGES)],
            cwd=place,
            env={
                "PATH": os.environ["PATH"],
                "DJANGO_SETTINGS_MODULE": "byro.settings",
                "BYRO_DATA_DIR": str(place / "byro-data"),
                "BYRO_DB_NAME": "byro",
                "BYRO_DB_USER": ROLE,
                "BYRO_DB_HOST": str(server.socket),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        server.stop()
    if done.returncode:
        raise RuntimeError(f"byro did not do it:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(f"byro: {json.dumps(found)}", flush=True)
    return found


def _for_byro(place: Path) -> Path:
    """Write the same people in byro's columns; its importer knows only its own headers."""
    import csv  # noqa: PLC0415

    target = place / "byro.csv"
    with (
        (place / "few.csv").open(encoding="utf-8-sig", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(
            ["Membership number/ID", "Name", "E-Mail", "start (Current membership)",
             "membership fee (Current membership)", "payment interval (Current membership)"]
        )  # fmt: skip
        for number, row in enumerate(csv.DictReader(source, delimiter=";"), 1):
            name = f"{row['Фамилия']} {row['Имя']} {row['Отчество']}".strip()
            writer.writerow([number, name, f"{number}@example.org", "2024-03-01", "10", "1"])
    return target
