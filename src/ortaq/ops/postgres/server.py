"""One cluster in one folder, and the life of its postmaster."""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from ortaq.config.database import ROLE, socket_folder
from ortaq.ops.children import kill_group, spawn
from ortaq.ops.errors import StartError
from ortaq.ops.postgres import leftovers, programs
from ortaq.ops.postgres.identity import Identity, identity_for, my_name

ADMIN = "postgres"  # the cluster's superuser; the product itself connects as ROLE, who is none
SOCKET_NAME_MAX = 107  # bytes of a Unix socket's path (sockaddr_un, less the closing zero)
SOCKET = ".s.PGSQL.5432"
LOG_MAX = 20 * 1024 * 1024

# The wheel knows no ICU. The builtin provider gives right letters everywhere (upper('ә') is 'Ә'),
# and lc_ctype must not be C: with it trigrams of Cyrillic words are empty, and search finds none.
INITDB = (
    *("--encoding=UTF8", "--locale-provider=builtin"),
    *("--locale=C", "--lc-ctype=C.UTF-8", "--data-checksums", "--text-search-config=russian"),
    *("--auth-local=peer", "--auth-host=reject", "--no-instructions"),
)


class Server:
    """A cluster in ``folder``; start() makes it when absent.

    ``fast`` is for tests and scratch copies only: acknowledged commits may be lost when the
    power goes. ``programs_of`` chooses kept programs of an older major version (upgrades).
    """

    def __init__(
        self, folder: Path, *, fast: bool = False, programs_of: Path | None = None
    ) -> None:
        self.folder = folder.absolute()
        self.fast = fast
        self.data = self.folder / "data"
        self.process: subprocess.Popen[bytes] | None = None
        self._given_programs = programs_of
        self._bin: Path | None = None
        self._lock: IO[str] | None = None

    @property
    def socket(self) -> Path:
        """The folder of the socket: ours, or a short one elsewhere when our path is too long."""
        return socket_folder(self.folder)

    @property
    def log(self) -> Path:
        """Where PostgreSQL writes what it has to say."""
        return self.folder / "log"

    @property
    def bin(self) -> Path:
        """The folder of programs that fit this cluster."""
        return self._bin or self._given_programs or programs.bindir()

    def start(self) -> None:
        """Start the server and wait until it answers. StartError says why it cannot."""
        identity = identity_for(self.data)
        self._open_folder(identity)
        self._take_lock()
        try:
            self._bin = self._given_programs or self._programs(identity)
            if not (self.data / "PG_VERSION").exists():
                self._make(identity)
            self._check_major()
            leftovers.clear(self.data)
            self._place_socket(identity)
            self._write_access()
            self._launch(identity)
        except BaseException:
            self.stop()
            raise

    def stop(self, *, patience: float = 60) -> bool:
        """Stop the server, ending its sessions; return whether it stopped by itself in time."""
        clean = True
        if self.process:
            for signum, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, 10.0)):
                self.process.send_signal(signum)
                try:
                    self.process.wait(seconds)
                    break
                except subprocess.TimeoutExpired:
                    clean = False
            else:
                kill_group(self.process, signal.SIGKILL)
                self.process.wait()
        self.release()
        return clean

    def release(self) -> None:
        """Forget a server that has ended, and let go of the folder."""
        self.process = None
        if self._lock:
            self._lock.close()
            self._lock = None

    def sql(self, statement: str, *, database: str = "postgres", role: str = ROLE) -> str:
        """Run a statement, by default as the product's role, and return its output."""
        done = subprocess.run(
            [self.bin / "psql", "-XAtq", "-h", self.socket, "-U", role, "-d", database,
             "-v", "ON_ERROR_STOP=1", "-c", statement],
            check=True, capture_output=True, text=True, cwd="/",
        )  # fmt: skip
        return done.stdout.strip()

    def _programs(self, identity: Identity) -> Path:
        """Return where to run from. Data that stay keep their programs; those of a test do not."""
        if self.fast and identity.may_run(programs.bindir() / "postgres"):
            return programs.bindir()
        return programs.keep_copy(self.folder / "programs", owner=identity)

    def _open_folder(self, identity: Identity) -> None:
        """Make our folder; as root it stays root's, and only what is inside goes to the user."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if os.geteuid() == 0:
                os.chown(self.folder, 0, 0)
            if self.folder.stat().st_uid == os.geteuid():
                self.folder.chmod(0o711 if identity.credentials else 0o700)
            (self.folder / "lock").touch()
        except OSError as error:
            raise StartError(
                f"The database's folder {self.folder} cannot be used ({error.strerror}): "
                "choose another with ORTAQ_DATA_DIR, or change its owner."
            ) from error
        if not identity.may_enter(self.folder):
            raise StartError(
                f"User {identity.name}, who runs the database, cannot go into {self.folder}: "
                "let that user into every folder above it, or set ORTAQ_DATA_DIR elsewhere."
            )

    def _take_lock(self) -> None:
        """Hold the folder for this process's life; the kernel lets go when it dies."""
        lock = (self.folder / "lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            lock.close()
            raise StartError(
                f"Ortaq already runs on {self.folder.parent} (process {holder}): "
                "stop it first, or choose another folder with ORTAQ_DATA_DIR."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        self._lock = lock

    def _make(self, identity: Identity) -> None:
        """Make the cluster beside its place and rename it there: half of one never stays."""
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        identity.own(draft)
        if self.data.exists():
            if any(self.data.iterdir()):
                raise StartError(
                    f"{self.data} holds files but no database: look what they are, "
                    "then move them away, or choose another folder with ORTAQ_DATA_DIR."
                )
            self.data.rmdir()
        sync = ["--no-sync"] if self.fast else []
        letters = "PG_UNICODE_FAST" if programs.major(self.bin) > programs.OLDEST else "C.UTF-8"
        made = subprocess.run(
            [self.bin / "initdb", "-D", draft, "-U", ADMIN, *INITDB, f"--builtin-locale={letters}",
             *sync],
            check=False, cwd="/", capture_output=True, text=True, **identity.credentials,
        )  # fmt: skip
        if made.returncode != 0:
            reason = (made.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise StartError(f"PostgreSQL could not make its folder {draft}: {reason}")
        # Its own role, not the superuser: a hole in the product cannot read files or run programs.
        # Tests make and drop databases all day, so theirs may.
        right = "createdb" if self.fast else "nocreatedb"
        made = subprocess.run(
            [self.bin / "postgres", "--single", "-D", draft, "postgres"],
            input=f"create role {ROLE} login nosuperuser {right};\n"
            f"create database {ROLE} owner {ROLE} template template0;\n",
            check=False, cwd="/", capture_output=True, text=True, **identity.credentials,
        )  # fmt: skip
        if made.returncode != 0 or "ERROR" in made.stderr:
            raise StartError(f"PostgreSQL could not make the database: {made.stderr.strip()}")
        draft.rename(self.data)

    def _check_major(self) -> None:
        written, have = programs.data_major(self.data), programs.major(self.bin)
        if written != have:
            raise StartError(
                f"The data in {self.folder} were written by PostgreSQL {written}, and the "
                f"programs are PostgreSQL {have}: run ./ortaq upgrade, which keeps the old data."
            )

    def _write_access(self) -> None:
        """Let only the user who runs us in, as the two roles, by what the kernel says of him.

        The files stand outside the data: the server's user reads them and cannot change them.
        """
        me = my_name()
        access = {
            "ident.conf": f"ortaq {me} {ROLE}\nortaq {me} {ADMIN}\n",
            "hba.conf": "local all all peer map=ortaq\n",
        }
        for name, text in access.items():
            (self.folder / name).write_text(text)
            (self.folder / name).chmod(0o644)

    def _place_socket(self, identity: Identity) -> None:
        """Make the socket's folder; a short one elsewhere, linked here, when ours cannot serve."""
        own = self.folder / "socket"
        for name in (SOCKET, f"{SOCKET}.lock"):  # a dead server's; the lock names a free number
            with suppress(FileNotFoundError):
                (self.socket / name).unlink()
        if own.is_symlink():
            with suppress(OSError):
                own.readlink().rmdir()
            own.unlink()
        name = str(own / SOCKET)
        if len(os.fsencode(name)) <= SOCKET_NAME_MAX and not set(name) & set(",\"'\\\n"):
            own.mkdir(exist_ok=True)
        else:
            if own.exists():
                own.rmdir()
            # mkdtemp: a fresh name nobody could have prepared, mode 0700.
            own.symlink_to(tempfile.mkdtemp(prefix="ortaq-", dir="/tmp"))
        identity.own(self.socket)
        self.socket.chmod(0o700)

    def _launch(self, identity: Identity) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            "hba_file": str(self.folder / "hba.conf"),
            "ident_file": str(self.folder / "ident.conf"),
            "jit": "off",  # compiling costs more than any of our questions
        }
        if self.fast:
            settings |= {"synchronous_commit": "off", "fsync": "off", "max_connections": "200"}
        options = [word for pair in settings.items() for word in ("-c", "=".join(pair))]
        if self.log.exists() and self.log.stat().st_size > LOG_MAX:
            self.log.replace(self.folder / "log.1")
        with self.log.open("ab") as log:
            start_of_log = log.tell()
            self.process = spawn(
                [self.bin / "postgres", "-D", self.data, *options],
                on_orphaned=signal.SIGINT,
                output=log,
                credentials=identity.credentials,
                cwd="/",
            )
        deadline = time.monotonic() + 300  # recovery after a crash may take its time
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                self.process = None
                raise StartError(
                    f"PostgreSQL did not start: {self._last_word(start_of_log)} ({self.log})"
                )
            if self._is_ready():
                return
            time.sleep(0.02)
        raise StartError(f"PostgreSQL does not answer after five minutes; see {self.log}.")

    def _is_ready(self) -> bool:
        """Whether the postmaster wrote that it takes connections (line 8 of its pid file)."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        ours = bool(lines) and self.process is not None and lines[0] == str(self.process.pid)
        return ours and len(lines) > 7 and lines[7].strip() == "ready"  # noqa: PLR2004

    def _last_word(self, offset: int) -> str:
        """Return the last reason in the log since ``offset``."""
        with self.log.open("rb") as log:
            log.seek(offset)
            lines = log.read().decode(errors="replace").splitlines()
        reasons = [line.partition("FATAL:")[2].strip() for line in lines if "FATAL:" in line]
        return (reasons or lines or ["it gave no reason"])[-1]
