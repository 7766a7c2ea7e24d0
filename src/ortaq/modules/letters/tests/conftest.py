"""Real pages take seconds each; only tests that read them make them (fixture ``real_pdf``).

The others get a PDF of one empty page whose bytes still depend on every word.
"""

import io

import pikepdf
import pytest

from ortaq.foundation.files.pdf import pdf_of
from ortaq.modules.letters import pages


def _quick(html: str) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Keywords"] = html
    stream = io.BytesIO()
    document.save(stream, deterministic_id=True)
    return stream.getvalue()


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "pdf_of", _quick)


@pytest.fixture
def real_pdf(quick_pdf: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "pdf_of", pdf_of)
