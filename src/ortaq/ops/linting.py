"""./ortaq lint: every check of the house but the tests."""

import subprocess
import sys

from ortaq.config.env import CHECKOUT
from ortaq.ops.errors import StartError


def main(argv: list[str]) -> int:
    """Run the word: tools/lint.py, which is never shipped, does the work."""
    if not (CHECKOUT / "tools" / "lint.py").exists():
        raise StartError("lint checks the source, and this is no checkout of it.")
    return subprocess.run(
        [sys.executable, "-m", "tools.lint", *argv], check=False, cwd=CHECKOUT
    ).returncode
