"""The documentation is true: lists match the code, links lead somewhere, commands exist."""

import re
import shlex
import subprocess
import sys

import pytest
from django.core.management import get_commands
from tools import docs

from tests.architecture.plan import ORDER, ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/README.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|[`\s])\./ortaq ([a-z_]+)")
TOOL = re.compile(r"python -m (tools\.\w+)")
PATH = re.compile(r"`((?:src|tests|tools|docs|bench|deploy)/[\w/.-]+)`")
WORDS = {"demo", "test", "lint", "bench", "serve", "backup", "restore", "upgrade"}


def test_lists_match_the_code():
    assert docs.stale() == [], "run python -m tools.docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text()):
        if target.startswith(("https://", "mailto:", "#")):
            continue
        path = (page.parent / target.partition("#")[0]).resolve()
        assert path.exists(), f"{target} leads nowhere"
        assert path.is_relative_to(ROOT), f"{target} leads out of the repository"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_named_files_exist(page):
    for name in PATH.findall(page.read_text()):
        if "<" not in name and "NNNN" not in name:
            assert (ROOT / name).exists(), f"{name} does not exist"


def test_named_commands_exist():
    known = WORDS | set(get_commands())
    for page in PAGES:
        text = page.read_text()
        assert set(COMMAND.findall(text)) <= known, page.name
        for tool in TOOL.findall(text):
            assert (ROOT / f"{tool.replace('.', '/')}.py").exists(), f"{page.name}: {tool}"


def test_the_words_of_the_readme_explain_themselves():
    """Every command of the README's first block is one the door knows; nothing is started."""
    block = re.search(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    commands = [shlex.split(line, comments=True) for line in block[1].splitlines()]
    assert [words[0] for words in commands] == ["./ortaq"] * 3
    for words in commands:
        done = subprocess.run(
            [sys.executable, "-m", "ortaq", words[1], "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin"},
        )
        assert done.returncode == 0, done.stderr
        assert words[1] in done.stdout


@pytest.mark.parametrize("room", [room for room in ORDER if room.startswith("modules.")])
def test_every_module_has_its_page(room):
    page = ROOT / "docs" / "modules" / f"{room.partition('.')[2]}.md"

    assert len(page.read_text().splitlines()) > 10


def test_every_decision_is_told_in_the_same_way():
    pages = sorted(ROOT.glob("docs/adr/*.md"))
    for number, page in enumerate(pages, 1):
        text = page.read_text()
        assert page.name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number}. ")
        assert re.findall(r"^\*\*(\w+)\.\*\*", text, re.MULTILINE) == [
            "Context",
            "Decision",
            "Consequences",
        ]


def test_the_readme_fits_its_promise():
    text = (ROOT / "README.md").read_text()
    for part in ("## Goals", "## Non-goals", "docs/img/"):
        assert part in text
    for picture in ROOT.glob("docs/img/*"):
        assert picture.stat().st_size < 300 * 1024, f"{picture.name} is too heavy"


def test_the_licence_is_the_official_text():
    lines = (ROOT / "LICENSE").read_text().splitlines()
    assert lines[0].strip() == "GNU AFFERO GENERAL PUBLIC LICENSE"
    assert lines[1].strip() == "Version 3, 19 November 2007"
    assert len(lines) == 661
