"""Real files made in a moment, each with something hidden in it."""

import io
import struct
import wave
import zipfile
import zlib

import docx
import piexif
import pikepdf
from PIL import Image, PngImagePlugin

AUTHOR = "Gulnara Hidden-Author"


def jpeg(*, size=(64, 48), orientation=1, gps=True, tail=b"") -> bytes:
    """A photo with a place, a device, a thumbnail and an orientation in its EXIF."""
    exif = {
        "0th": {
            piexif.ImageIFD.Artist: AUTHOR.encode(),
            piexif.ImageIFD.Model: b"SecretPhone 9",
            piexif.ImageIFD.Orientation: orientation,
        },
        "GPS": {
            piexif.GPSIFD.GPSLatitudeRef: b"N",
            piexif.GPSIFD.GPSLatitude: ((43, 1), (15, 1), (0, 1)),
        }
        if gps
        else {},
    }
    picture = Image.new("RGB", size, "navy")
    picture.paste("yellow", (0, 0, size[0] // 2, size[1] // 2))
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=piexif.dump(exif), comment=AUTHOR.encode())
    return out.getvalue() + tail


def png(*, size=(40, 30), mode="RGBA") -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", AUTHOR)
    info.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{AUTHOR}</x:xmpmeta>")
    out = io.BytesIO()
    Image.new(mode, size, 200 if mode in ("L", "I;16") else "teal").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def png_bomb(width=10_000, height=10_000) -> bytes:
    """A small file that would decode to 400 MB."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = zlib.compress(b"\0" * ((width // 8 + 1) * height), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def gif() -> bytes:
    frames = [Image.new("P", (20, 20), colour) for colour in (3, 90, 200)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=AUTHOR.encode())
    return out.getvalue()


def pdf(*, password="") -> bytes:
    """A page with a photo in it, an author, an attached file, scripts and a launch action."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(200, 200))
    page = made.pages[0]
    image = pikepdf.Stream(made, jpeg())
    for key, value in {
        "/Type": pikepdf.Name.XObject,
        "/Subtype": pikepdf.Name.Image,
        "/Width": 64,
        "/Height": 48,
        "/ColorSpace": pikepdf.Name.DeviceRGB,
        "/BitsPerComponent": 8,
        "/Filter": pikepdf.Name.DCTDecode,
    }.items():
        image[key] = value
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = pikepdf.Stream(made, b"q 100 0 0 75 20 20 cm /Im0 Do Q")
    page["/Annots"] = pikepdf.Array(
        [
            made.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Text,
                    Rect=[0, 0, 9, 9],
                    Contents="please look here",
                    T=AUTHOR,
                    M="D:20260101",
                )
            ),
            made.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[0, 0, 9, 9],
                    A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"),
                )
            ),
            made.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[0, 0, 9, 9],
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://adilet.zan.kz/"),
                )
            ),
        ]
    )
    made.docinfo["/Author"] = AUTHOR
    with made.open_metadata() as meta:
        meta["dc:creator"] = [AUTHOR]
    made.attachments["note.txt"] = AUTHOR.encode()
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('run')")
    page["/AA"] = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('open')")
    )
    out = io.BytesIO()
    closed = pikepdf.Encryption(owner=password, user=password) if password else False
    made.save(out, encryption=closed)
    return out.getvalue()


