"""The embedded server: who gets in, where it stands, what it refuses."""

import os
import pwd
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psycopg
import pytest

from ortaq.ops.errors import StartError
from ortaq.ops.postgres import ADMIN, Server, leftovers
from ortaq.ops.tests.conftest import environment

WRITER = """
import sys, threading
import psycopg
socket, acknowledged = sys.argv[1:]
log = open(acknowledged, "ab", buffering=0)

def write(number):
    with psycopg.connect(host=socket, user="ortaq", dbname="ortaq", autocommit=True) as c:
        for count in range(1_000_000):
            c.execute("insert into vote values (%s)", [number * 1_000_000 + count])
            log.write(f"{number * 1_000_000 + count}\\n".encode())

for number in range(6):
    threading.Thread(target=write, args=[number]).start()
"""

# A supervisor that dies without a word; with ORPHAN the kernel does not tell the server either.
SHORT_LIFE = """
import os, signal, sys
from pathlib import Path
from ortaq.ops import children
from ortaq.ops.postgres import Server
if len(sys.argv) > 2:
    children._libc = None
server = Server(Path(sys.argv[1]))
server.start()
print(server.process.pid, flush=True)
sys.stdin.read() if len(sys.argv) > 3 else os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_product_is_no_superuser_and_comes_only_by_the_socket(cluster: Server) -> None:
    answer = cluster.sql(
        "select rolsuper, rolcreatedb, current_setting('listen_addresses'), "
        "current_setting('fsync'), current_setting('data_checksums'), "
        "current_setting('synchronous_commit') from pg_roles where rolname = current_user"
    )
    assert answer == "f|f||on|on|on"
    assert (
        cluster.sql("select rolsuper from pg_roles where rolname=current_user", role=ADMIN) == "t"
    )
    rules = cluster.sql("select type, auth_method, options from pg_hba_file_rules", role=ADMIN)
    assert rules == "local|peer|{map=ortaq}"
    assert cluster.socket.stat().st_mode & 0o777 == 0o700
    assert cluster.data.stat().st_mode & 0o777 == 0o700


def test_kazakh_letters_are_letters(cluster: Server) -> None:
    cluster.sql("create extension if not exists pg_trgm", database="ortaq")
    assert (
        cluster.sql(
            "select upper('әғқңөұүһі'), 'ҚАЗ' ilike 'қаз', similarity('профсоюз', 'профсоюзы')"
            " > 0.5, 'Әлия' ~ '^\\w+$'",
            database="ortaq",
        )
        == "ӘҒҚҢӨҰҮҺІ|t|t|t"
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_another_user_of_the_machine_is_not_let_in(cluster: Server) -> None:
    stranger = pwd.getpwnam("daemon")
    cluster.socket.chmod(0o777)  # even were the folder open, the kernel tells who asks
    (cluster.socket / ".s.PGSQL.5432").chmod(0o777)
    try:
        asked = subprocess.run(
            [cluster.bin / "psql", "-X", "-h", cluster.socket, "-U", "ortaq", "-c", "select 1"],
            user=stranger.pw_uid, group=stranger.pw_gid, extra_groups=[], cwd="/",
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        cluster.socket.chmod(0o700)
    assert asked.returncode == 2
    assert "Peer authentication failed" in asked.stderr


def test_a_folder_is_held_by_one(cluster: Server) -> None:
    with pytest.raises(StartError, match=rf"already runs on .* \(process {os.getpid()}\)"):
        Server(cluster.folder).start()
    assert cluster.sql("select 1") == "1"


@pytest.mark.parametrize("name", ["n" * 90, "with, comma"])
def test_a_path_that_no_socket_can_have_gets_a_short_one(place: Path, name: str) -> None:
    server = Server(place / name / "pg", fast=True)
    server.start()
    assert server.sql("select 1") == "1"
    assert len(str(server.socket)) < 60
    assert server.socket.stat().st_mode & 0o777 == 0o700
    server.stop()
    first = server.socket
    server.start()
    assert server.sql("select 1") == "1"
    server.stop()
    assert not first.exists()
    server.socket.rmdir()


def test_an_orphan_is_stopped_before_a_new_start(place: Path) -> None:
    orphan = _short_life(place, "orphan")
    assert _is_alive(orphan)
    server = Server(place / "pg")
    server.start()
    assert not _is_alive(orphan)
    assert server.sql("select 1") == "1"
    server.stop()


def test_the_server_does_not_outlive_its_supervisor(place: Path) -> None:
    pid = _short_life(place)
    deadline = time.monotonic() + 10
    while _is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_alive(pid)


def test_kill_9_of_everything_during_writes_loses_no_acknowledged_row(place: Path) -> None:
    keeper = subprocess.Popen(
        [sys.executable, "-c", SHORT_LIFE, place / "pg", "orphan", "stay"],
        env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/",
    )  # fmt: skip
    assert keeper.stdout
    postmaster = int(keeper.stdout.readline())
    server = Server(place / "pg")
    server.sql("create table vote (id bigint primary key)", database="ortaq")
    acknowledged = place / "acknowledged"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, server.socket, acknowledged], stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 20
    while (not acknowledged.exists() or acknowledged.stat().st_size < 20_000) and (
        time.monotonic() < deadline
    ):
        time.sleep(0.05)
    everyone = leftovers._members(server.data, server.data / "postmaster.pid")
    assert postmaster in everyone
    assert len(everyone) > 6
    for pid in (keeper.pid, *everyone, writer.pid):
        os.kill(pid, signal.SIGKILL)
    keeper.communicate()
    writer.wait()

    server.start()
    kept = set(server.sql("select id from vote", database="ortaq").split())
    server.stop()
    promised = set(acknowledged.read_text().rpartition("\n")[0].split())
    assert len(promised) > 1000
    assert promised - kept == set()
    assert len(kept - promised) <= 6  # one a writer may be written and not yet acknowledged


def test_data_of_another_major_version_are_not_touched(place: Path) -> None:
    server = Server(place / "pg", fast=True)
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(StartError, match=r"written by PostgreSQL 17.*run \./ortaq upgrade"):
        server.start()
    (server.data / "PG_VERSION").write_text("18\n")
    server.start()
    server.stop()


def test_a_folder_with_other_things_in_it_is_refused(place: Path) -> None:
    (place / "pg" / "data").mkdir(parents=True)
    (place / "pg" / "data" / "diary.txt").write_text("mine")
    with pytest.raises(StartError, match="holds files but no database"):
        Server(place / "pg", fast=True).start()
    assert (place / "pg" / "data" / "diary.txt").read_text() == "mine"


def test_a_server_that_cannot_start_says_why(place: Path) -> None:
    server = Server(place / "pg", fast=True)
    server.start()
    server.stop()
    with (server.data / "postgresql.conf").open("a") as file:
        file.write("shared_preload_libraries = 'nowhere'\n")
    with pytest.raises(StartError, match='could not access file "nowhere"'):
        server.start()


def test_a_stopped_server_ends_open_sessions(place: Path) -> None:
    server = Server(place / "pg", fast=True)
    server.start()
    with psycopg.connect(host=str(server.socket), user="ortaq", dbname="ortaq"):
        started = time.monotonic()
        assert server.stop()
    assert time.monotonic() - started < 5


def _short_life(place: Path, *more: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SHORT_LIFE), place / "pg", *more],
        env=environment(), stdout=subprocess.PIPE, text=True, check=False, cwd="/",
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    return int(done.stdout)


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"
