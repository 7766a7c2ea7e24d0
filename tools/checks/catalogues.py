"""Kazakh and Russian catalogues: complete, current, with the placeholders of the source."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

PLURALS = {"kk": 2, "ru": 4}
NOT_PROOF_READ = "Not yet proof-read by a native speaker."
PERCENT = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdrf]")
BRACES = re.compile(r"{[A-Za-z_][\w.]*(?:![rsa])?(?::[^{}]*)?}")

MAKE_MESSAGES = (sys.executable, "-m", "django", "makemessages", "-l", "kk", "--no-wrap", "-v0")

Key = tuple[str | None, str]


def complete(root: Path) -> list[str]:
    """Name texts without a translation, fuzzy ones, and ones whose placeholders differ."""
    found = []
    for app in _apps(root):
        for language in PLURALS:
            path = _catalogue(app, language)
            if not path.exists():
                continue  # current() says whether the app has texts at all
            found += [f"{path.relative_to(root)}: {fault}" for fault in _faults(path, language)]
    return found


def current(root: Path) -> list[str]:
    """Name texts of the source that a catalogue lacks, and texts that the source has no more."""
    if problem := _need_gettext():
        return [problem]
    found = []
    sources = _extract(root)
    for app in _apps(root):
        source = sources.pop(app.relative_to(root), set())
        for language in PLURALS:
            path = _catalogue(app, language)
            held = _keys(path) if path.exists() else set()
            where = path.relative_to(root)
            found += [f"{where} lacks {text!r}" for _, text in sorted(source - held, key=str)]
            found += [f"{where} keeps {text!r}" for _, text in sorted(held - source, key=str)]
    for folder, texts in sources.items():
        found += [f"{folder}: {text!r} is outside of every catalogue" for _, text in texts]
    return found


def agreed(root: Path) -> list[str]:
    """Name texts that two catalogues of a language translate differently.

    Django merges all catalogues into one and the first app wins, so the other wording is never
    seen. One word with two meanings needs a context (pgettext) or other words in the source.
    """
    found = []
    for language in PLURALS:
        said: dict[Key, dict[str, list[str]]] = {}
        for app in _apps(root):
            path = _catalogue(app, language)
            for entry in polib.pofile(str(path)) if path.exists() else ():
                if not entry.obsolete:
                    words = entry.msgstr or " | ".join(entry.msgstr_plural.values())
                    wordings = said.setdefault((entry.msgctxt, entry.msgid), {})
                    wordings.setdefault(words, []).append(app.name)
        found += [
            f"{language}: {text!r} is "
            + " and ".join(f"{w!r} in {', '.join(apps)}" for w, apps in wordings.items())
            for (_, text), wordings in said.items()
            if len(wordings) > 1
        ]
    return found


def _apps(root: Path) -> list[Path]:
    return sorted(path.parent for path in (root / "src" / "ortaq").glob("*/*/apps.py"))


def _catalogue(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def _keys(path: Path) -> set[Key]:
    entries = polib.pofile(str(path))
    return {(entry.msgctxt, entry.msgid) for entry in entries if not entry.obsolete}


def _faults(path: Path, language: str) -> list[str]:
    found = []
    catalogue = polib.pofile(str(path))
    forms = re.search(r"nplurals\s*=\s*(\d)", catalogue.metadata.get("Plural-Forms", ""))
    if not forms or int(forms[1]) != PLURALS[language]:
        found.append(f"Plural-Forms must say nplurals={PLURALS[language]}")
    if language == "kk" and NOT_PROOF_READ not in catalogue.header:
        found.append(f"the head must say: {NOT_PROOF_READ}")
    for entry in catalogue:
        if not entry.obsolete:
            found += _faults_of_entry(entry, PLURALS[language])
    return found


def _faults_of_entry(entry: polib.POEntry, plurals: int) -> list[str]:
    name = repr(entry.msgid[:60])
    if "fuzzy" in entry.flags:
        return [f"{name} is fuzzy"]
    if entry.msgid_plural:
        forms = [entry.msgstr_plural.get(n, "") for n in range(plurals)]
        if not all(forms) or len(entry.msgstr_plural) != plurals:
            return [f"{name} needs {plurals} plural forms"]
        # A form for one thing may say "one" in a word; the others must name what the source does.
        wanted = _placeholders(entry.msgid_plural, entry.flags)
        wrong = [form for form in forms if not _placeholders(form, entry.flags) <= wanted]
        lost = _placeholders(forms[-1], entry.flags) != wanted
        return [f"{name} has other placeholders than the source"] if wrong or lost else []
    if not entry.msgstr:
        return [f"{name} is not translated"]
    if _placeholders(entry.msgid, entry.flags) != _placeholders(entry.msgstr, entry.flags):
        return [f"{name} has other placeholders than the source"]
    return []


def _placeholders(text: str, flags: list[str]) -> set[str]:
    percents = PERCENT.findall(text.replace("%%", "")) if "python-format" in flags else []
    return {*percents, *BRACES.findall(text)}


def _need_gettext() -> str:
    """Return '' when xgettext is there (installed now, as root on Debian), else what to do."""
    if shutil.which("xgettext"):
        return ""
    if os.geteuid() == 0 and Path("/etc/debian_version").exists():
        subprocess.run(["apt-get", "install", "-y", "-qq", "gettext"], check=False)
    if shutil.which("xgettext"):
        return ""
    return "GNU gettext is missing, so catalogues cannot be compared with the source; install it"


def _extract(root: Path) -> dict[Path, set[Key]]:
    """Return the texts of the source by app folder; gathered in a copy, so nothing changes."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "src" / "ortaq"
        shutil.copytree(
            root / "src" / "ortaq",
            copy,
            ignore=shutil.ignore_patterns("locale", "__pycache__", "static", "*.mo"),
        )
        for app in [*copy.glob("*/*/apps.py"), copy / "apps.py"]:
            (app.parent / "locale").mkdir()
        subprocess.run(
            [*MAKE_MESSAGES, "--keep-pot"],
            cwd=copy,
            check=True,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": ""},
        )
        return {
            path.parents[1].relative_to(temporary): _keys(path)
            for path in sorted(copy.rglob("locale/django.pot"))
        }
