"""The union's words: a translation uses the term of docs/glossary.md."""

import re
from pathlib import Path
from typing import NamedTuple

import polib

LANGUAGES = ("kk", "ru")
EXEMPT = "glossary:"  # a translator's comment "glossary: why not" frees one text


class Term(NamedTuple):
    """One row: the English word and the stems that answer to it, by language."""

    english: str
    stems: dict[str, list[str]]


def terms(root: Path) -> list[Term]:
    """Read the checked rows of the glossary: those with a ✓ in the last column."""
    found = []
    for line in (root / "docs" / "glossary.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) >= 4 and cells[-1] == "✓":
            kk, ru, english = cells[:3]
            stems = {"kk": _stems(kk), "ru": _stems(ru)}
            found.append(Term(english.lower(), stems))
    return found


def used(root: Path) -> list[str]:
    """Name translations that say a union word otherwise than the glossary does."""
    rows = [
        (re.compile(rf"\b{re.escape(term.english)}s?\b(?!/)", re.IGNORECASE), term)
        for term in terms(root)
    ]
    found = []
    for path in sorted((root / "src" / "ortaq").glob("*/*/locale/*/LC_MESSAGES/django.po")):
        language = path.parts[-3]
        if language not in LANGUAGES:
            continue
        for entry in polib.pofile(str(path)):
            if entry.obsolete or EXEMPT in entry.tcomment:
                continue
            text = " ".join([entry.msgstr, *entry.msgstr_plural.values()]).lower()
            for pattern, term in rows:
                stems = term.stems[language]
                if pattern.search(entry.msgid) and not any(stem in text for stem in stems):
                    found.append(
                        f"{path.relative_to(root)}: {entry.msgid[:60]!r} says "
                        f"'{term.english}' without {' or '.join(stems)}…"
                    )
    return found


def _stems(cell: str) -> list[str]:
    """Return the part of each wording that endings leave alone: 'мүше / мүшелік' → 'мүш…'."""
    return [_stem(wording.strip().lower()) for wording in cell.split("/") if wording.strip()]


def _stem(wording: str) -> str:
    head = wording.split(maxsplit=1)[0] if " " in wording else wording
    return head[: max(3, len(head) - 2)]
