"""Backups: what was, comes back; what is not whole, changes nothing."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ortaq.config.env import Env
from ortaq.foundation.audit.chain import GENESIS, Row, link
from ortaq.ops import backup, places, restore, vault
from ortaq.ops.errors import StartError, spoken
from ortaq.ops.postgres import Server

FILES = {"ab/cd/abcd": "Өтініш".encode() * 1000, "ef/01/ef01": b"", "incoming/half": b"draft"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, cluster: Server) -> Iterator[Env]:
    """An installation with a little in it. Its database runs."""
    folder = cluster.folder.parent
    for name, content in FILES.items():
        path = folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    key = tmp_path_factory.mktemp("key") / "key"
    vault.new_key(key)
    env = Env(data_dir=folder, database_url="", backup_key_file=key, mode="production",
              secret_key="", identity_keys="")  # fmt: skip
    for statement in (
        "create extension if not exists pg_trgm",
        "drop table if exists member, audit_chainlink, audit_entry",
        "create table member (id int primary key, name text, check (name <> ''))",
        "insert into member select n, 'Әлия ' || n from generate_series(1, 5000) n",
        "create index on member using gin (name gin_trgm_ops)",
        "create table audit_entry (id bigint primary key, at timestamptz, actor_id int, "
        "action text, subject_type text, subject_id text, body_id int, params jsonb)",
        "create table audit_chainlink (seq bigint primary key, hash bytea, entry_id bigint)",
        *_acts("appeals.submitted", "appeals.answered"),
    ):
        cluster.sql(statement, database="ortaq")
    yield env
    cluster.sql("drop table member, audit_chainlink, audit_entry", database="ortaq")


def _acts(*actions: str) -> Iterator[str]:
    """Yield statements that write acts and their places in the chain."""
    head = GENESIS
    for number, action in enumerate(actions, 1):
        moment = datetime(2026, 11, number, 12, tzinfo=UTC)
        head = link(head, Row(number, moment, 7, action, "appeal", "1", None, '{"n": "Ә"}'))
        yield (
            f"insert into audit_entry values ({number}, '{moment}', 7, '{action}', 'appeal', "
            """'1', null, '{"n": "Ә"}')"""
        )
        yield f"insert into audit_chainlink values ({number}, '\\x{head.hex()}', {number})"


@pytest.fixture(scope="module")
def made(home: Env, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(backup.make(home, str(tmp_path_factory.mktemp("backups"))))


def elsewhere(home: Env, place: Path) -> Env:
    return home.model_copy(update={"data_dir": place / "home"})


def bring_back(env: Env, source: Path, *words: str) -> int:
    """Run the word with this installation's settings."""
    os.environ["ORTAQ_DATA_DIR"], before = str(env.data_dir), os.environ["ORTAQ_DATA_DIR"]
    os.environ["ORTAQ_BACKUP_KEY_FILE"] = str(env.backup_key_file)
    try:
        return restore.main([str(source), *words])
    finally:
        os.environ["ORTAQ_DATA_DIR"] = before
        del os.environ["ORTAQ_BACKUP_KEY_FILE"]


def test_a_backup_is_closed_and_readable_by_its_owner_only(made: Path) -> None:
    content = made.read_bytes()
    assert content.startswith(vault.MAGIC)
    assert "Әлия".encode() not in content
    assert b"member" not in content
    assert made.stat().st_mode & 0o777 == 0o600
    assert not list(made.parent.glob("*.part"))


def test_a_restored_installation_is_the_same(home: Env, made: Path, place: Path) -> None:
    env = elsewhere(home, place)
    assert bring_back(env, made) == 0
    for name, content in FILES.items():
        path = env.data_dir / "files" / name
        assert not path.exists() if name.startswith("incoming") else path.read_bytes() == content
    for name in ("secret_key", "identity_keys"):
        key = env.data_dir / "keys" / name
        assert key.exists() == (home.data_dir / "keys" / name).exists()
    server = Server(env.pg_dir)
    server.start()
    assert server.sql("select count(*), min(name) from member", database="ortaq") == "5000|Әлия 1"
    assert server.sql(
        "select tableowner from pg_tables where tablename = 'member'", database="ortaq"
    ) == "ortaq"  # fmt: skip
    assert server.sql("select current_setting('fsync')") == "on"
    server.stop()
    assert [path.name for path in place.iterdir()] == ["home"]

    with pytest.raises(StartError, match=r"holds data.*say --force"):
        bring_back(env, made)
    (env.data_dir / "files" / "mark").write_text("before")
    assert bring_back(env, made, "--force") == 0
    [kept] = place.glob("home.before-restore-*")
    assert (kept / "files" / "mark").read_text() == "before"
    assert not (env.data_dir / "files" / "mark").exists()

    # It is at rest: its database is started for a backup, and stopped again.
    again = backup.make(env, str(place / "again.backup"))
    assert Path(again).stat().st_size > 1000
    assert not (env.pg_dir / "data" / "postmaster.pid").exists()


