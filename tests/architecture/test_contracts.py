"""The import contracts hold, and each of them can fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BIN = Path(sys.executable).parent


def lint_imports(root: Path) -> tuple[int, str]:
    done = subprocess.run(
        [BIN / "lint-imports", "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root / 'src'}:{root}", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house that may be spoilt."""
    root = tmp_path_factory.mktemp("house")
    nothing = shutil.ignore_patterns("__pycache__", "static", "templates", "locale")
    shutil.copytree(ROOT / "src" / "ortaq", root / "src" / "ortaq", ignore=nothing)
    shutil.copytree(ROOT / "tools", root / "tools", ignore=nothing)
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def test_the_contracts_hold():
    code, said = lint_imports(ROOT)

    assert code == 0, said


@pytest.mark.parametrize(
    ("place", "line", "contract"),
    [
        ("foundation/ui/spoilt.py", "import ortaq.config.env", "Floors"),
        ("foundation/events/spoilt.py", "import ortaq.foundation.orgs.models", "Foundation: who"),
        (
            "modules/membership/spoilt.py",
            "import ortaq.modules.appeals.events",
            "Modules: readers",
        ),
        ("lib/kazid/spoilt.py", "import django.conf", "Lib and workflows"),
        ("lib/kazid/spoilt.py", "import ortaq.lib.workdays", "Lib: independent"),
        ("portals/desk/spoilt.py", "import ortaq.portals.member", "Portals are independent"),
        ("portals/desk/spoilt.py", "import ortaq.modules.appeals.models", "front door"),
        ("modules/appeals/events.py", "import ortaq.modules.appeals.views", "Inside a"),
        ("nowhere/__init__.py", "", "Floors"),
    ],
)
def test_a_broken_contract_is_reported(copy, place, line, contract):
    path = copy / "src" / "ortaq" / place
    before = path.read_text() if path.exists() else ""
    new_room = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{before}\n{line}\n")
    try:
        code, said = lint_imports(copy)
    finally:
        path.write_text(before)
        if new_room:
            shutil.rmtree(path.parent)

    broken = [row for row in said.splitlines() if row.endswith("BROKEN") and contract in row]
    assert code == 1
    assert broken or f"- {contract}" in said, said
