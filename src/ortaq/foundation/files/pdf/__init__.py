"""HTML to a tagged PDF (PDF/UA-1), in a process of its own that can fetch nothing (ADR 24).

The page brings its pictures with it: inline SVG, or ``data:image/…`` addresses. Fonts are the
system's. Any other address, in a tag or in a style, gives nothing; the words around it stay.
"""

import tempfile
from pathlib import Path

from ortaq.foundation.files import confined

CHILD = Path(__file__).with_name("child.py")
LIMITS = confined.Limits(
    memory=2 * 1024**3, cpu_seconds=120, file_bytes=128 * 1024**2, patience=150
)
MAX_HTML = 8 * 1024**2  # bytes; a page this long is a mistake, or an attack

PAPER = Path(__file__).with_name("paper.css").read_text("utf-8")  # how our documents look
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"


class PdfError(Exception):
    """These pages cannot be made: too long, too heavy, or not pages at all."""


class PdfUnavailableError(PdfError):
    """This machine makes no PDF before its owner installs something; the text says what."""


def pdf_of(html: str, *, base_css: str = PAPER) -> bytes:
    """Return a document as PDF/UA-1: the same bytes for the same pages on the same machine.

    Give a whole document, with ``<html lang>`` and ``<title>``: readers of the screen need both.
    Takes seconds: call it from a job. Raises PdfError; PdfUnavailableError when libraries or
    letters are missing.
    """
    page = html.encode()
    if len(page) > MAX_HTML:
        raise PdfError("the page is too long for a PDF")
    with tempfile.TemporaryDirectory(prefix="ortaq-pdf-") as folder:
        (Path(folder) / "page.html").write_bytes(page)
        (Path(folder) / "base.css").write_text(base_css, "utf-8")
        _make(folder)
        made = Path(folder) / "made.pdf"
        if not made.exists():
            raise PdfError("the program that makes PDF wrote nothing")
        return made.read_bytes()


def _make(folder: str) -> None:
    """Run the child, and turn what it says into an exception."""
    try:
        said = confined.run(CHILD, folder, folder=folder, limits=LIMITS)
    except confined.ConfinedError as error:
        raise PdfError(f"the page could not be made into a PDF ({error.reason})") from error
    if said == "libraries":
        raise PdfUnavailableError(
            "PDF is made with Pango and HarfBuzz, and they are missing on this machine "
            f"(Debian, Ubuntu: apt-get install --no-install-recommends {PACKAGES})."
        )
    if said == "letters":
        raise PdfUnavailableError(
            "No font of this machine has the letters of Kazakh "
            "(Debian, Ubuntu: apt-get install --no-install-recommends fonts-noto-core)."
        )
