"""Why a word of ./ortaq cannot do its work."""

import sys
from collections.abc import Callable
from functools import wraps

from pydantic import ValidationError


class StartError(Exception):
    """A reason, in one sentence, and what to do about it. Shown without a traceback."""


def spoken(run: Callable[[list[str]], int]) -> Callable[[list[str]], int]:
    """Turn refusals into a sentence on stderr and exit code 1."""

    @wraps(run)
    def word(argv: list[str]) -> int:
        try:
            return run(argv)
        except StartError as error:
            print(f"ortaq: {error}", file=sys.stderr, flush=True)
        except ValidationError as error:
            for fault in error.errors():
                name = "_".join(("ORTAQ", *map(str, fault["loc"]))).upper()
                text = fault["msg"].removeprefix("Value error, ")
                print(
                    f"ortaq: {text}" if not fault["loc"] else f"ortaq: {name}: {text}",
                    file=sys.stderr,
                    flush=True,
                )
        return 1

    return word
