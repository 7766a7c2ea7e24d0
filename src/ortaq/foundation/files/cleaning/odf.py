"""PURE. ODT and ODS: authors, printers and earlier versions go."""

import re
from pathlib import Path

from lxml import etree

from ortaq.foundation.files.cleaning import CleaningError
from ortaq.foundation.files.cleaning.xmlparts import (
    attributes,
    clean_picture,
    local,
    parse,
    parts_of,
    write,
    written,
)
from ortaq.foundation.files.kinds import Kind

_DROPPED = re.compile(
    r"(^|/)(meta\.xml|settings\.xml|layout-cache|manifest\.rdf)$"
    r"|^(Thumbnails|Configurations2|Versions)/|^VersionList\.xml$|signatures\.xml$"
)
_MANIFEST = "META-INF/manifest.xml"
_NAME_ELEMENTS = frozenset(("creator", "creator-initials", "meta-creator-initials"))
_MOMENTS = frozenset(("date", "date-string"))
# Fields that print who wrote, from the program's settings.
_PRINTED = re.compile(r"^(author-(name|initials)|initial-creator|sender-\w+|file-name)$")
_OBJECT = re.compile(r"^Object[^/]*$")
_DC = "http://purl.org/dc/elements/1.1/"


def clean(original: Path, folder: Path, kind: Kind) -> Kind:
    """Write the document without authors; people who wrote comments become numbers."""
    parts = parts_of(original)
    kept = {name: data for name, data in parts.items() if not _DROPPED.search(name)}
    gone = set(parts) - set(kept)
    people: dict[str, str] = {}
    for name, data in kept.items():
        if name == _MANIFEST:
            kept[name] = _manifest(data, gone)
        elif name.endswith((".xml", ".rdf")):
            root = parse(data)
            _clean_tree(root, people)
            kept[name] = written(root)
        elif _OBJECT.match(name):
            raise CleaningError("embedded")  # a foreign object: nobody knows what it hides
        else:
            kept[name] = clean_picture(name, data)
    write(sorted(kept.items(), key=lambda part: part[0] != "mimetype"), folder / "body")
    return kind


def _manifest(data: bytes, gone: set[str]) -> bytes:
    root = parse(data)
    for entry in list(root):
        path = next((v for k, v in attributes(entry) if local(k) == "full-path"), "")
        if path in gone or _DROPPED.search(path):
            root.remove(entry)
    return written(root)


def _clean_tree(root: etree._Element, people: dict[str, str]) -> None:
    for element in list(root.iter()):
        name = local(element.tag)
        if name in _NAME_ELEMENTS and element.text:
            element.text = people.setdefault(element.text, str(len(people) + 1))
        elif name in _MOMENTS and str(element.tag).startswith(f"{{{_DC}}}"):
            element.text = "1980-01-01T00:00:00"
        elif _PRINTED.match(name):
            element.text = ""
        for key in list(element.attrib):
            if local(key) == "rsid":
                del element.attrib[key]
