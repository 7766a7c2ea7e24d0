"""Checks of source text: sizes, machine paths, addresses in locks, inline code in templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

NEWLINE = "\n"
MAX_LINES = 400
MAX_FUNCTION_LINES = 60
KINDS = (".py", ".html", ".css", ".js", ".txt", ".sh")
FOLDERS = ("src", "tests", "tools", "bench")
# Files that hold a whole answer for outsiders, or are made by a program.
EXEMPT_FROM_SIZE = re.compile(r"/(migrations|locale|static/[^/]+/vendor)/|/verify_election\.py$")

MACHINE_PATH = re.compile(r"(?<![\w./~}-])/(?:root|work|home)/\w")
ADDRESS = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|@ file:")
INLINE = (
    (re.compile(r"<style\b", re.IGNORECASE), "an inline <style>"),
    (re.compile(r"\sstyle\s*=", re.IGNORECASE), "a style attribute"),
    (re.compile(r"<[^>{%]*\son[a-z]+\s*=", re.IGNORECASE), "an on… attribute"),
    (re.compile(r"javascript:", re.IGNORECASE), "a javascript: address"),
    (re.compile(r"\shx-on\b", re.IGNORECASE), "an hx-on attribute"),
)
SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)


def files(root: Path, *kinds: str) -> Iterator[Path]:
    """Yield our own files of these kinds, in a stable order."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix in kinds and "__pycache__" not in path.parts:
                yield path


def file_sizes(root: Path) -> list[str]:
    """Name files that no longer fit in one head."""
    found = []
    for path in files(root, *KINDS):
        if EXEMPT_FROM_SIZE.search(path.as_posix()):
            continue
        count = len(path.read_text().splitlines())
        if count > MAX_LINES:
            found.append(f"{path.relative_to(root)} has {count} lines; {MAX_LINES} is the end")
    return found


def function_sizes(root: Path) -> list[str]:
    """Name functions that no longer fit on one screen."""
    found = []
    for path in files(root, ".py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > MAX_FUNCTION_LINES:
                where = f"{path.relative_to(root)}:{node.lineno}"
                found.append(f"{where} {node.name}() has {count} lines of {MAX_FUNCTION_LINES}")
    return found


def machine_paths(root: Path) -> list[str]:
    """Name lines that hold an absolute path of one machine."""
    found = []
    roots = [*files(root, ".py", ".html", ".css", ".js", ".toml", ".md", ".txt")]
    roots += sorted(path for path in root.glob("*") if path.is_file() and path.name[0] != ".")
    roots += sorted((root / "docs").rglob("*.md"))
    for path in roots:
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if MACHINE_PATH.search(line):
                found.append(f"{path.relative_to(root)}:{number} holds a path of one machine")
    return found


def locks(root: Path) -> list[str]:
    """Name lock lines that hold an address, and pinned packages without a hash."""
    found = []
    for path in sorted(root.glob("requirements*.lock")):
        lines = path.read_text().splitlines()
        for number, line in enumerate(lines, 1):
            if ADDRESS.search(line):
                found.append(f"{path.name}:{number} holds an address")
            follows = lines[number] if number < len(lines) else ""
            if re.match(r"[A-Za-z0-9]", line) and "--hash=sha256:" not in follows:
                found.append(f"{path.name}:{number} pins {line.split()[0]} without a hash")
    if not (root / "requirements.lock").exists():
        found.append("requirements.lock is absent; run python -m tools.lock")
    return found


def inline_code(root: Path) -> list[str]:
    """Name template lines that the content security policy would refuse."""
    found = []
    for path in files(root, ".html"):
        text = path.read_text()
        # Comments are not sent, and blank lines keep the numbers right.
        text = re.sub(
            r"{#.*?#}|{% comment.*?endcomment %}",
            lambda match: "\n" * match.group().count("\n"),
            text,
            flags=re.DOTALL,
        )
        where = path.relative_to(root)
        hits = [(match, name) for pattern, name in INLINE for match in pattern.finditer(text)]
        hits += [
            (match, "an inline <script>")
            for match in SCRIPT.finditer(text)
            if "src=" not in match.group(1) and "application/json" not in match.group(1)
        ]
        found += [
            f"{where}:{text[: match.start()].count(NEWLINE) + 1} has {name}"
            for match, name in hits
        ]
    return found
