"""The virus scanner: its verdicts, and its silence."""

import io
import socket

import pytest

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.files import blobs, services
from ortaq.foundation.files.adapters.clamd import ClamdScanner
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.http import download
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.files.ports import ScannerUnavailableError, Verdict
from ortaq.foundation.files.tests.clamd import EICAR, clamd


@pytest.fixture
def path(settings, tmp_path):
    settings.FILES_CLAMD_SOCKET = str(tmp_path / "clamd.ctl")
    return tmp_path / "clamd.ctl"


def test_the_adapter_keeps_the_ports_contract(path):
    scanner = ClamdScanner(str(path), patience=2)
    large = bytes(300_000) + b"end"
    with clamd(path) as seen:
        assert scanner.scan(io.BytesIO(b"letter")) == Verdict()
        assert scanner.scan(io.BytesIO(EICAR)) == Verdict("Win.Test.EICAR_HDB-1")
        stream = io.BytesIO(large)
        stream.read(10)
        assert not scanner.scan(stream).virus  # from the start, whole
        assert scanner.scan(stream) == Verdict()
    assert seen == [b"letter", EICAR, large, large]


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"UNKNOWN COMMAND\0", b"", b"stream: "]
)
def test_no_clear_verdict_is_no_verdict(path, answer):
    with clamd(path, answer=answer or b"\0"), pytest.raises(ScannerUnavailableError):
        ClamdScanner(str(path), patience=2).scan(io.BytesIO(b"letter"))


def test_a_file_too_long_for_the_scanner_is_not_called_clean(path):
    with clamd(path, limit=1000), pytest.raises(ScannerUnavailableError):
        ClamdScanner(str(path), patience=2).scan(io.BytesIO(bytes(900_000)))


def test_a_mute_scanner_does_not_hold_the_page_for_ever(path):
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(path))
        mute.listen()
        with pytest.raises(ScannerUnavailableError):
            ClamdScanner(str(path), patience=0.2).scan(io.BytesIO(b"letter"))


def test_a_virus_is_refused_and_nothing_is_kept(path, store, on_disk):
    with clamd(path), pytest.raises(FileRefusedError) as refusal:
        store(b"see: " + EICAR, name="invoice.txt")
    assert refusal.value.code == "infected"
    assert on_disk() == []
    assert StoredFile.objects.count() == 0


def test_a_dead_scanner_holds_files_and_loses_none(path, store, on_disk):
    good, bad = store(b"letter", name="a.txt"), store(EICAR, name="b.txt")
    assert (good.scan, bad.scan) == ("waiting", "waiting")
    assert len(on_disk()) == 2
    for variant in ("original", "clean", "thumbnail"):
        response = download(good, variant=variant)
        assert (response.status_code, "Retry-After" in response.headers) == (503, True)
    assert run_jobs() == 0  # an unchecked file is not even opened for cleaning
    assert services.scan_waiting() == 0
    with clamd(path):
        assert services.scan_waiting() == 2
    run_jobs()
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.scan, good.clean_state) == ("passed", "ready")
    assert (bad.scan, bad.clean_state, bad.clean_note) == ("infected", "unavailable", "infected")
    assert download(bad, variant="original").status_code == 409
    assert Entry.objects.filter(action="files.infected", subject_id=str(bad.pk)).count() == 1
    assert blobs.path_of(bad.sha256).exists()  # evidence; nobody is given it
    assert services.scan_waiting() == 0
    response = download(good, variant="original")
    assert response.status_code == 200
    response.file_to_stream.close()


def test_the_operator_may_choose_to_refuse(path, store, settings, on_disk):
    settings.FILES_CLAMD_DOWN = "refuse"
    with pytest.raises(FileRefusedError) as refusal:
        store(b"letter", name="a.txt")
    assert refusal.value.code == "scanner_down"
    assert on_disk() == []


def test_without_a_scanner_held_files_are_let_go(path, store, settings):
    held = store(b"letter", name="a.txt")
    settings.FILES_CLAMD_SOCKET = ""
    assert services.scan_waiting() == 1
    run_jobs()
    held.refresh_from_db()
    assert (held.scan, held.clean_state) == ("none", "ready")