def docx_file(*, extra: dict[str, bytes] | None = None) -> bytes:
    """A letter with an author, a comment, revision marks and a photo with a place."""
    document = docx.Document()
    document.core_properties.author = AUTHOR
    document.core_properties.last_modified_by = AUTHOR
    paragraph = document.add_paragraph("Жалақы үш ай төленбеді.")
    document.add_comment(paragraph.runs, text="Дұрыс па?", author=AUTHOR, initials="GH")
    document.add_picture(io.BytesIO(jpeg(orientation=6)))
    out = io.BytesIO()
    document.save(out)
    return with_parts(out.getvalue(), extra) if extra else out.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """An archive with parts added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, body in parts.items():
            new.writestr(name, body)
    return out.getvalue()


def zip_of(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", 8) as new:
        for name, body in parts.items():
            new.writestr(name, body)
    return out.getvalue()


def odt(*, extra: dict[str, bytes] | None = None) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    dc = "http://purl.org/dc/elements/1.1/"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}" xmlns:dc="{dc}">'
        f"<office:body><office:text><text:p>Еңбекақы<office:annotation><dc:creator>{AUTHOR}"
        f"</dc:creator><dc:date>2026-01-02T03:04:05</dc:date><text:p>Неге?</text:p>"
        f"</office:annotation><text:author-name>{AUTHOR}</text:author-name></text:p>"
        "</office:text></office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta xmlns:office="{office}" xmlns:dc="{dc}"><office:meta>'
        f"<dc:creator>{AUTHOR}</dc:creator></office:meta></office:document-meta>"
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="text/xml"/>'
        for path in ("content.xml", "meta.xml")
    )
    return zip_of(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "meta.xml": meta.encode(),
            "META-INF/manifest.xml": (
                f'<manifest:manifest xmlns:manifest="{manifest}">{entries}</manifest:manifest>'
            ).encode(),
            **(extra or {}),
        }
    )


def mp3() -> bytes:
    """Three silent frames between an ID3v2 and an ID3v1 tag."""
    frame = b"\xff\xfb\x90\x00" + b"\0" * 413
    name = b"\x03" + AUTHOR.encode()
    tag = b"TPE1" + len(name).to_bytes(4) + b"\0\0" + name
    head = b"ID3\x03\0\0" + bytes([0, 0, len(tag) >> 7, len(tag) & 0x7F]) + tag
    return head + 3 * frame + b"TAG" + AUTHOR.encode().ljust(125, b"\0")


def wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\1\2" * 100)
    info = (
        b"LIST"
        + (12 + len(AUTHOR)).to_bytes(4, "little")
        + b"INFOIART"
        + len(AUTHOR).to_bytes(4, "little")
        + AUTHOR.encode()
    )
    body = out.getvalue()[8:] + info + b"\0" * (len(info) % 2)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _box(kind: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4) + kind + body


def m4a(*, handler=b"soun") -> bytes:
    """A voice recording as phones make them: a moment, a device, a place."""
    moment = (3_800_000_000).to_bytes(4) * 2
    hdlr = _box(b"hdlr", bytes(8) + handler + bytes(12) + AUTHOR.encode() + b"\0")
    track = _box(
        b"trak",
        _box(b"tkhd", bytes(4) + moment + bytes(72))
        + _box(b"mdia", _box(b"mdhd", bytes(4) + moment + bytes(12)) + hdlr),
    )
    place = _box(b"udta", _box(b"\xa9xyz", b"\0\x11\x15\xc7+43.2500+076.9500/" + AUTHOR.encode()))
    moov = _box(b"moov", _box(b"mvhd", bytes(4) + moment + bytes(88)) + track + place)
    return _box(b"ftyp", b"M4A \0\0\0\0M4A isom") + moov + _box(b"mdat", bytes(range(256)))


def ogg() -> bytes:
    """An Opus recording of three pages: head, tags (long: two lacing values), sound."""
    tags = (
        b"OpusTags"
        + len(AUTHOR).to_bytes(4, "little")
        + AUTHOR.encode()
        + (1).to_bytes(4, "little")
    )
    comment = b"LOCATION=" + AUTHOR.encode() + b"x" * 300
    tags += len(comment).to_bytes(4, "little") + comment
    head = b"OpusHead\x01\x01" + bytes(9)
    return b"".join(
        _ogg_page(number, packet) for number, packet in enumerate((head, tags, b"\x11" * 50))
    )


def _ogg_page(number: int, packet: bytes) -> bytes:
    lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    page = (
        b"OggS\0"
        + (b"\2" if not number else b"\0")
        + bytes(8)
        + (7).to_bytes(4, "little")
        + number.to_bytes(4, "little")
        + bytes(4)
        + bytes([len(lacing)])
        + lacing
        + packet
    )
    return page[:22] + crc(page).to_bytes(4, "little") + page[26:]


def crc(page: bytes) -> int:
    """Ogg's sum, bit by bit: written apart from the product's, to check it."""
    value = 0
    for byte in page[:22] + bytes(4) + page[26:]:
        value ^= byte << 24
        for _bit in range(8):
            value = ((value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value
