"""./ortaq test: the whole suite, with the browser and the database that it needs."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

from ortaq.config.env import CHECKOUT
from ortaq.ops.errors import StartError
from ortaq.ops.postgres import Server

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LIBRARIES = {  # what WeasyPrint makes PDF with, and the packages that carry it
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
MOST = 4  # cores that are used; each process has a database of its own


def main(argv: list[str]) -> int:
    """Run the word; its arguments are pytest's.

    A process a core and one more, unless -n says otherwise: that with the browser often waits.
    """
    parser = argparse.ArgumentParser(
        prog="ortaq test", description=__doc__, usage="./ortaq test [pytest's options and paths…]"
    )
    _given, words = parser.parse_known_args(argv)
    _see_to_packages()
    if not any(word.startswith("-n") for word in words):
        words = ["-n", str(min(os.cpu_count() or 2, MOST) + 1), *words]
    with _database():
        return _pytest(words)


def _pytest(words: list[str]) -> int:
    """Run pytest in the foreground: Ctrl-C is its own to answer, and its last line the last."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.run(
            [sys.executable, "-m", "pytest", *words],
            check=False,
            cwd=CHECKOUT,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ).returncode
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _database() -> Iterator[None]:
    """Keep the test cluster running for all of pytest's processes, unless one runs already."""
    folder = Path(os.environ.get("ORTAQ_TEST_DIR", CHECKOUT / "var" / "test")) / "pg"
    server = Server(folder, fast=True)
    try:
        is_running = server.sql("select 1") == "1"
    except (subprocess.CalledProcessError, OSError):
        is_running = False
    if is_running:
        yield
        return
    server.start()
    try:
        yield
    finally:
        server.stop()


def _see_to_packages() -> None:
    """Install what tests need of the system where we may; say what is missing elsewhere."""
    missing = []
    if not any(shutil.which(name) for name in BROWSERS):
        missing.append("chromium")
    if not any(next(folder.rglob("NotoSans*"), None) for folder in FONTS if folder.exists()):
        missing.append("fonts-noto-core")
    missing += [package for name, package in LIBRARIES.items() if not find_library(name)]
    if not missing:
        return
    order = f"apt-get install --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise StartError(
            f"The tests need {' and '.join(missing)}: install them "
            f"(Debian, Ubuntu: {order}) and try again."
        )
    print(f"ortaq: the tests need {' and '.join(missing)}; installing…", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-q"], ["install", "-qy", "--no-install-recommends", *missing]):
        done = subprocess.run(["apt-get", *words], check=False, env=quiet, stdout=sys.stderr)
        if done.returncode != 0 and words[0] == "install":
            raise StartError(f"Installing failed (see above): run {order} by hand.")
