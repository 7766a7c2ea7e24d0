"""Make a whole installation out of a backup, in a folder where nothing was; and compare it."""

import fcntl
import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from ortaq.config.env import Env
from ortaq.ops import archive, database, manifest
from ortaq.ops.children import piped
from ortaq.ops.errors import StartError
from ortaq.ops.manifest import Manifest
from ortaq.ops.postgres import Server
from ortaq.ops.vault import CHUNK


@dataclass
class Copy:
    """A restored copy: what its backup says of it, and what it turned out to be."""

    made: Manifest
    found: Manifest
    broken: int | None = None  # the first link of the audit chain that does not hold

    def check(self) -> None:
        """Refuse a copy that is not what was backed up."""
        if wrong := manifest.differences(self.made, self.found):
            raise StartError(f"The restored copy differs from its backup: {'; '.join(wrong)}.")


@contextmanager
def scratch(data_dir: Path) -> Iterator[Path]:
    """Lend an empty folder among the data, to one process at a time; it is gone afterwards."""
    place = data_dir / "trial"
    with (data_dir / "run" / "trial.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o711)
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def unpack(stream: IO[bytes], folder: Path, *, key: bytes, is_trial: bool) -> Copy:
    """Restore into ``folder``: database, files, keys. The server is stopped at the end.

    A trial hashes files without keeping them, and need not survive a power cut.
    """
    server = Server(folder / "pg", fast=is_trial)
    server.start()
    try:
        copy = _read(stream, folder, server, key=key, is_trial=is_trial)
        env = Env(data_dir=folder, database_url="", database_name="ortaq")
        with database.connect(env) as connection:
            copy.found.tables, copy.found.audit, _count = manifest.survey(connection)
            copy.broken = manifest.broken_link(connection)
    finally:
        server.stop()
    return copy


def _read(stream: IO[bytes], folder: Path, server: Server, *, key: bytes, is_trial: bool) -> Copy:
    with pg_restore(server, folder) as into:
        assert into.stdin
        assert into.stderr
        intake = _Intake(into.stdin, None if is_trial else folder)
        with suppress(BrokenPipeError):  # pg_restore ended; it says why below
            for name, content in archive.read(stream, key=key):
                intake.take(name, content)
            into.stdin.close()
        complaint = into.stderr.read().decode(errors="replace").strip()
    if into.returncode != 0:
        raise StartError(f"The database could not be restored: {complaint}")
    return Copy(intake.whole(), intake.found)


@dataclass
class _Intake:
    """Where the entries of a backup go."""

    dump: IO[bytes]
    folder: Path | None  # none in a trial: files are hashed and not kept
    found: Manifest = field(default_factory=lambda: Manifest("", "", ""))
    made: Manifest | None = None

    def take(self, name: PurePosixPath, content: IO[bytes]) -> None:
        """Put one entry in its place."""
        match name.parts[0]:
            case "database":
                shutil.copyfileobj(content, self.dump, CHUNK)
            case "files":
                path = PurePosixPath(*name.parts[1:])
                self.found.files[path.as_posix()] = self._keep(content, "files", path)
            case "keys" if name.name in archive.KEYS:
                self._keep(content, "keys", PurePosixPath(name.name))
            case "manifest.json":
                self.made = Manifest.from_json(json.load(content))
            case strange:
                raise StartError(f"This backup holds a strange entry ({strange}).")

    def whole(self) -> Manifest:
        """Return the backup's own word of what it holds."""
        if self.made is None:
            raise StartError("This backup has no manifest: use another copy.")
        return self.made

    def _keep(self, content: IO[bytes], room: str, path: PurePosixPath) -> str:
        return keep(content, self.folder / room / path if self.folder else None)


def pg_restore(server: Server, folder: Path) -> "AbstractContextManager[subprocess.Popen[bytes]]":
    """Lend a pg_restore, to be fed a dump, into a server's database."""
    env = Env(data_dir=folder, database_url="", database_name="ortaq")
    environment = archive.libpq(env) | {
        "PGHOST": str(server.socket),
        "PGOPTIONS": "-c synchronous_commit=off",  # the stop at the end writes all to the disk
    }
    order: list[str | Path] = [server.bin / "pg_restore", "--exit-on-error", "--no-owner"]
    order += ["--no-privileges", "--dbname=ortaq", "--no-password"]
    pipe = subprocess.PIPE
    return piped(order, stdin=pipe, stderr=pipe, env=environment, cwd="/")


def keep(content: IO[bytes], target: Path | None) -> str:
    """Write an entry where it belongs, or nowhere in a trial; return its SHA-256."""
    digest = hashlib.sha256()
    if target is None:
        while part := content.read(CHUNK):
            digest.update(part)
        return digest.hexdigest()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    with target.open("wb") as file:
        while part := content.read(CHUNK):
            digest.update(part)
            file.write(part)
    return digest.hexdigest()
