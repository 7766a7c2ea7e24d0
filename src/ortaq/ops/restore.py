"""./ortaq restore: bring an installation back from a backup, whole or not at all."""

import argparse
import ctypes
import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.utils import timezone

from ortaq.config.env import Env
from ortaq.ops import archive, checks, database, manifest, places, postgres, vault
from ortaq.ops.errors import StartError
from ortaq.ops.installation import held
from ortaq.ops.manifest import Manifest
from ortaq.ops.supervisor import say
from ortaq.ops.unpack import Copy, keep, unpack

AT_FDCWD, RENAME_EXCHANGE = -100, 2


def main(argv: list[str]) -> int:
    """Run the word."""
    parser = argparse.ArgumentParser(prog="ortaq restore", description=__doc__)
    parser.add_argument("source", help="a backup: a file, or HOST:PATH by ssh")
    parser.add_argument(
        "--force", action="store_true", help="also over an installation that holds data"
    )
    given = parser.parse_args(argv)
    env = Env()
    key = vault.read_key(env.backup_key_file)
    checks.folder(env.data_dir)
    with held(env.data_dir):
        if env.database_url.get_secret_value():
            return _into_given_database(env, given.source, key, is_forced=given.force)
        return _into_folder(env, given.source, key, is_forced=given.force)


def _into_folder(env: Env, source: str, key: bytes, *, is_forced: bool) -> int:
    """Build the new installation beside the old one, compare it, then exchange the two."""
    home = env.data_dir
    if _holds_data(home) and not is_forced:
        raise StartError(
            f"{home} holds data: restore into an empty folder (ORTAQ_DATA_DIR), or say --force; "
            "the present data will be kept beside."
        )
    draft = home.with_name(f"{home.name}.restoring")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        checks.folder(draft)
        with places.source(source, env.backup_ssh) as stream:
            copy = unpack(stream, draft, key=key, is_trial=False)
        copy.check()
        kept = home.with_name(f"{home.name}.before-restore-{timezone.now():%Y%m%d-%H%M%S}")
        had_data = _holds_data(home)
        exchange(draft, home)
        draft.rename(kept)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _report(env, source, copy)
    if had_data:
        say(f"what was there before stands in {kept}; delete it when all is well")
    else:
        shutil.rmtree(kept, ignore_errors=True)
    return 0


def exchange(one: Path, other: Path) -> None:
    """Let two folders change their names at once, so that no moment has neither."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        names = (os.fsencode(one), os.fsencode(other))
        if libc.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0:
            _sync_folder(other.parent)
            return
        code = ctypes.get_errno()
        if code in (errno.EBUSY, errno.EXDEV):
            raise StartError(
                f"{other} is a mount point and cannot be exchanged: set ORTAQ_DATA_DIR to a "
                "folder inside it."
            )
        if code in (errno.EACCES, errno.EPERM):
            raise StartError(
                f"{other.parent} does not let this user rename {other.name} in it: give the user "
                "that folder, or set ORTAQ_DATA_DIR to a folder inside the present one."
            )
        if code not in (errno.EINVAL, errno.ENOSYS):
            raise OSError(code, os.strerror(code), str(other))
    third = one.with_name(f"{one.name}.was")  # a file system without the exchange
    other.rename(third)
    one.rename(other)
    third.rename(one)
    _sync_folder(other.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _holds_data(home: Path) -> bool:
    places_of_data = (home / "pg" / "data" / "PG_VERSION", home / "files")
    return places_of_data[0].exists() or any(places_of_data[1].glob("*"))


def _into_given_database(env: Env, source: str, key: bytes, *, is_forced: bool) -> int:
    """Open the whole backup first, then restore it in one transaction; files come last."""
    with database.connect(env) as connection:
        tables, _head, _count = manifest.survey(connection)
    if (tables or _holds_data(env.data_dir)) and not is_forced:
        raise StartError(
            "The database or the folder of files holds data: give an empty database in "
            "ORTAQ_DATABASE_URL, or say --force to replace what is there."
        )
    draft = env.data_dir / "restoring"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    try:
        found = Manifest("", "", "")
        made = _open_all(env, source, key, draft, found)
        _restore_dump(env, draft / "dump", is_clean=bool(tables))
        with database.connect(env) as connection:
            found.tables, found.audit, _count = manifest.survey(connection)
            broken = manifest.broken_link(connection)
        copy = Copy(made, found, broken)
        copy.check()
        for room in ("files", "keys"):
            if (draft / room).exists():
                (env.data_dir / room).mkdir(mode=0o700, exist_ok=True)
                exchange(draft / room, env.data_dir / room)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _report(env, source, copy)
    return 0


def _open_all(env: Env, source: str, key: bytes, draft: Path, found: Manifest) -> Manifest:
    made: Manifest | None = None
    with places.source(source, env.backup_ssh) as stream, (draft / "dump").open("wb") as dump:
        for name, content in archive.read(stream, key=key):
            if name.parts[0] == "database":
                shutil.copyfileobj(content, dump, vault.CHUNK)
            elif name.parts[0] == "manifest.json":
                made = Manifest.from_json(json.load(content))
            elif name.parts[0] in {"files", "keys"}:
                digest = keep(content, draft / name)
                if name.parts[0] == "files":
                    found.files[name.relative_to("files").as_posix()] = digest
    if made is None:
        raise StartError("This backup has no manifest: use another copy.")
    return made


def _restore_dump(env: Env, dump: Path, *, is_clean: bool) -> None:
    clean = ["--clean", "--if-exists"] if is_clean else []
    done = subprocess.run(
        [postgres.bindir() / "pg_restore", "--single-transaction", "--exit-on-error",
         "--no-owner", "--no-privileges", *clean, "--no-password",
         f"--dbname={database.parameters(env)['dbname']}", dump],
        check=False, capture_output=True, text=True, env=archive.libpq(env), cwd="/",
    )  # fmt: skip
    if done.returncode != 0:
        raise StartError(
            f"The database refused the backup and is unchanged: {done.stderr.strip()}"
        )


def _report(env: Env, source: str, copy: Copy) -> None:
    rows, files = sum(copy.found.tables.values()), len(copy.found.files)
    say(f"restored {source} of {copy.made.made_at}: {rows} rows, {files} files, all as they were")
    if copy.made.mode != env.mode:
        say(f"ATTENTION: the backup is of a {copy.made.mode} installation, and this is {env.mode}")
    if copy.broken is not None:
        say(
            f"ATTENTION: the audit chain does not hold from link {copy.broken} on, and did not "
            "when the backup was made: entries had been changed in the database"
        )
    mine = manifest.key_fingerprints(env)
    for name, fingerprint in copy.made.keys.items():
        if mine.get(name) != fingerprint:
            say(
                f"ATTENTION: the backup was made with another {name}, which it does not hold: "
                f"set ORTAQ_{name.upper()} as it was, or what it closed stays closed"
            )
