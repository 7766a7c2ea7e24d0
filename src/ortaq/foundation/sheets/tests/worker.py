"""A real worker that knows the crew list: python -m …sheets.tests.worker FOLDER [words].

While FOLDER/slow exists, each chunk takes its time: long enough to be killed in the middle.
"""

import os
import sys
import time
from pathlib import Path

import django
from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortaq.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- after setup

from ortaq.foundation.sheets.tests import crew  # noqa: E402

FOLDER = Path(sys.argv[1])
settings.FILES_DIR = FOLDER / "files"
layout = crew.declare()
enter = layout.apply


def enter_slowly(batch, rows):
    made = enter(batch, rows)
    if (FOLDER / "slow").exists():
        (FOLDER / "in-a-chunk").touch()
        time.sleep(0.4)
    return made


object.__setattr__(layout, "apply", enter_slowly)

if __name__ == "__main__":
    execute_from_command_line(["ortaq", "procrastinate", "--skip-checks", "worker", *sys.argv[2:]])
