"""Why a word of ./ortaq cannot do its work."""

import errno
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
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            place = f" where {error.filename} stands" if error.filename else ""
            print(
                f"ortaq: The disk is full{place}: free some space and try again; "
                "nothing that was there before is changed.",
                file=sys.stderr,
                flush=True,
            )
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
