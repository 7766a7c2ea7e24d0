"""PURE. Working ahead: the next piece is made while the last one is being used."""

from collections.abc import Iterator
from queue import Full, Queue
from threading import Event, Thread
from types import TracebackType
from typing import Generic, Self, TypeVar

NEAR = 0.05  # seconds between two looks whether to stop, when nobody takes what is made
Piece = TypeVar("Piece")


class Ahead(Generic[Piece]):
    """Makes ``pieces`` in a thread, at most ``depth`` ahead, and gives them in their order.

    What the making raises is raised where the piece is awaited. The thread has ended when the
    block is left, so what it reads from may then be closed. It must not touch the database: a
    connection belongs to its thread.
    """

    def __init__(self, pieces: Iterator[Piece], depth: int) -> None:
        self._pieces = pieces
        self._made: Queue[tuple[list[Piece], BaseException | None]] = Queue(depth)
        self._stop = Event()
        self._thread = Thread(target=self._make, name="ahead", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def __iter__(self) -> Iterator[Piece]:
        return self

    def __next__(self) -> Piece:
        pieces, error = self._made.get()
        if error is not None:
            self._put([], error)  # for whoever asks once more
            raise error
        return pieces[0]

    def _make(self) -> None:
        try:
            for piece in self._pieces:
                self._put([piece], None)
                if self._stop.is_set():
                    return
            self._put([], StopIteration())
        except BaseException as error:
            self._put([], error)

    def _put(self, pieces: list[Piece], error: BaseException | None) -> None:
        while not self._stop.is_set():
            try:
                self._made.put((pieces, error), timeout=NEAR)
            except Full:
                continue
            return
