"""A person's copy of the data holds the files that the person sent, and nobody else's."""

import io
import json
import zipfile

import pytest

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.bundle import OwnFile, stream
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.files import blobs
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.files.tests import samples


def opened(parts) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(parts)))


def fetch(user) -> zipfile.ZipFile:
    export = accounts.request_export(user=user)
    run_jobs()
    return opened(accounts.open_export(user=user, export_id=export.pk))


@pytest.mark.django_db
def test_the_copy_holds_the_originals_under_their_names(store, aigul, marat):
    photo, letter = samples.jpeg(), "Өтініш мәтіні".encode()
    first, second = store(photo, name="сурет.jpg"), store(letter, name="хат.txt")
    again = store(photo, name="сурет.jpg")  # the same name and bytes: both are there
    foreign = store(b"of another", name="marat.txt", owner=marat)
    copy = fetch(aigul)
    assert copy.testzip() is None
    found = {name: copy.read(name) for name in copy.namelist() if name.startswith("files/")}
    assert found == {
        f"files/{first.pk}/сурет.jpg": photo,
        f"files/{second.pk}/хат.txt": letter,
        f"files/{again.pk}/сурет.jpg": photo,
    }
    listed = json.loads(copy.read("files.json"))
    assert {row["in_copy"] for row in listed} == set(found)
    assert not any(str(foreign.pk) in name.split("/") for name in copy.namelist())


@pytest.mark.django_db
def test_what_the_scanner_holds_is_named_but_not_given(store, aigul):
    stored = store(b"perhaps a virus", name="a.txt")
    StoredFile.objects.filter(pk=stored.pk).update(scan=StoredFile.Scan.INFECTED)
    copy = fetch(aigul)
    assert [name for name in copy.namelist() if name.startswith("files/")] == []
    assert [row["in_copy"] for row in json.loads(copy.read("files.json"))] == [""]


@pytest.mark.django_db
def test_a_file_whose_bytes_are_gone_leaves_the_rest(store, aigul):
    gone, stays = store(b"gone", name="gone.txt"), store(b"stays", name="stays.txt")
    run_jobs()  # clean copies are made
    blobs.path_of(gone.sha256).unlink()
    copy = fetch(aigul)
    assert copy.testzip() is None
    files = [name for name in copy.namelist() if name.startswith("files/")]
    assert files == [f"files/{stays.pk}/stays.txt"]


def test_a_large_file_is_never_whole_in_memory(tmp_path):
    large = tmp_path / "large"
    large.write_bytes(bytes(range(256)) * 40_000)  # 10 MB
    texts = io.BytesIO()
    zipfile.ZipFile(texts, "w").close()
    parts = list(stream(texts.getvalue(), [OwnFile("large", large)]))
    assert max(map(len, parts)) < 2**19
    assert opened(parts).read("large") == large.read_bytes()
