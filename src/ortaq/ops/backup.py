"""./ortaq backup: an encrypted copy of everything, proved by restoring it."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ortaq.config.env import Env
from ortaq.ops import archive, checks, database, places, postgres, vault
from ortaq.ops.errors import StartError
from ortaq.ops.installation import held
from ortaq.ops.postgres import Server
from ortaq.ops.supervisor import say
from ortaq.ops.unpack import scratch, unpack


def main(argv: list[str]) -> int:
    """Run the word."""
    parser = argparse.ArgumentParser(prog="ortaq backup", description=__doc__)
    parser.add_argument("target", nargs="?", help="a file, a folder, or HOST:PATH by ssh")
    parser.add_argument("--verify", metavar="FILE", help="prove that an existing backup restores")
    parser.add_argument("--new-key", metavar="FILE", type=Path, help="make a key for backups")
    parser.add_argument("--no-verify", action="store_true", help="do not prove the new backup")
    parser.add_argument(
        "--keep", type=int, metavar="N", help="then remove all but the newest N in that folder"
    )
    given = parser.parse_args(argv)
    if given.new_key:
        vault.new_key(given.new_key)
        say(
            f"made {given.new_key}; keep a copy away from this machine: without it no backup opens"
        )
        return 0
    if bool(given.target) == bool(given.verify):
        parser.error("name a target, or a backup to --verify")
    if given.keep is not None and given.keep < 1:
        parser.error("--keep needs at least 1")
    env = Env()
    if given.verify:
        return verify(env, given.verify)
    target = make(env, given.target)
    if not given.no_verify:
        verify(env, target)
    if given.keep:
        for path in places.prune(target, given.keep):
            say(f"removed {path}")
    return 0


def make(env: Env, target: str) -> str:
    """Write a backup to the target and return its full name."""
    key = vault.read_key(env.backup_key_file)
    target = places.named(target)
    with running(env), places.sink(target, env.backup_ssh) as out:
        programs = postgres.bindir()
        made = archive.write(env, out, key=key, programs=programs)
    say(f"wrote {target}: {sum(made.tables.values())} rows, {len(made.files)} files")
    return target


def verify(env: Env, target: str) -> int:
    """Restore a backup into a scratch copy, compare, and remove the copy."""
    key = vault.read_key(env.backup_key_file)
    checks.folder(env.data_dir)
    with (
        places.source(target, env.backup_ssh) as stream,
        scratch(env.data_dir) as folder,
    ):
        copy = unpack(stream, folder, key=key, is_trial=True)
    copy.check()
    if copy.broken is not None:
        raise StartError(
            f"{target} is whole, but the audit chain in it does not hold from link {copy.broken} "
            "on: entries were changed in the database. Keep this backup and the older ones, run "
            "./ortaq audit_verify, and compare with the heads kept elsewhere."
        )
    say(
        f"proved {target}: restored {sum(copy.found.tables.values())} rows of "
        f"{len(copy.found.tables)} tables and {len(copy.found.files)} files, all as they were; "
        f"the audit chain holds to its end at {(copy.found.audit or [0])[0]}"
    )
    return 0


@contextmanager
def running(env: Env) -> Iterator[None]:
    """See that the database runs: the installation's, or one started for this while."""
    try:
        database.connect(env).close()
    except StartError:
        is_stopped = (env.pg_dir / "data" / "PG_VERSION").exists()
        if env.database_url.get_secret_value() or not is_stopped:
            raise
        with held(env.data_dir):
            server = Server(env.pg_dir)
            server.start()
            try:
                yield
            finally:
                server.stop()
        return
    yield
