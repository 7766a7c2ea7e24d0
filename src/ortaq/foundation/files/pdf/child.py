"""Work of a confined child: makes FOLDER/page.html into FOLDER/made.pdf.

It has little memory and time, an empty environment, no Django. What it may read
is decided twice: by the fetcher, which knows no address but pictures inside the page, and by an
audit hook that stops connections and other programs whatever a library may try.
"""

import ctypes
import hashlib
import sys
import warnings
from pathlib import Path
from typing import Any

PICTURES = ("data:image/png", "data:image/jpeg", "data:image/svg+xml")
# socket.__new__ is let be: asyncio makes pairs when it is imported, and they lead nowhere.
STOPPED = ("socket.connect", "socket.bind", "subprocess.", "os.exec", "os.fork", "os.system",
           "os.posix_spawn", "ftplib.", "http.client.", "urllib.Request")  # fmt: skip


def _stop(event: str, _details: tuple[object, ...]) -> None:
    if event.startswith(STOPPED):
        raise PermissionError(f"{event} is not for a page")


def _has_letters() -> bool:
    """Whether any font of this machine knows Kazakh, by fontconfig's own list of its letters."""
    known = ctypes.CDLL("libfontconfig.so.1")
    for name in ("FcNameParse", "FcObjectSetCreate", "FcFontList"):
        getattr(known, name).restype = ctypes.c_void_p
    pattern = ctypes.c_void_p(known.FcNameParse(b":lang=kk"))
    found = known.FcFontList(None, pattern, ctypes.c_void_p(known.FcObjectSetCreate()))
    return bool(found) and ctypes.c_int.from_address(found).value > 0  # FcFontSet.nfont


def main(folder: str) -> str:
    """Make one document; return "made", or what this machine lacks: "libraries", "letters"."""
    warnings.simplefilter("ignore")  # which libraries a next version will want
    try:
        # Imported here: after the limits, and where their absence can be said.
        from weasyprint import CSS, HTML  # noqa: PLC0415
        from weasyprint.text import ffi as text  # noqa: PLC0415
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415
    except (ImportError, OSError):
        return "libraries"
    if text.harfbuzz_subset is None:  # without it fonts go in whole: megabytes for a page
        return "libraries"
    if not _has_letters():
        return "letters"

    class OnlyInside(URLFetcher):
        """Gives the pictures that lie in the page itself, and refuses every other address."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if not url.lower().startswith(PICTURES):
                raise ValueError("a page fetches nothing")
            return super().fetch(url, headers)

    sys.addaudithook(_stop)
    place = Path(folder)
    page = (place / "page.html").read_text("utf-8")
    style = (place / "base.css").read_text("utf-8")
    fetcher = OnlyInside(allowed_protocols={"data"}, allow_redirects=False)
    HTML(string=page, url_fetcher=fetcher).write_pdf(
        place / "made.pdf",
        stylesheets=[CSS(string=style, url_fetcher=fetcher)],
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256((page + style).encode()).digest()[:16],
    )
    return "made"
