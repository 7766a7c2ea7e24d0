"""Turn the .in files into hash-pinned locks without addresses: python -m tools.lock."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OPTIONS = [
    "-q", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header",
    "--no-emit-index-url", "--no-emit-find-links",
]  # fmt: skip


def compile_lock(source: str, target: str, *more: str) -> None:
    """Resolve one .in file."""
    uv = Path(sys.executable).with_name("uv")
    subprocess.run(
        [uv, "pip", "compile", *OPTIONS, source, "-o", target, *more], cwd=ROOT, check=True
    )


if __name__ == "__main__":
    # Development first: the product then gets the same versions as its tests.
    compile_lock("requirements-dev.in", "requirements-dev.lock")
    compile_lock("requirements.in", "requirements.lock", "-c", "requirements-dev.lock")
