"""The chain: gapless, complete, and broken by any change from outside."""

import hashlib
import json
import threading
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from ortaq.foundation.audit.chain import GENESIS, Row, canonical, link
from ortaq.foundation.audit.events import AuditBroken
from ortaq.foundation.audit.models import ChainLink, Entry, Head, Pending
from ortaq.foundation.audit.nightly import verify_since_last_head
from ortaq.foundation.audit.selectors import lag
from ortaq.foundation.audit.services import close_day, record, sequence, sequencing
from ortaq.foundation.audit.services.recording import plain
from ortaq.foundation.audit.verification import verify


@pytest.fixture
def aigul(db):
    return get_user_model().objects.create_user(
        email="aigul@example.org", family_name="Серікқызы", given_name="Айгүл"
    )


def write(person, count: int = 1) -> list[Entry]:
    return [
        record(action="kettle.boiled", subject=person, actor=person, params={"number": n})
        for n in range(count)
    ]


def tamper(statement: str) -> None:
    """Do as a superuser of the database can."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("set session_replication_role = origin")


def test_the_canonical_form_is_what_an_outsider_would_compute():
    row = Row(
        7,
        datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        3,
        "a.b",
        "x.y",
        "5",
        None,
        '{"name": {"ru": "Ёж \\" /", "kk": "Әже"}, "n": 2}',
    )
    expected = (
        '{"action":"a.b","actor":3,"at":"2026-11-23T09:30:00.000000Z","body":null,"id":7,'
        '"params":{"n":2,"name":{"kk":"Әже","ru":"Ёж \\" /"}},'
        '"subject_id":"5","subject_type":"x.y"}'
    ).encode()
    assert canonical(row) == expected
    assert link(GENESIS, row) == hashlib.sha256(bytes(32) + expected).digest()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcXYZ_09", min_size=1), inner),
    max_leaves=8,
)


@given(params=st.dictionaries(st.text("abcXYZ_09", min_size=1), VALUES))
@settings(max_examples=60, deadline=None)
def test_the_order_and_spacing_of_stored_json_never_changes_the_hash(params):
    def row(text: str) -> Row:
        return Row(1, datetime(2026, 1, 1, tzinfo=UTC), 1, "a", "b", "c", 1, text)

    turned = dict(reversed(params.items()))
    assert canonical(row(json.dumps(params))) == canonical(row(json.dumps(turned, indent=2)))


def test_only_plain_values_enter_the_trail():
    assert plain({"on": date(2026, 1, 2), "names": ("a", 1, None, True)}) == {
        "on": "2026-01-02",
        "names": ["a", 1, None, True],
    }
    for value in (1.5, object(), {"ә": 1}, {1: 1}):
        with pytest.raises(TypeError):
            plain({"value": value} if not isinstance(value, dict) else value)


@pytest.mark.django_db
def test_entries_are_chained_in_order_without_gaps(aigul):
    entries = write(aigul, 5)
    assert Pending.objects.count() == 5
    assert sequence() == 5
    assert Pending.objects.count() == 0
    assert list(ChainLink.objects.order_by("seq").values_list("seq", "entry_id")) == [
        (n, entry.pk) for n, entry in enumerate(entries, 1)
    ]
    assert sequence() == 0
    report = verify()
    assert (report.checked, report.last_seq, report.problem) == (5, 5, None)
    assert report.last_hash == bytes(ChainLink.objects.get(seq=5).hash)


@pytest.mark.django_db
def test_batches_join_without_a_seam(aigul, monkeypatch):
    monkeypatch.setattr(sequencing, "BATCH", 3)
    write(aigul, 8)
    assert sequence() == 8
    assert verify().problem is None
    assert verify(start=5).checked == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set action='x'",
        "delete from audit_entry",
        "truncate audit_entry cascade",
        "update audit_chainlink set seq=9",
        "delete from audit_chainlink",
        "truncate audit_chainlink",
        "update audit_head set seq=1",
        "delete from audit_head",
        "truncate audit_head",
    ],
)
def test_the_database_refuses_to_change_what_was_written(aigul, statement):
    write(aigul)
    sequence()
    close_day(day=date(2026, 11, 22))
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # else the open transaction refuses
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.get().action == "kettle.boiled"


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_is_not_lost(aigul):
    """Ids are given before commits: the lower id becomes visible after a higher one is chained."""
    written, may_commit = threading.Event(), threading.Event()

    def slow_clerk() -> None:
        try:
            with transaction.atomic():
                write(aigul)
                written.set()
                assert may_commit.wait(20)
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow_clerk)
    thread.start()
    assert written.wait(20)
    write(aigul)
    assert sequence() == 1
    may_commit.set()
    thread.join(20)
    assert sequence() == 1
    first, second = ChainLink.objects.order_by("seq").values_list("entry_id", flat=True)
    assert first > second
    assert verify().problem is None


@pytest.mark.django_db(transaction=True)
def test_two_sequencers_never_work_at_once(aigul):
    write(aigul, 2)
    result: list[int] = []

    def second() -> None:
        try:
            result.append(sequence())
        finally:
            connections.close_all()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [sequencing.LOCK])
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(20)
    assert result == [0]
    assert sequence() == 2


@pytest.mark.django_db
def test_a_changed_entry_is_found_and_named(aigul):
    entries = write(aigul, 6)
    sequence()
    tamper(f"update audit_entry set params='{{\"number\": 99}}' where id={entries[3].pk}")
    problem = verify().problem
    assert (problem.seq, problem.entry_id) == (4, entries[3].pk)
    with pytest.raises(CommandError, match=rf"link 4 \(entry {entries[3].pk}\)"):
        call_command("audit_verify")


@pytest.mark.django_db(transaction=True)
def test_a_removed_entry_is_found(aigul):
    entries = write(aigul, 4)
    sequence()
    tamper(f"delete from audit_entry where id={entries[1].pk}")
    assert (verify().problem.seq, verify().problem.what) == (2, "its entry is missing")


@pytest.mark.django_db
def test_a_removed_link_is_found(aigul):
    write(aigul, 4)
    sequence()
    tamper("delete from audit_chainlink where seq=2")
    assert (verify().problem.seq, verify().problem.what) == (2, "missing")


@pytest.mark.django_db
def test_an_entry_smuggled_past_the_triggers_is_found(aigul):
    write(aigul, 2)
    sequence()
    tamper(
        "insert into audit_entry (at, action, subject_type, subject_id, params)"
        " values (now(), 'forged', 'x', '1', '{}')"
    )
    assert verify().problem.entry_id == Entry.objects.get(action="forged").pk


@pytest.mark.django_db
def test_a_chain_cut_short_is_found_by_the_days_head(aigul):
    write(aigul, 4)
    sequence()
    close_day(day=date(2026, 11, 22))
    tamper("delete from audit_chainlink where seq>2")
    assert verify().problem.seq == 3


@pytest.mark.django_db
def test_a_chain_made_anew_is_found_only_by_heads_kept_elsewhere(aigul, tmp_path, capsys):
    entries = write(aigul, 3)
    sequence()
    close_day(day=date(2026, 11, 22))
    call_command("audit_heads")
    kept = tmp_path / "heads.csv"
    kept.write_text(capsys.readouterr().out)
    tamper(f"update audit_entry set action='forged' where id={entries[0].pk}")
    tamper("delete from audit_head")
    tamper("delete from audit_chainlink")
    tamper("insert into audit_pending select id from audit_entry")
    sequence()
    assert verify().problem is None  # the whole inside agrees with itself
    with pytest.raises(CommandError, match=r"link 3 .* differs from the head kept"):
        call_command("audit_verify", "--heads", str(kept))


@pytest.mark.django_db
def test_the_days_head_is_kept_once(aigul, caplog):
    assert close_day(day=date(2026, 11, 22)) is None
    write(aigul, 2)
    sequence()
    caplog.set_level("INFO", logger="ortaq")
    head = close_day(day=date(2026, 11, 22))
    assert head.seq == 2
    assert bytes(head.hash).hex() in caplog.text
    write(aigul)
    sequence()
    assert close_day(day=date(2026, 11, 22)) == head
    assert Head.objects.count() == 1


@pytest.mark.django_db
def test_the_nightly_check_covers_the_day_and_states_a_break(aigul, monkeypatch):
    entries = write(aigul, 3)
    sequence()
    close_day(day=date(2026, 11, 21))
    write(aigul, 2)
    sequence()
    close_day(day=date(2026, 11, 22))
    assert verify_since_last_head().checked == 2
    tamper(f"update audit_entry set action='x' where id={entries[2].pk + 1}")
    stated = []
    monkeypatch.setattr("ortaq.foundation.audit.nightly.publish", stated.append)
    verify_since_last_head()
    assert stated == [AuditBroken(seq=4, problem="the entry or an earlier link was changed")]


@pytest.mark.django_db
def test_the_lag_counts_what_waits(aigul):
    assert lag().pending == 0
    write(aigul, 2)
    tamper("update audit_entry set at = now() - interval '6 minutes'")
    assert lag().pending == 2
    assert 360 <= lag().seconds < 400
    sequence()
    assert lag().seconds == 0
    assert timezone.now().tzinfo is not None
