"""PURE. Office files: XML read without entities or networks, archives written anew."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from lxml import etree

from ortaq.foundation.files.archive import DAMAGE, ArchiveError, members, read
from ortaq.foundation.files.cleaning import CleaningError
from ortaq.foundation.files.cleaning.cutting import cut_picture

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the moment of each part is a trace too


def parse(data: bytes) -> etree._Element:
    """Return the root; a document type, where entities would hide, is refused."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CleaningError("broken") from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise CleaningError("broken")
    return root


def written(root: etree._Element) -> bytes:
    """Return a part's bytes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def attributes(element: etree._Element) -> list[tuple[str, str]]:
    """Return the attributes, to be changed while one walks over them."""
    return [(str(key), str(value)) for key, value in element.attrib.items()]


def local(tag: object) -> str:
    """Return a name without its namespace; '' for what is no element."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parts_of(original: Path | IO[bytes]) -> dict[str, bytes]:
    """Return the archive's parts in their order; folders are left out."""
    try:
        with zipfile.ZipFile(original) as archive:
            return {
                name: read(archive, name) for name in members(archive) if not name.endswith("/")
            }
    except ArchiveError as error:
        raise CleaningError(error.code) from error
    except DAMAGE as error:
        raise CleaningError("broken") from error


def write(parts: Iterable[tuple[str, bytes]], target: Path | IO[bytes]) -> None:
    """Write the archive anew: no comments, no extra fields, one moment for all."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts:
            info = zipfile.ZipInfo(name, _LONG_AGO)
            # OpenDocument wants its first part, the media type, uncompressed.
            plain = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)


def clean_picture(name: str, data: bytes) -> bytes:
    """Return a picture inside a document without its metadata."""
    cut = cut_picture(data)
    if not cut:
        raise CleaningError("broken")
    if name.lower().endswith((".tif", ".tiff")):  # its tags are its skeleton: nothing can be cut
        raise CleaningError("embedded")
    return cut
