"""PURE. PDF: the pages stay; authors, hidden files, scripts and earlier versions go."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from ortaq.foundation.files.cleaning import CleaningError
from ortaq.foundation.files.cleaning.cutting import cut_jpeg
from ortaq.foundation.files.kinds import Kind

# Actions that only move inside the document, or show an address that the reader may follow.
_SAFE_ACTIONS = frozenset(("/GoTo", "/URI", "/Named"))
# Notes that carry files, films, sounds or programs.
_DROPPED_NOTES = frozenset(
    ("/FileAttachment", "/Movie", "/Sound", "/Screen", "/RichMedia", "/3D", "/TrapNet")
)
# Keys that any object may have: who, when, with what program; and triggers of scripts.
_DROPPED_KEYS = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/AF", "/Thumb")
_DROPPED_ROOT = ("/OpenAction", "/Collection", "/SpiderInfo", "/Perms", "/DSS", "/URI")
_DROPPED_LISTS = ("/EmbeddedFiles", "/JavaScript", "/AlternatePresentations", "/Renditions")
_NOTE_KEYS = ("/T", "/M", "/CreationDate", "/NM", "/RC", "/Popup", "/IRT")


def clean(original: Path, folder: Path, kind: Kind) -> Kind:
    """Write the pages without what is hidden around them.

    A digital signature does not survive: it signs the bytes of the original, which is kept.
    """
    try:
        with pikepdf.open(original, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise CleaningError("encrypted")
            _clean(pdf)
            pdf.save(
                folder / "body",
                deterministic_id=True,  # the old /ID links copies of one document
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                fix_metadata_version=False,
            )
    except pikepdf.PasswordError as error:
        raise CleaningError("encrypted") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise CleaningError("broken") from error
    return kind


def _clean(pdf: Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    root = pdf.Root
    _drop(root, *_DROPPED_ROOT)
    if "/Names" in root:
        _drop(root.Names, *_DROPPED_LISTS)
    if "/AcroForm" in root:
        _drop(root.AcroForm, "/XFA")
    for page in pdf.pages:
        _clean_notes(page.obj)
    for found in pdf.objects:
        _clean_object(found)
        for inner in _inside(found):
            _clean_object(inner)


def _inside(found: Object, depth: int = 0) -> Iterator[Object]:
    """Yield the dictionaries written directly inside an object."""
    if depth > 8 or not isinstance(found, Dictionary | Array | Stream):
        return
    values = list(found) if isinstance(found, Array) else [value for _key, value in found.items()]
    for value in values:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            yield value
            yield from _inside(value, depth + 1)


def _clean_object(found: Object) -> None:
    if not isinstance(found, Dictionary | Stream):
        return
    _drop(found, *_DROPPED_KEYS)
    action = found.get("/A")
    if isinstance(action, Dictionary) and str(action.get("/S", "")) not in _SAFE_ACTIONS:
        del found["/A"]
    elif isinstance(action, Dictionary):
        _drop(action, "/Next")  # a chain of further actions
    if isinstance(found, Stream) and found.get("/Filter") == Name.DCTDecode:
        found.write(
            cut_jpeg(found.read_raw_bytes(), keep_orientation=False), filter=Name.DCTDecode
        )


def _clean_notes(page: Object) -> None:
    """Keep what people wrote on a page and its links; drop their names and attached files."""
    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        return
    kept = []
    for note in notes:
        if not isinstance(note, Dictionary) or str(note.get("/Subtype", "")) in _DROPPED_NOTES:
            continue
        if note.get("/Subtype") != Name.Widget:  # in a form field /T is the field's name
            _drop(note, *_NOTE_KEYS)
        kept.append(note)
    page["/Annots"] = Array([note for note in kept if note.get("/Subtype") != Name.Popup])


def _drop(found: Object, *keys: str) -> None:
    for key in keys:
        if key in found:
            del found[key]
