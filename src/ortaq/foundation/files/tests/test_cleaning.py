"""What is hidden in a file is gone from its copy, by the word of readers that are not ours."""

import io
import json
import re
import subprocess
import wave
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import piexif
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ortaq.foundation.files import kinds
from ortaq.foundation.files.cleaning import (
    CleaningError,
    clean_copy,
    cutting,
    mp4,
    ogg,
    sound,
    webm,
)
from ortaq.foundation.files.tests import samples
from ortaq.foundation.files.tests.samples import AUTHOR

TONE = Path(__file__).parent / "fixtures" / "tone.webm"


@pytest.fixture
def clean(tmp_path):
    """Clean bytes of a kind in the real child process; return the copy and the thumbnail."""

    def clean_bytes(data, kind):
        path = tmp_path / "original"
        path.write_bytes(data)
        with clean_copy(path, kind.media_type) as made:
            small = made.thumbnail.read() if made.thumbnail else b""
            return made.body.read(), small, made.media_type

    return clean_bytes


def test_a_photo_loses_place_and_device_and_stands_upright(clean):
    original = samples.jpeg(size=(60, 40), orientation=6, tail=b"<script>alert(1)</script>")
    assert piexif.load(original)["GPS"]
    body, small, _type = clean(original, kinds.JPEG)
    left = piexif.load(body)
    assert (left["GPS"], left["0th"], left["Exif"], left["thumbnail"]) == ({}, {}, {}, None)
    assert AUTHOR.encode() not in body
    assert b"<script" not in body
    with Image.open(io.BytesIO(body)) as picture:
        assert picture.size == (40, 60)
        assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        yellow = picture.getpixel((35, 5))  # the corner that was top left is top right now
        assert yellow[0] > 200
        assert yellow[2] < 80
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.format == "JPEG"
        assert max(picture.size) <= 320


def test_a_large_photo_is_made_smaller_and_its_profile_is_gone(clean):
    out = io.BytesIO()
    Image.new("CMYK", (6000, 3000), (0, 200, 200, 0)).save(out, "JPEG")
    body, _small, _type = clean(out.getvalue(), kinds.JPEG)
    with Image.open(io.BytesIO(body)) as picture:
        assert (picture.size, picture.mode) == ((4096, 2048), "RGB")


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA", "I;16", "1"])
def test_pictures_of_every_depth_are_drawn_anew(clean, mode):
    body, _small, _type = clean(samples.png(mode=mode), kinds.PNG)
    assert AUTHOR.encode() not in body
    with Image.open(io.BytesIO(body)) as picture:
        assert picture.size == (40, 30)
        assert picture.info == {}


def test_sixteen_bits_keep_their_brightness(clean):
    out = io.BytesIO()
    Image.new("I;16", (8, 8), 0x8000).save(out, "PNG")
    body, _small, _type = clean(out.getvalue(), kinds.PNG)
    with Image.open(io.BytesIO(body)) as picture:
        assert picture.getpixel((4, 4)) == 128


def test_an_animation_becomes_its_first_frame(clean):
    body, _small, media_type = clean(samples.gif(), kinds.GIF)
    assert media_type == "image/png"
    with Image.open(io.BytesIO(body)) as picture:
        assert getattr(picture, "n_frames", 1) == 1


def test_a_picture_too_large_to_decode_has_no_copy(clean):
    with pytest.raises(CleaningError, match="too_many_pixels"):
        clean(samples.png_bomb(), kinds.PNG)


def test_a_pdf_loses_author_attachment_scripts_and_the_place_of_its_photo(clean):
    body, _small, _type = clean(samples.pdf(), kinds.PDF)
    with pikepdf.open(io.BytesIO(body)) as pdf:
        assert "/Info" not in pdf.trailer
        assert not pdf.attachments
        assert {"/Metadata", "/OpenAction", "/AA"} & set(pdf.Root.keys()) == set()
        page = pdf.pages[0]
        notes = [dict(note) for note in page.Annots]
        assert [str(note.get("/Contents", "")) for note in notes] == ["please look here", "", ""]
        assert ["/T" in note for note in notes] == [False] * 3
        assert ["/A" in note for note in notes] == [False, False, True]
        assert str(notes[2]["/A"].URI) == "https://adilet.zan.kz/"
        photo = page.Resources.XObject.Im0
        assert piexif.load(photo.read_raw_bytes())["GPS"] == {}
        everything = json.dumps(
            [
                repr(o)
                + (
                    o.read_bytes().decode("latin-1")
                    if isinstance(o, pikepdf.Stream) and o.get("/Filter") != "/DCTDecode"
                    else ""
                )
                for o in pdf.objects
            ]
        )
    for trace in (AUTHOR, "JavaScript", "Launch", "calc.exe", "app.alert", "SecretPhone"):
        assert trace not in everything
        assert trace.encode() not in body


