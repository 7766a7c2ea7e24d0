"""Lines of the text of a PDF. Runs in a confined child."""

import json
from pathlib import Path

FEWEST_LETTERS = 15  # a page: fewer means a picture


def main(path: str, out: str, pages: str, most: str) -> str:
    """Write the lines of ``path`` to ``out``; say "ok" or why not."""
    import pypdfium2  # noqa: PLC0415 -- in the child only, after its limits

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return "encrypted" if "password" in str(error).lower() else "damaged"
    if len(document) > int(pages):
        return "too_long"
    lines: list[str] = []
    letters = 0
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage().get_text_bounded()
        page.close()
        letters += len(text.strip())
        if letters > int(most):
            return "too_long"
        lines.extend(
            line.replace("\u00ad", "").replace("\ufffe", "") for line in text.splitlines()
        )
    if letters < FEWEST_LETTERS * len(document):
        return "scan"
    Path(out).write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8")
    return "ok"
