"""./ortaq upgrade: bring the data up to this release, also across a PostgreSQL major version.

Everything stands still meanwhile. A backup comes first; old data are kept until you delete them.
"""

import argparse
import shutil
import subprocess
from pathlib import Path

from django.utils import timezone

from ortaq.config.env import Env
from ortaq.ops import archive, backup, checks, database, manifest
from ortaq.ops.children import piped, spawn
from ortaq.ops.errors import StartError
from ortaq.ops.installation import child_environment, held, word
from ortaq.ops.manifest import Manifest
from ortaq.ops.postgres import Server, bindir, programs
from ortaq.ops.restore import exchange
from ortaq.ops.supervisor import say


def main(argv: list[str]) -> int:
    """Run the word."""
    parser = argparse.ArgumentParser(
        prog="ortaq upgrade", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--without-backup", action="store_true", help="when a backup of today exists elsewhere"
    )
    given = parser.parse_args(argv)
    checks.python()
    env = Env()
    checks.folder(env.data_dir)
    with held(env.data_dir):
        checks.disk(env.data_dir)
        if env.database_url.get_secret_value():
            _back_up(env, is_wanted=not given.without_backup)
            return _prepare(env)
        return upgrade_folder(env, is_backed_up=not given.without_backup)


def upgrade_folder(env: Env, *, is_backed_up: bool) -> int:
    """Upgrade an installation with the embedded server."""
    data = env.pg_dir / "data"
    if not (data / "PG_VERSION").exists():
        raise StartError(
            f"{env.data_dir} holds no data yet: nothing to upgrade; run ./ortaq serve."
        )
    written, have = programs.data_major(data), programs.major(bindir())
    if written > have:
        raise StartError(
            f"The data were written by PostgreSQL {written}, newer than the programs' {have}: "
            "install the release that wrote them."
        )
    older = _programs_for(env, written) if written < have else None
    server = Server(env.pg_dir, programs_of=older)
    server.start()
    try:
        _back_up(env, is_wanted=is_backed_up)
        if older:
            _copy_over(env, server)
    finally:
        server.stop()
    if older:
        old = env.pg_dir.with_name(f"pg.{written}-until-{timezone.now():%Y%m%d-%H%M%S}")
        draft = env.pg_dir.with_name("pg.new")
        exchange(draft, env.pg_dir)
        draft.rename(old)
        say(
            f"the data are PostgreSQL {have}'s now; the old ones stand in {old}: delete them later"
        )
    server = Server(env.pg_dir)
    server.start()
    try:
        return _prepare(env)
    finally:
        server.stop()


def _programs_for(env: Env, wanted: int) -> Path:
    """Return the programs that wrote the data: kept beside them for this day."""
    found = programs.kept_bindir(env.pg_dir / "programs", wanted)
    if found is None:
        raise StartError(
            f"The data were written by PostgreSQL {wanted}, whose programs are gone from "
            f"{env.pg_dir / 'programs'}: install postgresql-{wanted}, or restore a backup into a "
            "new folder instead."
        )
    return found


def _back_up(env: Env, *, is_wanted: bool) -> None:
    if not is_wanted:
        return
    if env.backup_key_file is None:
        raise StartError(
            "An upgrade begins with a backup, and no key for it is set: set "
            "ORTAQ_BACKUP_KEY_FILE, or say --without-backup when you have one of today."
        )
    folder = env.data_dir / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    backup.verify(env, backup.make(env, str(folder)))


def _copy_over(env: Env, old: Server) -> None:
    """Copy everything from the old server into a new cluster beside it, and compare the two."""
    size = sum(path.stat().st_size for path in old.data.rglob("*") if path.is_file())
    if shutil.disk_usage(env.data_dir).free < size * 1.2:
        raise StartError(
            f"The copy needs {size * 1.2 / 1024**2:.0f} MB free where {env.data_dir} stands: "
            "free some space; nothing is changed."
        )
    folder = env.pg_dir.with_name("pg.new")
    shutil.rmtree(folder, ignore_errors=True)
    say("copying the data into a new cluster…")
    new = Server(folder)
    new.start()
    try:
        _pump(env, old, new)
        before, after = (_survey(server) for server in (old, new))
        if wrong := manifest.differences(before, after):
            raise StartError(f"The copy differs: {'; '.join(wrong)}. The old data are unchanged.")
        new.sql("analyze", database="ortaq")
    finally:
        new.stop()


def _pump(env: Env, old: Server, new: Server) -> None:
    """Dump with the new programs, which know both versions, straight into the new server."""
    surroundings = archive.libpq(env)
    order: list[str | Path] = [new.bin / "pg_dump", "--format=custom", "--compress=0"]
    order += ["--no-owner", "--no-privileges", "--no-password"]
    there = surroundings | {"PGHOST": str(old.socket)}
    here = surroundings | {
        "PGHOST": str(new.socket),
        "PGOPTIONS": "-c synchronous_commit=off",
    }
    with piped(order, stdout=subprocess.PIPE, env=there, cwd="/") as dump:
        load = subprocess.run(
            [new.bin / "pg_restore", "--exit-on-error", "--no-owner", "--dbname=ortaq"],
            stdin=dump.stdout,
            env=here,
            check=False,
            cwd="/",
        )
    if dump.returncode != 0 or load.returncode != 0:
        raise StartError("The data could not be copied (see above). The old data are unchanged.")


def _survey(server: Server) -> Manifest:
    found = Manifest("", "", "")
    env = Env(data_dir=server.folder.parent, database_url="")
    with database.connect(env, host=str(server.socket)) as connection:
        found.tables, found.audit, _count = manifest.survey(connection)
    return found


def _prepare(env: Env) -> int:
    code = spawn(word("prepare"), env=child_environment(env.data_dir)).wait()
    if code == 0:
        say("up to date; start ./ortaq serve again")
    return code
