"""One straight line of migrations an app, each named by what it does."""

import re
from pathlib import Path

NAME = re.compile(r"\d{4}_[a-z][a-z0-9_]*")
DEPENDS = re.compile(r"""\(\s*["'](\w+)["']\s*,\s*["'](\d{4}_\w+)["']\s*\)""")


def linear(root: Path) -> list[str]:
    """Name apps whose history forks, skips a number, or has a name that says nothing."""
    found = []
    for folder in sorted((root / "src" / "ortaq").glob("*/*/migrations")):
        app = folder.parent.name
        names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
        for number, name in enumerate(names, 1):
            if not NAME.fullmatch(name) or "_auto_" in name:
                found.append(f"{app}: {name} does not say what it does")
            if not name.startswith(f"{number:04}_"):
                found.append(f"{app}: {name} is not number {number:04}; the line is broken")
            if number > 1:
                body = (folder / f"{name}.py").read_text().partition("\n    operations")[0]
                parents = [step for label, step in DEPENDS.findall(body) if label == app]
                if parents != [names[number - 2]]:
                    found.append(f"{app}: {name} must depend on {names[number - 2]} alone")
    return found