def test_poppler_reads_the_cleaned_pdf(clean, tmp_path):
    body, _small, _type = clean(samples.pdf(), kinds.PDF)
    target = tmp_path / "clean.pdf"
    target.write_bytes(body)
    with pikepdf.open(target) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_a_letter_loses_its_authors_and_keeps_its_words(clean):
    original = samples.docx_file()
    assert docx.Document(io.BytesIO(original)).core_properties.author == AUTHOR
    body, _small, _type = clean(original, kinds.DOCX)
    letter = docx.Document(io.BytesIO(body))
    assert letter.core_properties.author == ""
    assert letter.paragraphs[0].text == "Жалақы үш ай төленбеді."
    (comment,) = list(letter.comments)
    assert (comment.text, comment.author, comment.initials) == ("Дұрыс па?", "1", None)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in parts if name.startswith("docProps/")]
    assert not [name for name, data in parts.items() if AUTHOR.encode() in data]
    assert not [name for name, data in parts.items() if b"rsid" in data]
    (photo,) = [data for name, data in parts.items() if name.startswith("word/media/")]
    exif = piexif.load(photo)
    assert exif["GPS"] == {}
    assert exif["0th"] == {piexif.ImageIFD.Orientation: 6}  # or it would lie on its side


REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_revision_marks_fields_and_addresses_of_machines_go(clean):
    original = samples.docx_file(
        extra={
            "word/document.xml": (
                f'<w:document xmlns:w="{W}" xmlns:r="{REL}"><w:body><w:p w:rsidR="00AB">'
                f'<w:ins w:id="1" w:author="{AUTHOR}" w:date="2026-01-01T00:00:00Z">'
                f"<w:r><w:t>added</w:t></w:r></w:ins>"
                f'<w:fldSimple w:instr=" AUTHOR "><w:r><w:t>{AUTHOR}</w:t></w:r>'
                f"</w:fldSimple>"
                f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                f"<w:r><w:instrText> LASTSAVEDBY </w:instrText></w:r>"
                f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                f'<w:r><w:t>{AUTHOR}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
                f'<w:r><w:t>after</w:t></w:r><w:hyperlink r:id="rId7"/></w:p></w:body>'
                "</w:document>"
            ).encode(),
            "word/settings.xml": (
                f'<w:settings xmlns:w="{W}" xmlns:r="{REL}"><w:attachedTemplate r:id="rId1"/>'
                f'<w:rsids><w:rsid w:val="00AB"/></w:rsids></w:settings>'
            ).encode(),
            "word/_rels/settings.xml.rels": (
                f'<Relationships xmlns="{PKG}"><Relationship Id="rId1"'
                f' Type="{REL}/attachedTemplate" TargetMode="External"'
                f' Target="file:///C:/Users/{AUTHOR}/t.dotx"/></Relationships>'
            ).encode(),
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{PKG}">'
                f'<Relationship Id="rId7" Type="{REL}/hyperlink" Target="https://adilet.zan.kz"'
                f' TargetMode="External"/>'
                f'<Relationship Id="rId8" Type="{REL}/image" Target="https://spy.example/pixel.png"'
                f' TargetMode="External"/></Relationships>'
            ).encode(),
        }
    )
    body, _small, _type = clean(original, kinds.DOCX)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        document = archive.read("word/document.xml").decode()
        ties = archive.read("word/_rels/document.xml.rels").decode()
        assert "attachedTemplate" not in archive.read("word/settings.xml").decode()
        assert "Users" not in archive.read("word/_rels/settings.xml.rels").decode()
    assert AUTHOR not in document
    assert 'w:author="1"' in document
    assert "rsid" not in document
    assert "w:date=" not in document
    assert "<w:t>added</w:t>" in document
    assert "<w:t>after</w:t>" in document
    assert "spy.example" not in ties
    assert "https://adilet.zan.kz" in ties


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("word/embeddings/oleObject1.bin", b"x", "embedded"),
        ("word/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "broken"),
        ("word/extra.xml", b"<a>", "broken"),
        ("word/media/image9.tiff", b"II*\0", "embedded"),
        ("word/media/image9.jpeg", b"\xff\xd8\xff\xe1\xff", "broken"),
    ],
)
def test_what_cannot_be_cleaned_says_so(clean, name, body, code):
    with pytest.raises(CleaningError, match=code):
        clean(samples.docx_file(extra={name: body}), kinds.DOCX)


def test_a_table_inside_a_letter_is_cleaned_too(clean):
    inner = samples.docx_file()
    body, _small, _type = clean(
        samples.docx_file(extra={"word/embeddings/inner.docx": inner}), kinds.DOCX
    )
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        nested = docx.Document(io.BytesIO(archive.read("word/embeddings/inner.docx")))
    assert nested.core_properties.author == ""


