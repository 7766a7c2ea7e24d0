"""Reads a document into paragraphs, whatever it is; refuses with a reason.

Reasons: encrypted macros bomb old_word scan too_long unknown damaged time empty no_ocr.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ortaq.foundation.files import confined

HERE = Path(__file__).parent
MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a document is read; ``over`` is the reason when it holds more."""

    bytes: int
    letters: int
    pages: int
    paragraphs: int
    limits: confined.Limits
    over: str


DESK: Final = Bounds(
    bytes=40 * MEGABYTE,
    letters=3_000_000,
    pages=600,
    paragraphs=100_000,
    limits=confined.Limits(
        memory=1536 * MEGABYTE, cpu_seconds=60, file_bytes=64 * MEGABYTE, patience=90
    ),
    over="too_long",
)
GUEST: Final = Bounds(
    bytes=4 * MEGABYTE,
    letters=200_000,
    pages=80,
    paragraphs=4_000,
    limits=confined.Limits(
        memory=768 * MEGABYTE, cpu_seconds=8, file_bytes=16 * MEGABYTE, patience=10
    ),
    over="long_draft",
)
LONGEST_LINE = 2000  # letters: the rules take time by the square of a line
_HIDDEN = dict.fromkeys((0, 0xFFFE, 0xFFFF))  # neither PostgreSQL nor XML takes them
OCR = "ocrmypdf"
OCR_MINUTES = 30
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STARTS = re.compile(
    r"^\s*(?:\d+[.)\s]|[-–—•]|[а-яa-zәі]\)|раздел|глава|приложение|статья|бөлім|тарау|қосымша)",
    re.I,
)
_ENDS = re.compile(r"[.;:!?»]\s*$")


class UnreadableError(Exception):
    """The document cannot be read; ``reason`` is one of the words above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(path: Path, bounds: Bounds = DESK) -> list[str]:
    """Read the paragraphs of a file. Raises UnreadableError."""
    if path.stat().st_size > bounds.bytes:
        raise UnreadableError(bounds.over)
    with path.open("rb") as file:
        head = file.read(MEGABYTE)
    if not head.strip():
        raise UnreadableError("empty")
    if head.startswith(b"PK"):
        lines = _by_child(HERE / "docx.py", path, bounds)
    elif b"%PDF-" in head[:1024]:
        lines = reflowed(_by_child(HERE / "pdf.py", path, bounds))
    elif head.startswith(_OLE):
        raise UnreadableError("encrypted" if _ENCRYPTED in head else "old_word")
    else:
        lines = reflowed(_plain(path, bounds))
    return bounded(lines, bounds)


def _plain(path: Path, bounds: Bounds) -> list[str]:
    raw = path.read_bytes()
    if b"\x00" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("unknown")
    for encoding in ("utf-8-sig", "utf-16", "cp1251"):
        if encoding == "utf-16" and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(text) > bounds.letters:
            raise UnreadableError(bounds.over)
        return text.splitlines()
    raise UnreadableError("unknown")


def _by_child(work: Path, path: Path, bounds: Bounds) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "lines.json"
        words = (str(path.resolve()), str(out), str(bounds.pages), str(bounds.letters))
        try:
            said = confined.run(work, *words, folder=folder, limits=bounds.limits)
        except confined.ConfinedError as error:
            raise UnreadableError(_ENDED[error.reason]) from error
        if said == "too_long":
            raise UnreadableError(bounds.over)
        if said != "ok":
            raise UnreadableError(said or "damaged")
        lines: list[str] = json.loads(out.read_text(encoding="utf-8"))
        return lines


# A child that died met something its library could not read; only limits speak of a bomb.
_ENDED = {"time": "time", "limit": "bomb", "died": "damaged"}


def reflowed(lines: list[str]) -> list[str]:
    """Put the lines of one paragraph together again, as they were before they were broken."""
    joined: list[str] = []
    for line in (raw.strip() for raw in lines):
        if not line or re.fullmatch(r"[-–—\s]*\d{1,4}[-–—\s]*", line):
            continue
        goes_on = joined and not _STARTS.match(line) and not _ENDS.search(joined[-1])
        if goes_on and (line[:1].islower() or line[:1].isdigit() or line[:1] in "(«"):
            before = joined[-1]
            glued = before.endswith("-") and before[-2:-1].isalpha()
            joined[-1] = before[:-1] + line if glued else f"{before} {line}"
        else:
            joined.append(line)
    return joined


def bounded(lines: Iterable[str], bounds: Bounds = DESK) -> list[str]:
    """Leave out what cannot be kept, and break endless lines. Raises UnreadableError.

    Whoever sends one line of 400,000 letters would otherwise hold a process for an hour.
    """
    parts: list[str] = []
    letters = 0
    for line in lines:
        letters += len(line)
        if letters > bounds.letters or len(parts) > bounds.paragraphs:
            raise UnreadableError(bounds.over)
        parts.extend(_broken(line.translate(_HIDDEN)))
    if not any(line.strip() for line in parts):
        raise UnreadableError("empty")
    return parts


def _broken(rest: str) -> Iterator[str]:
    """Parts of a line, each after a sentence if one ends."""
    while len(rest) > LONGEST_LINE:
        head = rest[:LONGEST_LINE]
        ends = max(head.rfind(". "), head.rfind("; "))
        ends = ends if ends > LONGEST_LINE // 2 else head.rfind(" ")
        cut = ends + 1 if ends > LONGEST_LINE // 2 else LONGEST_LINE
        yield rest[:cut].strip()
        rest = rest[cut:].strip()
    yield rest


def can_ocr() -> bool:
    """Whether scans can be read here: ocrmypdf is an optional extra."""
    return shutil.which(OCR) is not None


def read_scan(path: Path) -> list[str]:
    """Read a scanned PDF by OCR, Kazakh and Russian. Takes minutes; raises UnreadableError."""
    program = shutil.which(OCR)
    if program is None:
        raise UnreadableError("no_ocr")
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        words = ["--force-ocr", "-l", "kaz+rus", "--jobs", "1", "--sidecar", str(text)]
        try:
            subprocess.run(  # noqa: S603 -- our own program and arguments
                [program, *words, "--output-type", "none", str(path.resolve()), "-"],
                cwd=folder,
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=OCR_MINUTES * 60,
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableError("time") from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise UnreadableError("damaged") from error
        return bounded(reflowed(_plain(text, DESK)))
