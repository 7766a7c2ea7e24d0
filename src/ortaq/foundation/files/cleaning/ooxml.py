"""PURE. DOCX and XLSX: authors, machines' names, edit traces and hidden addresses go."""

import io
import re
import zipfile
from pathlib import Path, PurePosixPath

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

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# Parts that say who and where, and that no page needs: properties, people, printers, custom data.
_DROPPED = re.compile(
    r"^(docProps/|customXml/|customUI/|_xmlsignatures/)"
    r"|/(people|person|commentsIds|commentsExtensible)\.xml$|/persons/|/printerSettings/"
    r"|/webextensions/|/revisions/|/users?\.xml$|^xl/connections\.xml$"
)
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_EMBEDDED = re.compile(r"/embeddings/", re.IGNORECASE)
_RECURSED = (".docx", ".xlsx")

_DROPPED_ELEMENTS = frozenset(
    (
        "rsids",
        "rsid",
        "docVars",
        "attachedTemplate",
        "absPath",
        "fileSharing",
        "fileRecoveryPr",
        "writeProtection",
        "presenceInfo",
        "person",
        "saveThroughXslt",
        "mailMerge",
    )
)
_NAMES = frozenset(("author", "displayName", "userId", "providerId", "userName"))
_DROPPED_ATTRIBUTES = re.compile(
    r"^(rsid\w*|paraId|textId|date|dateUtc|dT|initials|lastGuid|codeName|uid|dataBindingId)$"
)
# The fields that print a property of the document: their remembered result is a name.
_AUTHOR_FIELD = re.compile(
    r"^\s*(AUTHOR|LASTSAVEDBY|USERNAME|USERINITIALS|USERADDRESS|FILENAME|TEMPLATE)\b",
    re.IGNORECASE,
)
_DEPTH = 2


def clean(original: Path, folder: Path, kind: Kind) -> Kind:
    """Write the document without authors; people who wrote comments become numbers."""
    write(_cleaned(parts_of(original), depth=0).items(), folder / "body")
    return kind


def _cleaned(parts: dict[str, bytes], depth: int) -> dict[str, bytes]:
    kept = {name: data for name, data in parts.items() if not _DROPPED.search(name)}
    gone = set(parts) - set(kept)
    removed_ids = _clean_relationships(kept, gone)
    people: dict[str, str] = {}
    for name, data in kept.items():
        if name.endswith(".rels"):
            continue
        if name == "[Content_Types].xml":
            kept[name] = _content_types(data, gone)
        elif _XML.search(name):
            root = parse(data)
            _clean_tree(root, people)
            _cut_dangling(root, removed_ids.get(name, set()))
            kept[name] = written(root)
        else:
            kept[name] = _clean_binary(name, data, depth)
    return kept


def _clean_binary(name: str, data: bytes, depth: int) -> bytes:
    """Return a picture without metadata, or an embedded document cleaned as this one."""
    if not _EMBEDDED.search(name):
        return clean_picture(name, data)
    if not name.lower().endswith(_RECURSED) or depth >= _DEPTH:
        raise CleaningError("embedded")  # a foreign object: nobody knows what it hides
    target = io.BytesIO(data)
    if not zipfile.is_zipfile(target):
        raise CleaningError("broken")
    inner = _cleaned(parts_of(target), depth + 1)
    body = io.BytesIO()
    write(inner.items(), body)
    return body.getvalue()


def _clean_relationships(parts: dict[str, bytes], gone: set[str]) -> dict[str, set[str]]:
    """Cut the ties to dropped parts and to other computers; return the cut ids by source part."""
    removed: dict[str, set[str]] = {}
    for name in [name for name in parts if name.endswith(".rels")]:
        folder, _, base = name.rpartition("_rels/")
        source = folder + base.removesuffix(".rels")
        root = parse(parts[name])
        for tie in list(root):
            target = tie.get("Target", "")
            kind = tie.get("Type", "").rpartition("/")[2]
            external = tie.get("TargetMode") == "External"
            leads_out = external and (
                kind == "attachedTemplate" or target.lower().startswith(("file:", "\\\\"))
            )
            if leads_out or (not external and _resolved(folder, target) in gone):
                root.remove(tie)
                removed.setdefault(source, set()).add(tie.get("Id", ""))
            elif external and kind != "hyperlink":
                tie.set("Target", "NULL")  # Word's own word for a picture that is not there
        parts[name] = written(root)
    return removed


def _resolved(folder: str, target: str) -> str:
    """Return the part that a relationship's target names."""
    if target.startswith("/"):
        return target.lstrip("/")
    found: list[str] = []
    for step in (PurePosixPath(folder) / target).parts:
        if step == "..":
            del found[-1:]
        else:
            found.append(step)
    return "/".join(found)


def _content_types(data: bytes, gone: set[str]) -> bytes:
    root = parse(data)
    for item in list(root):
        if item.get("PartName", "").lstrip("/") in gone:
            root.remove(item)
    return written(root)


def _clean_tree(root: etree._Element, people: dict[str, str]) -> None:
    for element in list(root.iter()):
        name = local(element.tag)
        if name in _DROPPED_ELEMENTS:
            _remove(element)
            continue
        if name == "author" and element.text:  # the list of a sheet's commentators
            element.text = people.setdefault(element.text, str(len(people) + 1))
        if name == "instrText" and _AUTHOR_FIELD.match(element.text or ""):
            element.text = ' QUOTE "" '
        for key, value in attributes(element):
            _clean_attribute(element, key, value, people)
    _clean_field_results(root)


def _clean_attribute(
    element: etree._Element, key: str, value: str, people: dict[str, str]
) -> None:
    name = local(key) or key
    if name in _NAMES:
        element.set(key, people.setdefault(value, str(len(people) + 1)) if value else "")
    elif _DROPPED_ATTRIBUTES.match(name):
        del element.attrib[key]
    elif name == "instr" and _AUTHOR_FIELD.match(value):
        element.set(key, ' QUOTE "" ')


def _clean_field_results(root: etree._Element) -> None:
    """Empty what the cut author fields had printed."""
    for field in root.iter("{*}fldSimple"):
        if any(local(key) == "instr" and "QUOTE" in value for key, value in field.items()):
            for text in field.iter("{*}t"):
                text.text = ""
    inside = False
    for element in root.iter():
        name = local(element.tag)
        if name == "instrText":
            inside = element.text == ' QUOTE "" '
        elif name == "fldChar" and "end" in element.attrib.values():
            inside = False
        elif name == "t" and inside:
            element.text = ""


def _cut_dangling(root: etree._Element, ids: set[str]) -> None:
    """Remove references to relationships that were cut, or the program would call it damaged."""
    if not ids:
        return
    for element in list(root.iter()):
        for key, value in attributes(element):
            if not key.startswith(_R) or value not in ids:
                continue
            del element.attrib[key]
            if not element.attrib and not len(element):
                _remove(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
