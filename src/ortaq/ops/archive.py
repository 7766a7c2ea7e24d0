"""The inside of a backup: a tar stream of the database's dump, the files, the keys, a manifest."""

import hashlib
import io
import json
import os
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, cast

from django.utils import timezone

from ortaq.config.env import Env
from ortaq.ops import database, manifest
from ortaq.ops.children import piped
from ortaq.ops.errors import StartError
from ortaq.ops.manifest import Manifest
from ortaq.ops.vault import CHUNK, Opener, Sealer

# The dump goes through in parts, since tar must know a length before it and a dump has none:
# so no plain copy of the database ever lies on the disk.
PART = 8 * 1024 * 1024
KEYS = ("secret_key", "identity_keys")
DRAFTS = "incoming"  # uploads not yet finished


def write(env: Env, out: IO[bytes], *, key: bytes, programs: Path) -> Manifest:
    """Write a closed backup of one consistent moment of the database, and its files."""
    sealer = Sealer(out, key)
    made = Manifest(timezone.now().isoformat(), env.mode, "")
    with tarfile.open(fileobj=cast("IO[bytes]", sealer), mode="w|", bufsize=CHUNK) as tar:
        _write_database(env, tar, made, programs)
        _write_files(env.data_dir / "files", tar, made)
        _write_keys(env, tar, made)
        _add(tar, "manifest.json", json.dumps(made.as_json(), indent=1).encode())
    sealer.finish()
    return made


def _write_database(env: Env, tar: tarfile.TarFile, made: Manifest, programs: Path) -> None:
    with database.connect(env) as connection:
        connection.execute("begin isolation level repeatable read read only")
        row = connection.execute(
            "select pg_export_snapshot(), current_setting('server_version')"
        ).fetchone()
        assert row
        made.postgresql = row[1]
        made.tables, made.audit, made.migrations = manifest.survey(connection)
        order: list[str | Path] = [programs / "pg_dump", "--format=custom", "--no-password"]
        order += ["--no-owner", "--no-privileges", f"--snapshot={row[0]}"]
        pipe = subprocess.PIPE
        with piped(order, stdout=pipe, stderr=pipe, env=libpq(env), cwd="/") as dump:
            assert dump.stdout
            assert dump.stderr
            number = 0
            while part := dump.stdout.read(PART):
                _add(tar, f"database/{number:06}", part)
                number += 1
            complaint = dump.stderr.read().decode(errors="replace").strip().splitlines()
        if dump.returncode != 0:
            raise StartError(f"The database could not be read: {(complaint or ['?'])[-1]}")


def _write_files(root: Path, tar: tarfile.TarFile, made: Manifest) -> None:
    """Add every file. They never change once written, so reading after the snapshot is safe."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if not path.is_file() or path.is_symlink() or name.parts[0] == DRAFTS:
            continue
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
                entry = _entry(f"files/{name.as_posix()}", os.fstat(file.fileno()).st_size)
                tar.addfile(entry, file)
        except FileNotFoundError:
            continue  # erased meanwhile, by right
        made.files[name.as_posix()] = digest


def _write_keys(env: Env, tar: tarfile.TarFile, made: Manifest) -> None:
    """Add keys that were made here; those that the operator gave are his to keep elsewhere."""
    made.keys = manifest.key_fingerprints(env)
    for name in KEYS:
        path = env.data_dir / "keys" / name
        if path.exists() and not getattr(env, name).get_secret_value():
            _add(tar, f"keys/{name}", path.read_bytes())
            made.keys_inside.append(name)


def read(stream: IO[bytes], *, key: bytes) -> Iterator[tuple[PurePosixPath, IO[bytes]]]:
    """Yield every entry of a backup in order; the manifest is the last.

    Nothing may be trusted before the iteration has ended: only the end proves that the file is
    whole, since the last chunk says so.
    """
    opener = Opener(stream, key)
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", opener), mode="r|", bufsize=CHUNK) as tar:
            for entry in tar:
                name = PurePosixPath(entry.name)
                if not entry.isfile() or name.is_absolute() or ".." in name.parts:
                    raise StartError(f"This backup holds a strange entry ({entry.name}).")
                content = tar.extractfile(entry)
                assert content
                yield name, content
    except tarfile.TarError as error:
        raise StartError(f"This backup cannot be read ({error}): use another copy.") from error
    while opener.read(CHUNK):
        pass


def libpq(env: Env) -> dict[str, str]:
    """Return the environment that points PostgreSQL's own programs at the database.

    Nothing goes on the command line, where other users of the machine would see a password.
    """
    names = {"dbname": "PGDATABASE", "sslrootcert": "PGSSLROOTCERT", "sslmode": "PGSSLMODE"}
    names["target_session_attrs"] = "PGTARGETSESSIONATTRS"
    given = database.parameters(env)
    return os.environ | {
        names.get(name, f"PG{name.upper()}"): str(value) for name, value in given.items()
    }


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    tar.addfile(_entry(name, len(content)), io.BytesIO(content))


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry
