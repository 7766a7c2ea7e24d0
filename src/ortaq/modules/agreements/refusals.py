"""Why a document could not be read, said to people: what happened, what to do."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "encrypted": _(
        "The document is locked with a password. Save it without one and send it again."
    ),
    "macros": _("The document carries macros. Save it as a plain DOCX and send it again."),
    "bomb": _("The document unpacks to far more than an agreement holds, so it was not opened."),
    "old_word": _("This is the old DOC format. Save it as DOCX or PDF and send it again."),
    "scan": _("The PDF holds pictures of pages. It has to be read by optical recognition first."),
    "no_ocr": _(
        "The PDF holds pictures of pages, and optical recognition is not installed here. "
        "Send the DOCX, or ask the administrator to install ocrmypdf with kaz and rus."
    ),
    "too_long": _("The document is longer than we read: at most 600 pages and 40 megabytes."),
    "long_draft": _(
        "A draft here has at most 80 pages, 200,000 letters and 4 megabytes. Send it in parts."
    ),
    "unknown": _("This is neither DOCX, nor PDF, nor plain text."),
    "damaged": _("The document is damaged: it could not be read to the end."),
    "time": _("Reading the document took too long, so it was stopped."),
    "empty": _("The document holds no text."),
}
