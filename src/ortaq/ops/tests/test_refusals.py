"""A start that cannot work says why in one sentence, and what to do."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from ortaq.config.env import Env
from ortaq.ops import checks, database
from ortaq.ops.errors import StartError
from ortaq.ops.postgres import Server
from ortaq.ops.tests.conftest import free_port, ortaq


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_is_named_and_a_free_one_offered(taken: int, place: Path) -> None:
    done = ortaq("serve", "--port", str(taken), ORTAQ_DATA_DIR=str(place / "home"))
    assert done.returncode == 1
    [sentence] = done.stderr.splitlines()
    assert sentence.startswith(f"ortaq: Port {taken} on 127.0.0.1 is taken by another program:")
    offered = int(sentence.rpartition("--port ")[2].rstrip("."))
    assert checks.port_is_free("127.0.0.1", offered)
    assert not (place / "home" / "pg").exists()


def test_a_folder_that_cannot_be_used_is_named(place: Path) -> None:
    (place / "file").write_text("no folder")
    done = ortaq("serve", ORTAQ_DATA_DIR=str(place / "file" / "home"))
    assert done.returncode == 1
    assert done.stderr == (
        f"ortaq: The folder {place}/file/home cannot be used (Not a directory): change its owner "
        "or free some space, or choose another with ORTAQ_DATA_DIR.\n"
    )


def test_a_demo_names_the_setting_of_its_own_folder(place):
    (place / "file").write_text("")

    done = ortaq("demo", ORTAQ_DEMO_DIR=str(place / "file" / "home"))

    assert done.returncode == 1
    assert "choose another with ORTAQ_DEMO_DIR.\n" in done.stderr
    assert "ORTAQ_DATA_DIR" not in done.stderr


def test_a_full_disk_is_refused_before_anything_is_made(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "FREE_MB_FIRST", 10**9)
    with pytest.raises(StartError, match=r"Only \d+ MB are free where .* needs 1000000000"):
        checks.disk(place)
    (place / "pg" / "data").mkdir(parents=True)
    (place / "pg" / "data" / "PG_VERSION").write_text("18")
    checks.disk(place)  # an installation that runs needs less


def test_a_strange_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    checks.python()
    monkeypatch.setattr(checks, "PYTHONS", ((3, 99), (3, 99)))
    with pytest.raises(StartError, match=r"Ortaq runs on 3\.11 to 3\.13: install one of these"):
        checks.python()


def test_a_misspelt_setting_is_named(place: Path) -> None:
    done = ortaq("serve", ORTAQ_DATA_DIR=str(place), ORTAQ_PUBLIK_URL="https://ortaq.example.kz")
    assert done.returncode == 1
    assert done.stderr == "ortaq: unknown setting ORTAQ_PUBLIK_URL; see docs/settings.md\n"
    done = ortaq("serve", ORTAQ_DATA_DIR=str(place), ORTAQ_EMAIL_PORT="smtp")
    assert done.returncode == 1
    assert done.stderr.startswith("ortaq: ORTAQ_EMAIL_PORT: Input should be a valid integer")


def test_a_command_without_its_database_says_what_to_start(place: Path) -> None:
    done = ortaq("showmigrations", ORTAQ_DATA_DIR=str(place / "home"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"ortaq: The database in {place}/home/pg does not run: start")
    assert "Traceback" not in done.stderr


def test_serve_refuses_a_database_in_locale_c(cluster: Server, place: Path) -> None:
    _create(cluster, "in_c", "encoding 'UTF8' locale_provider libc locale 'C'")
    host = quote(str(cluster.socket), safe="")
    done = ortaq(
        "serve",
        *("--port", str(free_port())),
        ORTAQ_DATA_DIR=str(place / "home"),
        ORTAQ_DATABASE_URL=f"postgresql://ortaq@{host}/in_c",
    )
    assert done.returncode == 1
    [sentence] = [line for line in done.stderr.splitlines() if line.startswith("ortaq: ")]
    assert sentence.startswith("ortaq: The database was created in a locale (C)")
    assert sentence.endswith("create it anew with LC_CTYPE 'C.UTF-8'.")


def test_a_database_that_cannot_hold_kazakh_is_refused(cluster: Server) -> None:
    _create(cluster, "ascii", "encoding 'SQL_ASCII' locale_provider libc locale 'C'")
    with pytest.raises(StartError, match="encoding is SQL_ASCII"):
        _test(cluster, "ascii")


def test_a_database_too_old_is_refused(cluster: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    _test(cluster, "ortaq")
    questions = database.QUESTIONS
    tomorrow = (questions[0][0], lambda number: number >= 990000, questions[0][2])
    monkeypatch.setattr(database, "QUESTIONS", (tomorrow, *questions[1:]))
    with pytest.raises(StartError, match=r"is PostgreSQL number 18.*needs 17 or newer"):
        _test(cluster, "ortaq")


def test_a_database_without_fsync_is_refused(place: Path) -> None:
    server = Server(place / "pg", fast=True)
    server.start()
    with pytest.raises(StartError, match="fsync off and would lose rows"):
        _test(server, "ortaq")
    server.stop()


def test_a_user_who_may_not_make_tables_is_refused(cluster: Server) -> None:
    cluster.sql("create database foreign_house template template0", role="postgres")
    for name in database.EXTENSIONS:
        cluster.sql(f"create extension {name}", database="foreign_house", role="postgres")
    with pytest.raises(StartError, match="may not create tables"):
        _test(cluster, "foreign_house")


def test_a_database_that_does_not_answer_is_named(place: Path) -> None:
    env = Env(data_dir=place, database_url="postgresql://ortaq@127.0.0.1:1/ortaq")
    with pytest.raises(StartError, match="does not answer at ORTAQ_DATABASE_URL"):
        database.connect(env)


def test_programs_too_old_are_refused(place: Path) -> None:
    old = place / "postgres"
    old.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 15.20'\n")
    old.chmod(0o755)
    done = ortaq("serve", "--port", str(free_port()), ORTAQ_DATA_DIR=str(place / "home"),
                 ORTAQ_PG_BINDIR=str(place))  # fmt: skip
    assert done.returncode == 1
    assert "ORTAQ_PG_BINDIR holds PostgreSQL 15, and Ortaq needs 17 or newer" in done.stderr


def _create(cluster: Server, name: str, how: str) -> None:
    cluster.sql(f"create database {name} owner ortaq template template0 {how}", role="postgres")


def _test(server: Server, name: str) -> None:
    with psycopg.connect(
        host=str(server.socket), user="ortaq", dbname=name, autocommit=True
    ) as connection:
        if name != "foreign_house":
            database.add_extensions(connection)
        database.self_test(connection)


def test_help_lists_the_words() -> None:
    done = ortaq("--help")
    assert done.returncode == 0
    words = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert words[:8] == ["demo", "serve", "backup", "restore", "upgrade", "test", "lint", "bench"]
    with pytest.raises(subprocess.CalledProcessError):
        ortaq("nonsense").check_returncode()