def test_an_open_document_loses_its_authors(clean):
    body, _small, _type = clean(samples.odt(), kinds.ODT)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.namelist() == ["mimetype", "content.xml", "META-INF/manifest.xml"]
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        content = archive.read("content.xml").decode()
        assert "meta.xml" not in archive.read("META-INF/manifest.xml").decode()
    assert AUTHOR not in content
    assert "2026" not in content
    assert "Еңбекақы" in content
    assert ">1</dc:creator>" in content


def test_an_mp3_keeps_its_frames_only():
    frame = b"\xff\xfb\x90\x00" + b"\0" * 413
    assert sound.cut_mp3(samples.mp3()) == 3 * frame
    assert sound.cut_mp3(3 * frame) == 3 * frame
    assert sound.cut_mp3(b"APETAGEX" + bytes(24) + frame) == frame


def test_a_wave_keeps_its_samples_only():
    body = sound.cut_wav(samples.wav())
    assert AUTHOR.encode() not in body
    with wave.open(io.BytesIO(body)) as read:
        assert read.readframes(200) == b"\1\2" * 100


def test_an_m4a_loses_place_device_and_moment_and_no_offset_moves():
    original = samples.m4a()
    body = mp4.cut(original)
    assert len(body) == len(original)
    assert body.index(b"mdat") == original.index(b"mdat")
    assert body[body.index(b"mdat") :] == original[original.index(b"mdat") :]
    for trace in (AUTHOR.encode(), b"+43.2500", (3_800_000_000).to_bytes(4), b"udta", b"\xa9xyz"):
        assert trace not in body
    assert b"soun" in body


def test_an_opus_recording_loses_its_comments_and_stays_in_sum():
    original = samples.ogg()
    body = ogg.cut(original)
    assert len(body) == len(original)
    assert AUTHOR.encode() not in body
    pages = [b"OggS" + page for page in body.split(b"OggS")[1:]]
    assert [int.from_bytes(p[22:26], "little") for p in pages] == [samples.crc(p) for p in pages]
    tags = pages[1][27 + pages[1][26] :]
    vendor = int.from_bytes(tags[8:12], "little")
    assert tags[12 : 12 + vendor].strip() == b""
    assert int.from_bytes(tags[12 + vendor : 16 + vendor], "little") == 0


def test_a_browsers_recording_loses_what_names_its_program_and_keeps_each_block(clean):
    """1.5 s recorded by Chromium 140's MediaRecorder, with tags and a named track put into it."""
    original = TONE.read_bytes()
    tags = b"\x12\x54\xc3\x67" + bytes([0x80 | len(AUTHOR.encode())]) + AUTHOR.encode()
    original = original.replace(b"\x1f\x43\xb6\x75", tags + b"\x1f\x43\xb6\x75", 1)
    body, _small, media_type = clean(original, kinds.WEBM)
    assert media_type == "audio/webm"
    assert b"Chrome" in original
    assert b"Chrome" not in body
    assert AUTHOR.encode() not in body
    assert _blocks(body) == _blocks(original)
    assert len(_blocks(body)) > 20


def _blocks(recording: bytes) -> list[bytes]:
    """Return the Opus packets, told by their track, time and flags: 81 xx xx 80."""
    return re.findall(rb"\x81[\x00-\x05].\x80(.{20})", recording, re.DOTALL)


def test_text_is_given_as_it_is(clean):
    assert clean("Сәлем".encode(), kinds.TEXT)[0] == "Сәлем".encode()


def test_the_child_sees_no_secrets_and_dies_alone(monkeypatch, tmp_path):
    seen = {}
    real = subprocess.Popen

    def watch(command, **options):
        seen.update(options["env"])
        return real(["/bin/sh", "-c", "kill -SEGV $$"], **options)

    monkeypatch.setenv("ORTAQ_SECRET_KEY", "never")
    monkeypatch.setattr(subprocess, "Popen", watch)
    path = tmp_path / "original"
    path.write_bytes(samples.jpeg())
    with pytest.raises(CleaningError, match="failed"), clean_copy(path, "image/jpeg"):
        pass
    assert set(seen) == {"LC_ALL", "PATH", "TMPDIR"}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_torn_recordings_and_pictures_break_nothing(data):
    name = data.draw(st.sampled_from(sorted(TORN)))
    cutter, whole = TORN[name]
    at = data.draw(st.integers(0, len(whole) - 1))
    behind = whole[at + data.draw(st.integers(0, 9)) :]
    torn = whole[:at] + data.draw(st.binary(max_size=8)) + behind
    with suppress(ValueError, IndexError):  # the cleaner calls these broken
        assert isinstance(cutter(torn), bytes)


TORN = {
    "webm": (webm.cut, TONE.read_bytes()),
    "m4a": (mp4.cut, samples.m4a()),
    "ogg": (ogg.cut, samples.ogg()),
    "mp3": (sound.cut_mp3, samples.mp3()),
    "wav": (sound.cut_wav, samples.wav()),
    "jpeg": (cutting.cut_picture, samples.jpeg()),
    "png": (cutting.cut_picture, samples.png()),
}
