"""What a confined process may do, and what its parent hears when it does more."""

import json
import os

import pytest

from ortaq.foundation.files import confined
from ortaq.foundation.files.confined import ConfinedError, Limits

MEGABYTE = 1024**2
LITTLE = Limits(memory=256 * MEGABYTE, cpu_seconds=2, file_bytes=MEGABYTE, patience=20)


@pytest.fixture
def run(tmp_path):
    """Run a piece of work given as the body of its ``main``."""

    def run_body(body, *words, limits=LITTLE):
        work = tmp_path / "work.py"
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        work.write_text(f"import os, json, sys, time\ndef main(*words):\n{lines}")
        return confined.run(work, *words, folder=str(tmp_path), limits=limits)

    return run_body


def test_what_main_returns_is_the_last_line(run):
    assert run('print("a library speaks")\nreturn " ".join(words)', "сәлем", "x") == "сәлем x"


def test_it_has_no_keys_and_stands_in_its_folder(run, monkeypatch, tmp_path):
    monkeypatch.setenv("ORTAQ_SECRET_KEY", "never")
    keys, folder = json.loads(run("return json.dumps([sorted(os.environ), os.getcwd()])"))
    assert (set(keys), folder) == ({"LC_ALL", "PATH", "TMPDIR"}, str(tmp_path))


def test_ours_is_at_hand_and_django_is_not_loaded(run):
    body = "import ortaq.foundation.files.kinds\nreturn str('django' in sys.modules)"
    assert run(body) == "False"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("return str(len(bytearray(10**9)))", "limit"),
        ("while True: pass", "limit"),  # killed by its own limit of CPU time
        ("open('large', 'wb').write(bytes(2 * 1024**2))", "died"),
        ("raise ValueError('secret')", "died"),
        ("os.kill(os.getpid(), 11)", "limit"),
    ],
)
def test_more_than_it_may_ends_it(run, body, reason):
    with pytest.raises(ConfinedError, match=reason):
        run(body)


def test_a_child_that_sleeps_is_ended_by_the_clock(run):
    with pytest.raises(ConfinedError, match="time"):
        run("time.sleep(60)", limits=Limits(256 * MEGABYTE, 2, MEGABYTE, patience=1))


def test_a_full_disk_is_the_parents_to_try_again(run):
    with pytest.raises(OSError, match="no room"):
        run("raise OSError(28, 'full')")


def test_it_is_heard_while_it_works_and_does_not_outlive_its_parent_s_block(tmp_path):
    work = tmp_path / "work.py"
    work.write_text(
        "import os, time\ndef main():\n    print(os.getpid(), flush=True)\n    time.sleep(60)\n"
    )
    with confined.started(work, folder=str(tmp_path), limits=LITTLE) as child:
        said = child.hear()
    assert said
    with pytest.raises(ProcessLookupError):
        os.kill(int(said), 0)
