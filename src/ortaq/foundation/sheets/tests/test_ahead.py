"""Pieces made ahead come in their order, with what the making raised, and the thread ends."""

import threading
from itertools import count

import pytest

from ortaq.foundation.sheets.reading.ahead import Ahead


def test_all_pieces_come_in_order_and_then_no_more() -> None:
    with Ahead(iter(range(100)), 3) as pieces:
        assert list(pieces) == list(range(100))


def test_what_the_making_raises_is_raised_after_the_pieces_before_it() -> None:
    def making():
        yield 1
        raise LookupError("torn")

    with Ahead(making(), 3) as pieces:
        assert next(pieces) == 1
        with pytest.raises(LookupError, match="torn"):
            next(pieces)


def test_it_works_no_further_ahead_than_told_and_ends_with_its_block() -> None:
    made = []

    def making():
        for number in count():
            made.append(number)
            yield number

    with Ahead(making(), 3) as pieces:
        assert [next(pieces), next(pieces)] == [0, 1]
    assert len(made) <= 2 + 3 + 1
    assert not [thread for thread in threading.enumerate() if thread.name == "ahead"]
