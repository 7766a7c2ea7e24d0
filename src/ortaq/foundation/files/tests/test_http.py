"""Giving files out, and taking uploads in through the real request machinery."""

import subprocess

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import translation

from ortaq.foundation.accounts.access import public
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.files import blobs, services
from ortaq.foundation.files.forms import FilesField
from ortaq.foundation.files.http import content_disposition, download
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.files.tests import samples

pytestmark = pytest.mark.django_db


def body_of(response) -> bytes:
    body = b"".join(response) if response.streaming else response.content
    for close in response._resource_closers:  # response.close() would end the test's connection
        close()
    return body


def test_a_download_can_do_nothing_but_be_saved(store):
    data = samples.pdf()
    stored = store(data, name="Өтініш 1.pdf")
    response = download(stored, variant="original")
    assert dict(response.headers) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(stored.size),
        "Content-Disposition": 'attachment; filename="______ 1.pdf"; '
        "filename*=UTF-8''%D3%A8%D1%82%D1%96%D0%BD%D1%96%D1%88%201.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
    }
    assert response.streaming
    assert body_of(response) == data


@pytest.mark.parametrize(
    "name", ['a"b.pdf', "a\\b.pdf", "a%22.pdf", "a\r\nSet-Cookie: x=1.pdf", "я;y=z.pdf"]
)
def test_no_name_breaks_out_of_its_header(name):
    header = content_disposition(name)
    plain = header.split('filename="')[1].split('"; filename*=')[0]
    assert not set(plain) & set('"\\%\r\n')
    assert header.isascii()
    assert "\n" not in header
    assert header.count('"') == 2


def test_the_clean_copy_comes_by_a_job_and_the_original_stays(store):
    original = samples.jpeg()
    stored = store(original)
    early = download(stored, variant="clean")
    assert (early.status_code, early.headers["Retry-After"]) == (503, "60")
    run_jobs()
    stored.refresh_from_db()
    assert stored.clean_state == "ready"
    clean = body_of(download(stored, variant="clean"))
    assert clean.startswith(b"\xff\xd8")
    assert b"SecretPhone" not in clean
    assert stored.clean_size == len(clean)
    assert body_of(download(stored, variant="original")) == original
    small = download(stored, variant="thumbnail")
    assert small.headers["Content-Type"] == "image/jpeg"
    assert small.headers["Content-Disposition"].startswith('attachment; filename="thumbnail.jpg"')
    body_of(small)
    before = StoredFile.objects.values().get()
    services.make_clean_copy(stored_id=stored.pk)  # a second delivery changes nothing
    assert StoredFile.objects.values().get() == before


def test_an_animation_is_named_after_what_its_copy_is(store):
    stored = store(samples.gif(), name="party.gif")
    run_jobs()
    stored.refresh_from_db()
    response = download(stored, variant="clean")
    assert response.headers["Content-Type"] == "image/png"
    assert "party.png" in response.headers["Content-Disposition"]
    body_of(response)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_copy_is_an_honest_state(store, language):
    stored = store(samples.docx_file(extra={"word/embeddings/o.bin": b"x"}), name="a.docx")
    run_jobs()
    stored.refresh_from_db()
    assert (stored.clean_state, stored.clean_note) == ("unavailable", "embedded")
    with translation.override(language):
        response = download(stored, variant="clean")
        said = response.content.decode()
    assert response.status_code == 409
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert len(said) > 40
    assert (language == "en") == ("cannot be made" in said)
    body_of(download(stored, variant="original"))  # the case holder still opens it


class SampleForm(forms.Form):
    files = FilesField(required=False, max_count=2)
    note = forms.CharField(required=False)


@public
def take(request):
    form = SampleForm(request.POST, request.FILES)
    if not form.is_valid():
        return HttpResponse("|".join(form.errors["files"]), status=422)
    sizes = [str(upload.size) for upload in form.cleaned_data["files"]]
    return HttpResponse(f"{','.join(sizes)};{form.cleaned_data['note']}")


urlpatterns = [path("take", take), path("", include("ortaq.config.urls"))]


@pytest.fixture
def post(client):
    def post_files(*files, **fields):
        data = {"files": [SimpleUploadedFile(name, body) for name, body in files], **fields}
        with override_settings(ROOT_URLCONF=__name__):
            return client.post("/take", data, headers={"accept-language": "en"})

    return post_files


def test_several_files_come_through_the_form(post):
    response = post(("a.txt", b"one"), ("b.jpg", samples.jpeg()), note="хат")
    assert response.status_code == 200
    assert response.content.decode() == f"3,{len(samples.jpeg())};хат"


def test_no_file_at_all_is_fine(post):
    assert post(note="x").content == b";x"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("a.txt", b"")], "The file “a.txt” is empty."),
        ([("page.jpg", b"<html><script>x</script>")], "Files like “page.jpg” cannot be accepted."),
        ([("big.txt", b"x" * 5000)], "“big.txt” is larger than"),
        ([("a.txt", b"x")] * 3, "At most 2 files"),
        ([("a.svg", b"<svg/>"), ("b.txt", b"")], "“b.txt” is empty"),
    ],
)
def test_refusals_stand_at_the_field(post, settings, files, words):
    settings.FILES_MAX_BYTES = 4096
    response = post(*files)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert response.content.decode().count("|") == (len(files) == 2)


def test_a_file_over_the_limit_never_lies_whole_on_the_disk(post, settings, tmp_path):
    settings.FILES_MAX_BYTES = 100_000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    assert post(("big.txt", b"x" * 900_000)).status_code == 422
    assert list(tmp_path.glob("*.upload*")) == []


def test_a_body_larger_than_any_form_is_refused_unread(settings):
    settings.FILES_MAX_BYTES, settings.FILES_MAX_COUNT = 1024, 2
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024
    with override_settings(ROOT_URLCONF=__name__):
        response = Client().post("/take", {"files": SimpleUploadedFile("a.txt", b"x" * 10_000)})
    assert response.status_code == 400


def test_a_full_disk_under_the_upload_is_said_kindly(post, settings, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        settings.FILE_UPLOAD_TEMP_DIR = str(disk)
        response = post(("photo.txt", b"x" * 400_000), note="kept")
        assert response.status_code == 422
        assert "no room to save “photo.txt”" in response.content.decode()
    finally:
        subprocess.run(["umount", disk], check=True)


def test_the_field_tells_the_browser_its_limits(settings):
    html = SampleForm()["files"].as_widget()
    assert " multiple" in html
    assert f'data-max-bytes="{settings.FILES_MAX_BYTES}"' in html
    assert ".heic" not in html
    assert ".docx" in html


def test_marats_guess_of_a_hash_opens_nothing(client, store):
    stored = store(samples.jpeg())
    for url in (f"/files/{stored.sha256}", f"/media/{stored.sha256}", f"/static/{stored.sha256}"):
        assert client.get(url).status_code == 404
    assert blobs.path_of(stored.sha256).exists()
