"""A primary's list must not be read in the order of the whole union's names."""

import pytest
from django.db import connection

from ortaq.modules.membership import selectors

NAMES = "accounts_user_sort_key"  # what the indexes of all names begin with


@pytest.mark.django_db
def test_no_index_of_all_names_gives_the_order_of_a_list() -> None:
    with connection.cursor() as cursor:  # a walk through the names would now cost nothing else
        cursor.execute("set local enable_seqscan = off; set local enable_sort = off")
    plan = selectors.members_of([1]).order_by("alphabet", "pk")[:50].explain()
    by_name = selectors.members_of([1]).order_by("user__sort_key", "pk")[:50].explain()
    assert NAMES in by_name
    assert NAMES not in plan
