"""A page becomes a PDF that can be read aloud, and nothing else: it reaches no file, no host."""

import io
import socket

import pikepdf
import pytest

from ortaq.foundation.files import pdf
from ortaq.foundation.files.pdf import PdfError, PdfUnavailableError, pdf_of

PAGE = (
    '<!doctype html><html lang="kk"><head><title>Есеп</title>{head}</head>'
    "<body><h1>Сәлем, ңғүұқөһі ₸</h1>{body}</body></html>"
)


def test_a_page_is_tagged_has_a_language_and_keeps_kazakh_letters():
    picture = '<svg role="img" width="9" height="9"><title>Сызба</title><rect width="9"/></svg>'
    made = pdf_of(PAGE.format(head="", body=picture))
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.Root.Lang) == "kk"
        assert document.Root.MarkInfo.Marked
        assert document.Root.StructTreeRoot is not None
        with document.open_metadata() as words:
            assert words["pdfuaid:part"] == "1"
            assert words["dc:title"] == "Есеп"
        fonts = document.pages[0].Resources.Font
        assert all("/ToUnicode" in font for font in fonts.values())  # can be read, not only seen


def test_a_hostile_page_reads_no_file_and_calls_nobody(tmp_path):
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'SECRET' }")
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.1)
        there = f"http://127.0.0.1:{trap.getsockname()[1]}/x"
        head = "".join(
            f'<link rel="stylesheet" href="{url}"><link rel="attachment" href="{url}">'
            f"<style>@import url({url}); @font-face {{ font-family: q; src: url({url}) }}</style>"
            for url in (there, secret.as_uri(), "file:///etc/hostname", "ftp://127.0.0.1/x")
        )
        body = (
            f'<base href="{there}"><img src="{there}" alt="x"><p>Мәтін</p>'
            f'<svg><image href="{secret.as_uri()}"/><use href="{there}#a"/></svg>'
            f'<object data="{secret.as_uri()}"></object><a rel="attachment" href="{there}">y</a>'
        )
        made = pdf_of(PAGE.format(head=head, body=body))
        with pytest.raises(TimeoutError):
            trap.accept()
    with pikepdf.open(io.BytesIO(made)) as document:
        names = document.Root.get("/Names", {})
        assert "/EmbeddedFiles" not in names
        assert "/AF" not in document.Root
    assert b"SECRET" not in made


def test_a_page_that_never_ends_is_refused_and_so_is_a_machine_without_letters(monkeypatch):
    with pytest.raises(PdfError):
        pdf_of("x" * (pdf.MAX_HTML + 1))
    for said, word in (("libraries", "libpango"), ("letters", "fonts-noto")):
        monkeypatch.setattr(pdf.confined, "run", lambda *_a, said=said, **_k: said)
        with pytest.raises(PdfUnavailableError, match=word):
            pdf_of(PAGE.format(head="", body=""))
