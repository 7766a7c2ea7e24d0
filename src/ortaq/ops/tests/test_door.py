"""./ortaq itself, in a checkout of its own: when it installs, and what it says when it cannot."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ortaq.config.env import CHECKOUT
from ortaq.ops.tests.conftest import environment

FAKE_UV = """#!/bin/sh
[ "$1" = --version ] && exit 0
echo "$@" >>"$UV_LOG"
case $1 in
venv) for last; do :; done; mkdir -p "$last/bin"; ln -sf "$UV_PYTHON" "$last/bin/python" ;;
*) exit "${UV_EXIT-0}" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The script, two locks, the code; and a uv that only notes what it is asked."""
    home = tmp_path / "a checkout"
    home.mkdir()
    shutil.copy(CHECKOUT / "ortaq", home)
    (home / "requirements.lock").write_text("product\n")
    (home / "requirements-dev.lock").write_text("product and tests\n")
    (home / "src").symlink_to(CHECKOUT / "src")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "uv").write_text(FAKE_UV)
    (tmp_path / "bin" / "uv").chmod(0o755)
    return home


def knock(checkout: Path, *words: str, by: Path | None = None, **env: str) -> "Said":
    log = checkout.parent / "uv.log"
    log.unlink(missing_ok=True)
    python = Path(sys.executable).resolve()
    done = subprocess.run(
        [by or checkout / "ortaq", *words],
        env=environment(
            PATH=f"{checkout.parent / 'bin'}:{os.environ['PATH']}",
            UV_LOG=str(log), UV_PYTHON=str(python), ORTAQ_PYTHON=str(python),
        ) | env,
        cwd="/", capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return Said(done, log.read_text() if log.exists() else "")


class Said:
    """What the door said and what it asked uv."""

    def __init__(self, done: "subprocess.CompletedProcess[str]", uv: str) -> None:
        self.code, self.out, self.err, self.uv = done.returncode, done.stdout, done.stderr, uv


def test_it_installs_once_and_again_when_the_lock_changes(checkout: Path) -> None:
    first = knock(checkout, "help")
    assert first.code == 0
    assert first.out.startswith("./ortaq WORD")
    assert "preparing .venv with Python 3." in first.err
    venv, sync = first.uv.splitlines()
    assert venv.startswith("venv --quiet --python ")
    assert sync.startswith("pip sync --quiet --compile-bytecode --require-hashes --python ")
    assert sync.endswith("/a checkout/requirements.lock")

    second = knock(checkout, "help")
    assert (second.code, second.err, second.uv) == (0, "", "")

    (checkout / "requirements.lock").write_text("product, changed\n")
    third = knock(checkout, "help")
    assert third.code == 0
    assert third.uv.count("\n") == 1
    assert "pip sync" in third.uv


def test_tests_need_the_larger_lock_which_then_serves_all(checkout: Path) -> None:
    assert "requirements-dev.lock" in knock(checkout, "bench", "--help").uv
    assert knock(checkout, "help").uv == ""
    assert knock(checkout, "bench", "--help").uv == ""


def test_an_interrupted_installation_is_done_again(checkout: Path) -> None:
    failed = knock(checkout, "help", UV_EXIT="1")
    assert failed.code == 1
    assert "the packages could not be installed" in failed.err
    assert failed.out == ""
    assert not (checkout / ".venv" / ".made-from").exists()
    assert "pip sync" in knock(checkout, "help").uv


def test_it_works_by_a_link_from_anywhere(checkout: Path) -> None:
    knock(checkout, "help")
    (checkout.parent / "links").mkdir()
    link = checkout.parent / "links" / "union"
    link.symlink_to("../a checkout/ortaq")
    done = knock(checkout, "help", by=link)
    assert (done.code, done.uv) == (0, "")
    assert done.out.startswith("./ortaq WORD")


def test_a_python_that_does_not_fit_is_refused(checkout: Path) -> None:
    done = knock(checkout, "help", ORTAQ_PYTHON="/bin/false")
    assert done.code == 1
    assert done.err == (
        "ortaq: ORTAQ_PYTHON is /bin/false, which is no Python 3.11, 3.12 or 3.13: "
        "name another, or unset it.\n"
    )


def test_a_machine_without_python_is_told_what_to_install(checkout: Path) -> None:
    tools = checkout.parent / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "readlink", "cat", "cksum", "flock"):
        if found := shutil.which(name):
            (tools / name).symlink_to(found)
    done = knock(checkout, "help", PATH=str(tools), ORTAQ_PYTHON="")
    assert done.code == 1
    assert done.err.startswith("ortaq: Ortaq needs Python 3.11, 3.12 or 3.13 and finds none:")


def test_the_script_is_plain_sh(checkout: Path) -> None:
    dash = shutil.which("dash")
    if not dash:
        pytest.skip("needs dash to see that the script is plain POSIX sh")
    subprocess.run([dash, "-n", checkout / "ortaq"], check=True)
    assert (checkout / "ortaq").read_text().startswith("#!/bin/sh\n")
    assert len((checkout / "ortaq").read_text().splitlines()) < 110
