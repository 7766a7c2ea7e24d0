"""The words of ./ortaq."""

import os
import sys


def main(words: list[str]) -> int:
    """Run one word; anything else is a management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortaq.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ortaq", *words])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
