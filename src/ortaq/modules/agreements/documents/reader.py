"""Reads a document into paragraphs, whatever it is; refuses with a reason.

Reasons: encrypted macros bomb old_word scan too_long unknown damaged time empty no_ocr.
"""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ortaq.foundation.files import confined

HERE = Path(__file__).parent
LIMITS: Final = confined.Limits(
    memory=1536 * 1024 * 1024, cpu_seconds=60, file_bytes=64 * 1024 * 1024, patience=90
)
MOST_BYTES = 40 * 1024 * 1024
MOST_LETTERS = 3_000_000
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


def read(path: Path) -> list[str]:
    """Read the paragraphs of a file. Raises UnreadableError."""
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableError("too_long")
    with path.open("rb") as file:
        head = file.read(1024 * 1024)
    if not head.strip():
        raise UnreadableError("empty")
    if head.startswith(b"PK"):
        lines = _by_child(HERE / "docx.py", path)
    elif b"%PDF-" in head[:1024]:
        lines = reflowed(_by_child(HERE / "pdf.py", path))
    elif head.startswith(_OLE):
        raise UnreadableError("encrypted" if _ENCRYPTED in head else "old_word")
    else:
        lines = reflowed(_plain(path))
    lines = bounded(lines)
    if not any(line.strip() for line in lines):
        raise UnreadableError("empty")
    return lines


def _plain(path: Path) -> list[str]:
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
        if len(text) > MOST_LETTERS:
            raise UnreadableError("too_long")
        return text.splitlines()
    raise UnreadableError("unknown")


def _by_child(work: Path, path: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "lines.json"
        try:
            said = confined.run(work, str(path.resolve()), str(out), folder=folder, limits=LIMITS)
        except confined.ConfinedError as error:
            raise UnreadableError("time" if error.reason == "time" else "bomb") from error
        if said != "ok":
            raise UnreadableError(said or "damaged")
        lines: list[str] = json.loads(out.read_text(encoding="utf-8"))
        return lines


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


def bounded(lines: Iterable[str]) -> list[str]:
    """Leave out what cannot be kept, and break endless lines, after a sentence if one ends.

    Whoever sends one line of 400,000 letters would otherwise hold a process for an hour.
    """
    parts: list[str] = []
    for line in lines:
        rest = line.translate(_HIDDEN)
        while len(rest) > LONGEST_LINE:
            head = rest[:LONGEST_LINE]
            ends = max(head.rfind(". "), head.rfind("; "))
            ends = ends if ends > LONGEST_LINE // 2 else head.rfind(" ")
            cut = ends + 1 if ends > LONGEST_LINE // 2 else LONGEST_LINE
            parts.append(rest[:cut].strip())
            rest = rest[cut:].strip()
        parts.append(rest)
    return parts


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
        lines = bounded(reflowed(_plain(text)))
    if not lines:
        raise UnreadableError("empty")
    return lines
