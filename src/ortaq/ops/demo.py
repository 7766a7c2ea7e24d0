"""./ortaq demo: an invented federation, served on this machine."""

import argparse
import json
import os
import shutil
from pathlib import Path

from ortaq.config.env import CHECKOUT, Env
from ortaq.ops import checks
from ortaq.ops.errors import StartError
from ortaq.ops.installation import held
from ortaq.ops.postgres import ADMIN, Server, leftovers
from ortaq.ops.serve import Plan, add_options, run
from ortaq.ops.supervisor import say

SIZES = ("small", "region", "national")
# In such a folder everything is invented and may be thrown away; no other folder ever is.
INVENTED = "INVENTED"
SEEDED = "demo.seeded"
PEOPLE = "people.json"


def main(argv: list[str]) -> int:
    """Run the word. A demo's folder has a name of its own, and so its troubles name that."""
    try:
        return _serve(argv)
    except StartError as error:
        raise StartError(str(error).replace("ORTAQ_DATA_DIR", "ORTAQ_DEMO_DIR")) from error


def _serve(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="ortaq demo", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="small", help="how large a federation")
    parser.add_argument("--fresh", action="store_true", help="throw the demo data away first")
    add_options(parser)
    given = parser.parse_args(argv)
    env = _environment(given.size, given.host, given.port)
    checks.folder(env.data_dir)
    with held(env.data_dir):
        _make_room(env.data_dir, is_fresh=given.fresh)

    def on_prepared(server: Server | None) -> None:
        mark = env.data_dir / SEEDED
        if server and not mark.exists():
            # Seeding did not wait for the disk at each commit; wait once for all of it.
            server.sql("checkpoint", role=ADMIN)
            mark.write_text(given.size)

    def on_ready() -> None:
        _introduce(env, given.host, given.port)

    return run(
        Plan(
            host=given.host,
            port=given.port,
            workers=given.workers,
            prepare=("prepare", "--demo", given.size),
            prepare_env={"PGOPTIONS": "-c synchronous_commit=off"},
            on_prepared=on_prepared,
            on_ready=on_ready,
        ),
        env,
    )


def _environment(size: str, host: str, port: int) -> Env:
    """Return the demo's settings: its own folder and database, and no way to mail anybody."""
    os.environ.update(
        ORTAQ_MODE="demo",
        ORTAQ_DATA_DIR=os.environ.get("ORTAQ_DEMO_DIR", str(CHECKOUT / "var" / f"demo-{size}")),
        ORTAQ_DATABASE_URL="",
        ORTAQ_EMAIL_HOST="",
        ORTAQ_PUBLIC_URL=os.environ.get("ORTAQ_PUBLIC_URL", f"http://{_name(host)}:{port}"),
    )
    return Env()


def _name(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104


def _make_room(data_dir: Path, *, is_fresh: bool) -> None:
    """Throw away data that were to be renewed, or whose seeding was cut short."""
    mark = data_dir / INVENTED
    is_begun = (data_dir / "pg").exists()
    if is_begun and (is_fresh or not (data_dir / SEEDED).exists()):
        if not mark.exists():
            raise StartError(
                f"{data_dir} holds a database that no demo made: move it away, then start again."
            )
        say(
            "making the demo anew" if is_fresh else "the last seeding was cut short; doing it anew"
        )
        if (data_dir / "pg" / "data").exists():
            leftovers.clear(data_dir / "pg" / "data")
        (data_dir / SEEDED).unlink(missing_ok=True)
        for name in ("pg", "files", "mail", "keys"):
            shutil.rmtree(data_dir / name, ignore_errors=True)
        checks.folder(data_dir)
    mark.write_text("Everything in this folder is invented by ./ortaq demo and may be deleted.\n")


def _introduce(env: Env, host: str, port: int) -> None:
    """Print where the demo is and whom one can be."""
    letter = env.data_dir / "run" / PEOPLE
    people: list[list[str]] = json.loads(letter.read_text()) if letter.exists() else []
    letter.unlink(missing_ok=True)
    widths = [max((len(row[column]) for row in people), default=0) for column in (0, 1)]
    print(f"\n  Ortaq demo: {env.public_url}/   (listening on {host}:{port})")
    print("  Every person, body and figure in it is invented.\n")
    if people:
        print("  Be one of these people; each link works once and is made anew at every start:\n")
        for name, role, url in people:
            print(f"  {name:<{widths[0]}}  {role:<{widths[1]}}  {url}")
        print()
    print("  Ctrl-C stops everything.\n", flush=True)
