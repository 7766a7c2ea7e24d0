"""Keyset pages: nothing is skipped or shown twice, whatever the order and whoever comes in."""

from base64 import urlsafe_b64encode
from itertools import chain
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, Permission
from django.db.models import Case, IntegerField, Value, When
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ortaq.foundation.ui.paging import Page, paginate


def walk(queryset, order, *, per_page=3, backwards=False) -> list[list[int]]:
    """Follow the links from an end to the other."""
    request = RequestFactory().get("/list/?topic=pay")
    page = paginate(queryset, request, per_page=per_page, order=order)
    while backwards and page.next_url:
        page = paginate(
            queryset, RequestFactory().get(page.next_url), per_page=per_page, order=order
        )
    pages = [[row.pk for row in page.items]]
    while url := page.previous_url if backwards else page.next_url:
        page = paginate(queryset, RequestFactory().get(url), per_page=per_page, order=order)
        pages.append([row.pk for row in page.items])
    return pages


def groups(count: int) -> list[Group]:
    return Group.objects.bulk_create(Group(name=f"g{n:02}") for n in range(count))


@pytest.mark.django_db
def test_the_links_lead_through_every_row_and_back():
    made = [group.pk for group in groups(7)]
    newest = made[::-1]
    assert walk(Group.objects.all(), ("-id",)) == [newest[:3], newest[3:6], newest[6:]]
    assert walk(Group.objects.all(), ("-id",), backwards=True) == [
        newest[6:],
        newest[3:6],
        newest[:3],
    ]


@pytest.mark.django_db
def test_a_full_last_page_has_no_next_page():
    groups(6)
    assert [len(page) for page in walk(Group.objects.all(), ("-id",))] == [3, 3]


@pytest.mark.django_db
def test_an_empty_list_is_one_page_without_neighbours():
    page = paginate(Group.objects.all(), RequestFactory().get("/list/"))
    assert page == Page(items=[], next_url=None, previous_url=None)


@pytest.mark.django_db
def test_rows_that_come_in_between_do_not_shift_the_next_page():
    made = groups(6)
    first = paginate(Group.objects.all(), RequestFactory().get("/list/"), per_page=3)
    Group.objects.create(name="newer")
    made[2].delete()
    second = paginate(Group.objects.all(), RequestFactory().get(first.next_url), per_page=3)
    assert [row.name for row in second.items] == ["g01", "g00"]


@pytest.mark.django_db
def test_the_links_keep_the_filters_and_drop_the_old_cursor():
    groups(9)
    request = RequestFactory().get("/list/?topic=pay&after=WzFd")
    page = paginate(Group.objects.all(), request, per_page=2, order=("id",))
    assert page.items[0].pk > 1
    query = urlsplit(page.next_url).query
    assert query.startswith("topic=pay&after=")
    assert query.count("after=") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor", ["", "x", "WzFd!", "e30", "WyJhIl0", "WzEsMl0", "W251bGwsMV0", "é"]
)
def test_a_cursor_that_is_not_ours_is_ignored_or_harmless(cursor):
    groups(4)
    for word in ("after", "before"):
        request = RequestFactory().get("/list/", {word: cursor})
        page = paginate(Group.objects.all(), request, per_page=2, order=("name",))
        assert len(page.items) <= 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written",
    [
        "[" * 5000,  # deeper than Python reads
        '["a\\u0000",1]',
        '["\\ud800",1]',
        '["a",Infinity]',
        '["a",NaN]',
        '["a",1e999]',
        '[{"a":1},[]]',
    ],
)
def test_a_cursor_that_no_database_could_compare_shows_the_first_page(written):
    made = groups(4)
    cursor = urlsafe_b64encode(written.encode()).decode()
    page = paginate(
        Group.objects.all(),
        RequestFactory().get("/list/", {"after": cursor}),
        per_page=2,
        order=("name",),
    )
    assert page.items == made[:2]


@pytest.mark.django_db
def test_related_fields_give_an_order_too():
    rows = Permission.objects.filter(content_type__app_label="auth").select_related("content_type")
    order = ("content_type__model", "-codename")
    expected = [row.pk for row in rows.order_by(*order, "-pk")]
    assert [*chain.from_iterable(walk(rows, order, per_page=2))] == expected


@pytest.mark.django_db
def test_a_page_costs_one_query_and_no_count(django_assert_num_queries):
    groups(30)
    with django_assert_num_queries(1):
        paginate(Group.objects.all(), RequestFactory().get("/list/"))


class WalkTest(TestCase):
    """Against the database's own order, with equal values and with NULLs in both directions."""

    @settings(max_examples=25, deadline=None)
    @given(
        ranks=st.lists(st.none() | st.integers(0, 3), max_size=9),
        descending=st.booleans(),
        per_page=st.integers(1, 4),
    )
    def test_every_row_comes_once_in_the_databases_order(self, ranks, descending, per_page):
        Group.objects.all().delete()
        made = groups(len(ranks))
        whens = [
            When(pk=group.pk, then=Value(rank)) for group, rank in zip(made, ranks, strict=True)
        ]
        rank = Case(*whens, default=Value(None), output_field=IntegerField())
        queryset = Group.objects.annotate(rank=rank)
        order = ("-rank",) if descending else ("rank",)
        expected = [row.pk for row in queryset.order_by(*order, "-pk")]
        forwards = walk(queryset, order, per_page=per_page)
        backwards = walk(queryset, order, per_page=per_page, backwards=True)
        assert [*chain.from_iterable(forwards)] == expected
        assert [*chain.from_iterable(backwards[::-1])] == expected
