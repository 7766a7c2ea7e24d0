"""What is let in, and in what words the rest is sent back."""

import io

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ortaq.foundation.files import kinds
from ortaq.foundation.files.errors import REASONS, FileRefusedError
from ortaq.foundation.files.inspection import inspect
from ortaq.foundation.files.naming import clean_name
from ortaq.foundation.files.tests import samples

WORD_XML = b'<w:document xmlns:w="x"/>'
WEBM = b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm" + bytes(20)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (samples.jpeg(), kinds.JPEG),
        (samples.png(), kinds.PNG),
        (samples.gif(), kinds.GIF),
        (samples.pdf(), kinds.PDF),
        (samples.docx_file(), kinds.DOCX),
        (samples.odt(), kinds.ODT),
        (samples.mp3(), kinds.MP3),
        (samples.wav(), kinds.WAV),
        (samples.m4a(), kinds.M4A),
        (samples.ogg(), kinds.OGG),
        (WEBM + b"\x83\x81\x02", kinds.WEBM),
        ("Сәлеметсіз бе, төраға!".encode(), kinds.TEXT),
        ("\ufeffзарплата;1;2\r\n".encode(), kinds.TEXT),
        ("Прошу разобраться.".encode("cp1251"), kinds.TEXT),
        ("Прошу разобраться.".encode("utf-16"), kinds.TEXT),
        (b"a <b and c> d", kinds.TEXT),
    ],
)
def test_contents_decide_the_kind(data, kind):
    assert inspect(io.BytesIO(data), name="whatever.bin") == kind


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (SVG, "type"),
        (b'<?xml version="1.0"?>' + SVG, "type"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><p>", "type"),
        (b"<html><body onload=alert(1)>", "type"),
        (b"plain at first, then <SCRIPT>alert(1)</SCRIPT>", "type"),
        (SVG.decode().encode("utf-16"), "type"),
        (b"#!/bin/sh\nrm -rf /", "type"),
        (b"%!PS-Adobe", "type"),
        (rb"{\rtf1 x}", "type"),
        (b"[InternetShortcut]\nURL=x", "type"),
        (b"MZ\x90\x00" + bytes(100), "type"),
        (b"\x7fELF" + bytes(100), "type"),
        (b"\x00\x01\x02\x03", "type"),
        (b"GIF89a=1;alert(1)//", "broken"),
        (b"\xff\xd8\xff\xe0 not a picture", "broken"),
        (samples.png()[:40], "broken"),
        (samples.png_bomb(), "too_many_pixels"),
        (samples.png_bomb(60_000, 60_000), "too_many_pixels"),
        (b"%PDF-1.7\nrubbish", "broken"),
        (samples.pdf(password="secret"), "encrypted"),
        (samples.zip_of({"a.txt": b"x"}), "type"),
        (
            samples.zip_of({"[Content_Types].xml": b"<T/>", "ppt/a.xml": b"<p/>"}),
            "type",
        ),
        (samples.docx_file(extra={"word/vbaProject.bin": b"x"}), "macros"),
        (samples.docx_file(extra={"word/activeX/activeX1.xml": b"x"}), "macros"),
        (samples.docx_file(extra={"../../etc/passwd": b"x"}), "broken"),
        (samples.docx_file(extra={"word/DOCUMENT.xml": WORD_XML}), "broken"),
        (samples.docx_file(extra={"word/media/a.bin": bytes(9_000_000)}), "bomb"),
        (samples.docx_file()[:500], "broken"),
        (samples.odt(extra={"Basic/script.xml": b"x"}), "macros"),
        (
            samples.odt(extra={"META-INF/manifest.xml": b"<m:encryption-data/>"}),
            "encrypted",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        (b"\0\0\0\x18ftypheic" + bytes(40), "heic"),
        (samples.m4a(handler=b"vide"), "video"),
        (WEBM + b"\x83\x81\x01\x83\x81\x02", "video"),
        (b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska" + bytes(20), "video"),
        (b"OggS" + bytes(24) + b"\x80theora", "video"),
    ],
)
def test_hostile_and_foreign_files_are_refused(data, code):
    with pytest.raises(FileRefusedError) as refusal:
        inspect(io.BytesIO(data), name="photo.jpg")
    assert refusal.value.code == code


HEADS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xd8\xff"]
OUTCOMES = {kind.media_type for kind in kinds.ALLOWED} | set(REASONS)


def outcome(stream) -> str:
    try:
        return inspect(stream, name="x").media_type
    except FileRefusedError as refusal:
        return refusal.code


@given(st.binary(max_size=600), st.sampled_from(HEADS))
def test_no_bytes_break_the_inspector(data, head):
    stream = io.BytesIO(head + data)
    assert outcome(stream) in OUTCOMES
    assert stream.tell() == 0


WHOLE = {
    "docx": samples.docx_file(),
    "pdf": samples.pdf(),
    "ogg": samples.ogg(),
    "odt": samples.odt(),
    "jpeg": samples.jpeg(),
}


@given(st.data())
def test_a_torn_document_is_refused_or_known(data):
    sample = WHOLE[data.draw(st.sampled_from(sorted(WHOLE)))]
    at = data.draw(st.integers(0, len(sample) - 1))
    torn = sample[:at] + bytes([sample[at] ^ data.draw(st.integers(1, 255))]) + sample[at + 1 :]
    assert outcome(io.BytesIO(torn)) in OUTCOMES


@pytest.mark.parametrize(
    ("typed", "kind", "clean"),
    [
        ("../../etc/passwd", kinds.TEXT, "passwd.txt"),
        ("C:\\Users\\Aigul\\жалоба.PDF", kinds.PDF, "жалоба.pdf"),
        ("invoice\u202efdp.exe", kinds.PDF, "invoicefdp.exe.pdf"),
        ("photo.jpg\0.html", kinds.JPEG, "photo.jpg.html.jpg"),
        ('a"b<c>:d|e?.pdf', kinds.PDF, "a_b_c__d_e_.pdf"),
        ("CON.txt", kinds.TEXT, "_CON.txt"),
        ("...", kinds.PNG, "file.png"),
        ("", kinds.JPEG, "file.jpg"),
        ("  Өтініш   хат .docx", kinds.DOCX, "Өтініш хат.docx"),
        (".htaccess", kinds.TEXT, "htaccess.txt"),
        ("я" * 300 + ".pdf", kinds.PDF, "я" * 100 + ".pdf"),
    ],
)
def test_names_are_made_harmless(typed, kind, clean):
    assert clean_name(typed, kind) == clean


@given(st.text(max_size=300))
def test_any_name_becomes_a_name_that_every_disk_takes(typed):
    name = clean_name(typed, kinds.PDF)
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 255 * 2
    assert not set(name) & set('/\\<>:"|?*\0\n\r\u202e\u200b')
    assert name.strip(" .") == name
    assert clean_name(name, kinds.PDF) == name


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_refusal_speaks_the_readers_language(language):
    with translation.override(language):
        said = {str(FileRefusedError(code, name="хат.pdf", limit=20).reason) for code in REASONS}
    assert len(said) == len(REASONS)
    assert all("{" not in words for words in said)
