"""An upgrade across a PostgreSQL major version, from a real older server.

What is not shown: data of a release of ours on PostgreSQL 17, since its programs are not to be had
here; Debian's 15 stands for the older server, which is a longer way.
"""

import subprocess
from pathlib import Path

import pytest

from ortaq.config.env import Env
from ortaq.ops import upgrade
from ortaq.ops.errors import StartError
from ortaq.ops.postgres import ADMIN, Server
from ortaq.ops.postgres.identity import identity_for

OLD = Path("/usr/lib/postgresql/15/bin")
needs_old = pytest.mark.skipif(
    not (OLD / "initdb").exists(), reason="needs an older server; apt-get install postgresql-15"
)


@pytest.fixture
def old_home(place: Path) -> Env:
    """An installation whose cluster an older PostgreSQL made."""
    env = Env(data_dir=place / "home", database_url="")
    (env.data_dir / "run").mkdir(mode=0o700, parents=True)
    env.pg_dir.mkdir()
    data = env.pg_dir / "data"
    identity = identity_for(data)
    data.mkdir(mode=0o700)
    identity.own(data)
    subprocess.run(
        [OLD / "initdb", "-D", data, "-U", ADMIN, "--encoding=UTF8", "--locale=C.UTF-8", "-k"],
        check=True, cwd="/", stdout=subprocess.DEVNULL, **identity.credentials,
    )  # fmt: skip
    server = Server(env.pg_dir, programs_of=OLD)
    server.start()
    server.sql("create role ortaq login", role=ADMIN)
    server.sql("create database ortaq owner ortaq", role=ADMIN)
    for statement in (
        "create extension pg_trgm",
        "create table member (id int generated always as identity primary key, name text)",
        "insert into member (name) select 'Әлия ' || n from generate_series(1, 3000) n",
        "create index on member using gin (name gin_trgm_ops)",
    ):
        server.sql(statement, database="ortaq")
    server.stop()
    return env


@needs_old
def test_data_of_an_older_major_version_are_carried_over(
    old_home: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StartError, match=r"written by PostgreSQL 15.*run \./ortaq upgrade"):
        Server(old_home.pg_dir).start()
    monkeypatch.setattr(upgrade, "_prepare", lambda _env: 0)  # migrations have tests of their own
    assert upgrade.upgrade_folder(old_home, is_backed_up=False) == 0

    server = Server(old_home.pg_dir)
    server.start()
    answer = "select count(*), current_setting('server_version_num')::int / 10000 from member"
    assert server.sql(answer, database="ortaq") == "3000|18"
    assert server.sql(
        "insert into member (name) values ('Ерлан') returning id", database="ortaq"
    ) == "3001"  # fmt: skip
    server.stop()

    [kept] = old_home.data_dir.glob("pg.15-until-*")
    old = Server(kept, programs_of=OLD)
    old.start()
    assert old.sql("select count(*) from member", database="ortaq") == "3000"
    old.stop()
    assert sorted(p.name.split("-")[0] for p in old_home.data_dir.iterdir()) == [
        "pg", "pg.15", "run",
    ]  # fmt: skip


@needs_old
def test_an_upgrade_that_fails_leaves_the_old_data(
    old_home: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_a_row(env: Env, old: Server, new: Server) -> None:
        pump(env, old, new)
        new.sql("delete from member where id = 7", database="ortaq")

    pump = upgrade._pump
    monkeypatch.setattr(upgrade, "_pump", lose_a_row)
    with pytest.raises(StartError, match="member: 3000 rows in the backup, 2999 restored"):
        upgrade.upgrade_folder(old_home, is_backed_up=False)
    assert (old_home.pg_dir / "data" / "PG_VERSION").read_text() == "15\n"


def test_programs_that_are_gone_are_named(place: Path) -> None:
    env = Env(data_dir=place / "home", database_url="")
    (env.pg_dir / "data").mkdir(parents=True)
    (env.pg_dir / "data" / "PG_VERSION").write_text("14\n")
    with pytest.raises(StartError, match="install postgresql-14, or restore a backup"):
        upgrade.upgrade_folder(env, is_backed_up=False)


def test_an_upgrade_begins_with_a_backup(place: Path) -> None:
    env = Env(data_dir=place / "home", database_url="", backup_key_file=None)
    with pytest.raises(StartError, match="begins with a backup, and no key"):
        upgrade._back_up(env, is_wanted=True)
