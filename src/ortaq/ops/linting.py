"""./ortaq lint: every check of the house but the tests."""

import argparse
import subprocess
import sys

from ortaq.config.env import CHECKOUT
from ortaq.ops.errors import StartError


def main(argv: list[str]) -> int:
    """Run the word: tools/lint.py, which is never shipped, does the work."""
    parser = argparse.ArgumentParser(
        prog="ortaq lint", description=__doc__, usage="./ortaq lint [NAME of a check…]"
    )
    _given, names = parser.parse_known_args(argv)
    if not (CHECKOUT / "tools" / "lint.py").exists():
        raise StartError("lint checks the source, and this is no checkout of it.")
    return subprocess.run(
        [sys.executable, "-m", "tools.lint", *names], check=False, cwd=CHECKOUT
    ).returncode
