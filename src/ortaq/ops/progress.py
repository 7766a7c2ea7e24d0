"""How far a long work is, in a line now and then."""

import time
from collections.abc import Callable

EVERY = 10.0  # seconds between two lines


class Progress:
    """Prints how many of how many, and how long the rest takes at the rate seen so far."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._what = ""
        self._began = self._last = self._said = now()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Hear of the work; say a line when ten seconds have passed since the last one."""
        moment = self._now()
        if what != self._what:  # it begins now, or began when the one before was last heard of
            self._what, self._began = what, self._last if done else moment
        self._last = moment
        if moment - self._said < EVERY or not done:
            return
        self._said = moment
        left = (moment - self._began) / done * (total - done)
        print(f"  {what}: {done:,} of {total:,}, about {_spoken(left)} more", flush=True)


def _spoken(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"  # noqa: PLR2004
