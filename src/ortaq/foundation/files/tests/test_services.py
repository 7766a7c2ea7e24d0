"""Taking files in, letting them go."""

import io
import os
import subprocess
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.audit.sentences import act_of
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.files import blobs, personal, selectors, services
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.files.tests import samples

pytestmark = pytest.mark.django_db


def test_an_original_is_kept_byte_for_byte_and_read_only(store):
    data = samples.jpeg()
    stored = store(data)
    path = blobs.path_of(stored.sha256)
    assert path.read_bytes() == data
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.parent.stat().st_mode & 0o077 == 0
    assert (stored.media_type, stored.size, stored.scan) == ("image/jpeg", len(data), "none")
    assert list((blobs.root() / "incoming").iterdir()) == []
    assert list(Entry.objects.values_list("action", "params")) == [
        ("files.stored", {"type": "image/jpeg"})
    ]
    with translation.override("en"):
        assert act_of(Entry.objects.get()) == "added a file (JPG)"


def test_equal_bytes_lie_once_but_rows_stay_apart(store, aigul, marat, on_disk):
    first, second = store(samples.jpeg()), store(samples.jpeg(), owner=marat)
    assert first.pk != second.pk
    assert on_disk() == [first.sha256]
    assert list(selectors.files_of(marat)) == [second]
    services.remove(actor=marat, stored=second)
    run_jobs()
    assert first.sha256 in on_disk()  # Aigul still has hers


def test_the_database_refuses_to_change_an_original(store):
    stored = store(b"as it was", name="a.txt")
    for change in ({"sha256": "0" * 64}, {"size": 3}, {"media_type": "image/png"}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            StoredFile.objects.filter(pk=stored.pk).update(**change)
    StoredFile.objects.filter(pk=stored.pk).update(clean_note="broken")  # what may change


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"x" * 2049, "too_big"), (b"MZ\x90\0" + bytes(60), "type")],
)
def test_a_refused_file_leaves_nothing(store, settings, data, code):
    settings.FILES_MAX_BYTES = 2048
    with pytest.raises(FileRefusedError) as refusal:
        store(data)
    assert refusal.value.code == code
    assert StoredFile.objects.count() == 0
    assert [p for p in blobs.root().rglob("*") if p.is_file()] == []


def test_a_file_of_exactly_the_limit_is_accepted(store, settings):
    settings.FILES_MAX_BYTES = 2048
    assert store(b"x" * 2048, name="a.txt").size == 2048


def test_a_refusal_rolls_the_callers_act_back(store, aigul):
    with pytest.raises(FileRefusedError), transaction.atomic():  # noqa: PT012 -- one act
        store(b"fine", name="a.txt")
        store(b"", name="b.txt")
    assert StoredFile.objects.count() == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_refuses_kindly_and_keeps_nothing(store, settings, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], check=False
    ).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        settings.FILES_DIR = disk / "files"
        kept = store(b"a" * 60_000, name="small.txt")
        with pytest.raises(FileRefusedError) as refusal:
            store(b"b" * 400_000, name="large.txt")
        assert refusal.value.code == "no_space"
        assert "large.txt" in str(refusal.value.reason)
        assert [p.name for p in settings.FILES_DIR.rglob("*") if p.is_file()] == [kept.sha256]
        assert list(StoredFile.objects.values_list("name", flat=True)) == ["small.txt"]
        store(b"c" * 1000, name="later.txt")  # and it goes on
    finally:
        subprocess.run(["umount", disk], check=True)


def test_what_nothing_refers_to_is_removed_after_a_day(store, on_disk):
    old, new = store(b"old", name="old.txt"), store(b"new", name="new.txt")
    yesterday = timezone.now() - timezone.timedelta(days=1, minutes=1)
    # The row's moment may not change, so the clock is asked instead.
    assert personal.purge_unattached(yesterday) == 0
    assert personal.purge_unattached(new.stored_at) == 1
    run_jobs()
    assert list(StoredFile.objects.all()) == [new]
    assert on_disk() == [new.sha256]
    assert Entry.objects.filter(action="files.removed", subject_id=str(old.pk)).count() == 1


def test_every_foreign_key_of_the_house_counts_as_a_reference():
    found = {model._meta.label for model, _column in selectors._references()}
    assert "appeals.Attachment" in found


def test_bytes_without_a_row_are_swept(store, on_disk):
    stored = store(b"kept", name="a.txt")
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 -- one act
        store(b"rolled back", name="b.txt")
        raise ZeroDivisionError
    assert len(on_disk()) == 2
    assert services.tidy() == 1
    assert on_disk() == [stored.sha256]
    assert services.tidy() == 0


def test_a_killed_process_draft_is_forgotten_after_a_day(store):
    store(b"x", name="a.txt")
    draft = blobs.root() / "incoming" / "left"
    draft.write_bytes(b"half")
    services.tidy()
    assert draft.exists()
    os.utime(draft, (0, 0))
    services.tidy()
    assert not draft.exists()


def test_verify_finds_missing_and_changed_bytes(store, capsys):
    _good, bad, gone = (store(text, name="a.txt") for text in (b"good", b"bad", b"gone"))
    path = blobs.path_of(bad.sha256)
    path.chmod(0o600)
    path.write_bytes(b"BAD")
    blobs.path_of(gone.sha256).unlink()
    with pytest.raises(CommandError):
        call_command("files_verify")
    output = capsys.readouterr()
    assert output.err.splitlines() == [
        f"file {bad.pk}, original: changed",
        f"file {gone.pk}, original: missing",
    ]
    assert output.out.startswith("3 files checked, 2 damaged or missing, 0 without a row")
    with pytest.raises(CommandError):
        call_command("files_verify", quick=True)
    assert capsys.readouterr().err.splitlines() == [f"file {gone.pk}, original: missing"]


def test_damaged_bytes_are_healed_when_sent_again(store):
    stored = store(b"letter", name="a.txt")
    path = blobs.path_of(stored.sha256)
    path.chmod(0o600)
    path.write_bytes(b"let")
    store(b"letter", name="again.txt")
    assert path.read_bytes() == b"letter"


def test_a_person_takes_the_list_away_and_is_forgotten(store, aigul, marat):
    store(b"mine", name="mine.txt")
    store(b"his", name="his.txt", owner=marat)
    assert [row["name"] for row in personal.export(aigul)] == ["mine.txt"]
    assert personal.erase(aigul) == []
    assert list(StoredFile.objects.values_list("name", flat=True)) == ["his.txt"]


@pytest.mark.django_db(transaction=True)
def test_bytes_being_placed_are_not_swept(store, aigul, on_disk):
    """Saule's upload of the same bytes is open while the sweeper deletes Aigul's."""
    stored = store(b"shared", name="a.txt")
    placed, go_on = threading.Event(), threading.Event()

    def upload_slowly():
        try:
            with transaction.atomic():
                services.store(owner=aigul, name="b.txt", stream=io.BytesIO(b"shared"))
                placed.set()
                go_on.wait(10)
        finally:
            connection.close()

    uploader = threading.Thread(target=upload_slowly)
    uploader.start()
    assert placed.wait(10)
    services.remove(actor=None, stored=stored)
    assert services.drop_bytes(hashes=[stored.sha256]) == 0
    go_on.set()
    uploader.join()
    assert on_disk() == [stored.sha256]
    assert StoredFile.objects.get().name == "b.txt"
    assert services.drop_bytes(hashes=[stored.sha256]) == 0
