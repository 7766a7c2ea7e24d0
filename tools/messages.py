"""Gather the texts of apps into their kk and ru catalogues: python -m tools.messages [FOLDER…]."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1] / "src" / "ortaq"


def gather(app: Path) -> None:
    """Update ``locale/{kk,ru}`` of one app folder (needs GNU gettext)."""
    (app / "locale").mkdir(exist_ok=True)
    subprocess.run(
        [
            sys.executable,
            "-P",  # an app of ours may have a module of the library's name: selectors
            "-m",
            "django",
            "makemessages",
            "-l",
            "kk",
            "-l",
            "ru",
            "--no-location",
            "--no-wrap",
            "-v0",
        ],
        cwd=app,
        check=True,
    )


if __name__ == "__main__":
    chosen = [Path(name).resolve() for name in sys.argv[1:]]
    for folder in chosen or sorted(p.parent for p in ROOT.glob("*/*/apps.py")):
        gather(folder)
