"""A real worker process with some jobs of these tests: python -m …tests.worker FOLDER [words]."""

import os
import sys
import time
from pathlib import Path

import django
from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortaq.config.settings")
django.setup()

from django.db import transaction  # noqa: E402 -- after setup

from ortaq.foundation.events import jobs  # noqa: E402

FOLDER = Path(sys.argv[1])


def note(line: str) -> None:
    with (FOLDER / "notes").open("a") as file:
        file.write(f"{line}\n")


@jobs.task("test.note")
def write(line: str) -> None:
    note(line)


@jobs.task("test.hang_once")
def hang_once() -> None:
    first = not (FOLDER / "hung").exists()
    (FOLDER / "hung").touch()
    note("began")
    if first:
        time.sleep(60)
    note("ended")


@jobs.task("test.defer_and_fail", retry=False)
def defer_and_fail() -> None:
    with transaction.atomic():
        jobs.defer("test.note", line="from a transaction that failed")
        raise ZeroDivisionError


@jobs.task("test.defer_and_succeed")
def defer_and_succeed() -> None:
    with transaction.atomic():
        jobs.defer("test.note", line="from a transaction that committed")


def alone(name: str) -> None:
    note(f"{name} begins {time.monotonic()}")
    time.sleep(0.2)
    note(f"{name} ends {time.monotonic()}")


@jobs.task("test.alone_a", queue="alone")
def alone_a() -> None:
    alone("a")


@jobs.task("test.alone_b", queue="alone")
def alone_b() -> None:
    alone("b")


if __name__ == "__main__":
    execute_from_command_line(["ortaq", "procrastinate", "--skip-checks", "worker", *sys.argv[2:]])
