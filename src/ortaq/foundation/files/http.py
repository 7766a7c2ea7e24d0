"""Giving a file to a browser: as a download, never as a page."""

import re
from typing import Literal
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.files import blobs, kinds
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.files.naming import with_kind

Variant = Literal["clean", "original", "thumbnail"]

# Whatever a browser makes of the bytes, it may run, load, frame and remember nothing.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


def download(stored: StoredFile, *, variant: Variant) -> HttpResponseBase:
    """Return the file as an attachment. The calling view has already asked for permission.

    ``original`` is for the case holder only; ``clean`` is for everybody else who may see the
    file; ``thumbnail`` is a small JPEG drawn by us, for ``<img>``. What is not there (held for
    the virus scanner, not cleaned yet, cannot be cleaned) answers with a sentence: 409, or 503
    while it pays to wait.
    """
    if stored.is_held or not _hash(stored, variant):
        return _not_there(stored)
    media_type, name = _face(stored, variant)
    response = FileResponse(
        blobs.path_of(_hash(stored, variant)).open("rb"), content_type=media_type
    )
    response.headers["Content-Disposition"] = content_disposition(name)
    _dress(response)
    return response


def _dress(response: HttpResponseBase) -> None:
    for header, value in HEADERS.items():
        response.headers[header] = value


def _hash(stored: StoredFile, variant: Variant) -> str:
    if variant == "original":
        return stored.sha256
    return stored.clean_sha256 if variant == "clean" else stored.thumbnail_sha256


def _face(stored: StoredFile, variant: Variant) -> tuple[str, str]:
    """Return the media type and the name that a variant goes out with."""
    if variant == "thumbnail":
        return kinds.JPEG.media_type, "thumbnail.jpg"
    media_type = stored.media_type if variant == "original" else stored.clean_media_type
    return media_type, with_kind(stored.name, kinds.by_media_type(media_type))


def content_disposition(name: str) -> str:
    """Return the header of RFC 6266: a plain-letters name for old readers, then the real one."""
    plain = re.sub(r'[^ -~]|["\\%]', "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


_HELD: dict[str, Promise] = {
    StoredFile.Scan.INFECTED: _("This file contains a virus, so it is not given to anybody."),
    StoredFile.Scan.WAITING: _(
        "This file is still being checked for viruses. Please try again in a few minutes."
    ),
}
_NOT_CLEAN: dict[str, Promise] = {
    StoredFile.CleanState.WAITING: _(
        "A copy of this file without hidden personal details is being prepared. Please try again "
        "in a minute."
    ),
    StoredFile.CleanState.UNAVAILABLE: _(
        "A copy of this file without hidden personal details cannot be made. Only the person who "
        "holds the case can open the original."
    ),
}


def _not_there(stored: StoredFile) -> HttpResponse:
    text = _HELD.get(stored.scan) or _NOT_CLEAN.get(
        stored.clean_state, _("There is no small picture of this file.")
    )
    wait = stored.scan == StoredFile.Scan.WAITING or (
        not stored.is_held and stored.clean_state == StoredFile.CleanState.WAITING
    )
    response = HttpResponse(
        str(text), status=503 if wait else 409, content_type="text/plain; charset=utf-8"
    )
    _dress(response)
    if wait:
        response.headers["Retry-After"] = "60"
    return response
