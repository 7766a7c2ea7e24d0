"""Hidden counts: small ones, and what would give them away."""

from hypothesis import given
from hypothesis import strategies as st

from ortaq.lib.small_numbers import LEAST, hidden


def test_a_small_count_is_hidden_and_zero_is_not():
    assert hidden({1: 6, 2: 7, 3: 0}, []) == {1}


def test_a_lone_hidden_part_takes_the_next_smallest_with_it():
    values = {1: 53, 2: 3, 3: 20, 4: 30}

    assert hidden(values, [(1, [2, 3, 4])]) == {2, 3}


def test_two_small_parts_whose_sum_is_small_take_a_third():
    values = {1: 24, 2: 1, 3: 2, 4: 21}

    assert hidden(values, [(1, [2, 3, 4])]) == {2, 3, 4}


def test_two_small_parts_hide_each_other():
    values = {1: 31, 2: 5, 3: 6, 4: 20}

    assert hidden(values, [(1, [2, 3, 4])]) == {2, 3}


def test_an_only_part_takes_the_sum_with_it():
    assert hidden({1: 3, 2: 3}, [(1, [2])]) == {1, 2}


def test_the_own_members_of_a_body_with_bodies_below_are_a_part_too():
    """23 in all, 20 in the shop below: three are the plant's own."""
    assert hidden({1: 23, 2: 20}, [(1, [2])]) == {2}


def test_what_is_hidden_in_one_line_is_hidden_in_the_other():
    # 10 and 11 stand under branch 2; 10 and 12 under region 3.
    values = {2: 53, 3: 62, 10: 50, 11: 3, 12: 12}

    found = hidden(values, [(2, [10, 11]), (3, [10, 12])])

    assert found == {10, 11, 12}


tree = st.tuples(
    st.integers(2, 4),
    st.integers(2, 4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 40)), min_size=1),
)


@given(tree)
def test_no_sum_leaves_exactly_one_part_or_a_small_rest_unsaid(made):
    branches, regions, primaries = made
    values, families = {0: 0}, {}
    for place, (branch, region, n) in enumerate(primaries):
        pk = 1000 + place
        values[pk] = n
        for parent in (100 + branch % branches, 200 + region % regions):
            values[parent] = values.get(parent, 0) + n
            families.setdefault(parent, []).append(pk)
        values[0] += n
    rows = [
        *families.items(),
        (0, [pk for pk in families if pk < 200]),
        (0, [pk for pk in families if pk >= 200]),
    ]

    found = hidden(values, rows)

    assert {pk for pk, n in values.items() if 0 < n < LEAST} <= found
    for parent, children in rows:
        unsaid = [child for child in children if child in found]
        if parent in found:
            assert unsaid or not any(values[child] for child in children)
        else:
            assert not unsaid or (len(unsaid) > 1 and sum(values[c] for c in unsaid) >= LEAST)