def test_a_verified_backup_leaves_nothing_behind(
    home: Env, made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert backup.verify(home, str(made)) == 0
    said = capsys.readouterr().out
    assert "restored 5004 rows of 3 tables and 2 files" in said
    assert "the audit chain holds to its end at 2" in said
    assert not (home.data_dir / "trial").exists()


def test_a_hurt_backup_changes_nothing(home: Env, made: Path, place: Path) -> None:
    whole = made.read_bytes()
    cut, bit = place / "cut.backup", place / "bit.backup"
    cut.write_bytes(whole[:-20])
    bit.write_bytes(whole[:-99] + bytes([whole[-99] ^ 4]) + whole[-98:])
    env = elsewhere(home, place)
    with pytest.raises(StartError, match="damaged or cut off"):
        bring_back(env, cut)
    assert not (env.data_dir / "pg").exists()
    assert not list(place.glob("*.restoring"))
    with pytest.raises(StartError, match="damaged or cut off"):
        backup.verify(home, str(bit))
    assert not (home.data_dir / "trial").exists()


def test_another_key_opens_nothing(home: Env, made: Path, tmp_path: Path) -> None:
    vault.new_key(tmp_path / "other")
    env = home.model_copy(update={"backup_key_file": tmp_path / "other"})
    with pytest.raises(StartError, match="closed with another key"):
        backup.verify(env, str(made))


def test_a_copy_with_other_rows_is_noticed(
    home: Env, cluster: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = backup.archive.manifest.survey

    def miscount(connection: object) -> tuple[dict[str, int], list[object], int]:
        tables, _head, count = survey(connection)
        return tables | {"member": tables["member"] + 1}, [9, "ff"], count

    monkeypatch.setattr(backup.archive.manifest, "survey", miscount)
    target = backup.make(home, str(tmp_path / "lying.backup"))
    monkeypatch.undo()
    with pytest.raises(StartError) as refusal:
        backup.verify(home, target)
    assert str(refusal.value) == (
        "The restored copy differs from its backup: table member: 5001 rows in the backup, "
        f"5000 restored; the audit chain ends at [2, '{_head(cluster)}'], not at [9, 'ff']."
    )


def _head(cluster: Server) -> str:
    return cluster.sql(
        "select encode(hash, 'hex') from audit_chainlink where seq = 2", database="ortaq"
    )


def test_an_entry_changed_in_place_is_found_though_all_counts_agree(
    home: Env, cluster: Server, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def rewrite(action: str) -> None:
        cluster.sql(f"update audit_entry set action = '{action}' where id = 1", database="ortaq")

    rewrite("appeals.rated")
    try:
        made = backup.make(home, str(place / "rewritten.backup"))
    finally:
        rewrite("appeals.submitted")
    with pytest.raises(StartError, match="does not hold from link 1 on"):
        backup.verify(home, made)
    # The evidence is never refused to whoever has nothing else.
    assert bring_back(elsewhere(home, place), Path(made)) == 0
    assert "ATTENTION: the audit chain does not hold from link 1" in capsys.readouterr().out


def test_a_backup_is_never_overwritten_and_old_ones_go(home: Env, tmp_path: Path) -> None:
    for day in ("01", "02", "03"):
        (tmp_path / f"ortaq-202611{day}-020000.backup").write_text(day)
    with pytest.raises(StartError, match="never overwritten"):
        backup.make(home, str(tmp_path / "ortaq-20261101-020000.backup"))
    places.prune(str(tmp_path / "ortaq-20261103-020000.backup"), 2)
    assert sorted(p.read_text() for p in tmp_path.iterdir()) == ["02", "03"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a disk that is full")
def test_a_full_disk_leaves_half_a_backup_nowhere(
    home: Env, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", tmp_path], check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this container may not mount a small disk")
    try:
        assert spoken(lambda _argv: bool(backup.make(home, str(tmp_path))))([]) == 1
        assert "No space left on device" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_a_backup_goes_to_another_machine_and_comes_back(home: Env, tmp_path: Path) -> None:
    """The other machine is a shell here; what runs on it is what ssh would run there."""
    (tmp_path / "there").mkdir()
    ssh = tmp_path / "ssh"
    ssh.write_text(f'#!/bin/sh\ntest "$1" = vault.example.kz || exit 9\ncd {tmp_path}/there\n'
                   'exec sh -c "$2"\n')  # fmt: skip
    ssh.chmod(0o755)
    env = home.model_copy(update={"backup_ssh": str(ssh)})
    target = backup.make(env, "vault.example.kz:o'ne.backup")
    assert target == "vault.example.kz:o'ne.backup"
    there = tmp_path / "there" / "o'ne.backup"
    assert [path.name for path in there.parent.iterdir()] == [there.name]
    assert backup.verify(env, target) == 0
    digest = hashlib.sha256(there.read_bytes()).hexdigest()
    with pytest.raises(StartError, match="the other machine says: exit code 1"):
        backup.make(env, target)
    assert hashlib.sha256(there.read_bytes()).hexdigest() == digest
    with pytest.raises(StartError, match="the other machine says: exit code 9"):
        backup.make(env, "elsewhere.example.kz:x")


@pytest.mark.skipif(not shutil.which("ssh"), reason="needs ssh; apt-get install openssh-client")
def test_an_unreachable_machine_is_named(home: Env) -> None:
    env = home.model_copy(
        update={"backup_ssh": "ssh -F none -o BatchMode=yes -o ConnectTimeout=2 -p 1"}
    )
    with pytest.raises(StartError, match=r"127\.0\.0\.1:x: the other machine says: .*refused"):
        backup.make(env, "127.0.0.1:x")
