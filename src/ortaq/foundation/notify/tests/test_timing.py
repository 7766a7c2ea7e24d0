"""Quiet hours and digests, around midnight too."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.foundation.notify.timing import first_free, is_quiet, next_digest

ALMATY = ZoneInfo("Asia/Almaty")
NIGHT = {"quiet_from": time(22), "quiet_until": time(8)}


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("sent", "leaves"),
    [
        ("23 12:00", "23 12:00"),
        ("23 21:59:59", "23 21:59:59"),
        ("23 22:00", "24 08:00"),
        ("23 23:59", "24 08:00"),
        ("24 00:00", "24 08:00"),
        ("24 07:59:59", "24 08:00"),
        ("24 08:00", "24 08:00"),
    ],
)
def test_quiet_hours_span_midnight(sent, leaves):
    assert first_free(local(sent), **NIGHT) == local(leaves)


def test_quiet_hours_may_lie_within_a_day_or_not_exist():
    nap = {"quiet_from": time(13), "quiet_until": time(15)}
    assert first_free(local("23 14:30"), **nap) == local("23 15:00")
    assert first_free(local("23 15:00"), **nap) == local("23 15:00")
    never = {"quiet_from": time(22), "quiet_until": time(22)}
    assert first_free(local("23 22:00"), **never) == local("23 22:00")


@pytest.mark.parametrize(
    ("written", "digest"),
    [("23 08:59", "23 09:00"), ("23 09:00", "24 09:00"), ("23 23:30", "24 09:00")],
)
def test_the_digest_leaves_at_nine_the_next_time(written, digest):
    assert next_digest(local(written), **NIGHT) == local(digest)


def test_the_digest_waits_for_who_sleeps_long():
    late = {"quiet_from": time(23), "quiet_until": time(11)}
    assert next_digest(local("23 12:00"), **late) == local("24 11:00")


def test_almaty_has_no_summer_time_so_a_night_is_ten_hours_all_year():
    for month in range(1, 13):
        evening = datetime(2026, month, 15, 22, tzinfo=ALMATY)
        assert first_free(evening, **NIGHT) - evening == timedelta(hours=10)
        assert evening.utcoffset() == timedelta(hours=5)


moments = st.datetimes(
    min_value=datetime(2025, 1, 1),  # noqa: DTZ001 -- hypothesis wants them naive
    max_value=datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(ALMATY),
)


@given(moments, st.times(), st.times())
def test_a_message_is_never_early_never_in_quiet_hours_and_at_most_a_day_late(moment, start, end):
    quiet = {"quiet_from": start, "quiet_until": end}
    free = first_free(moment, **quiet)
    assert moment <= free <= moment + timedelta(days=1)
    assert not is_quiet(free, **quiet)
    digest = next_digest(moment, **quiet)
    assert moment < digest <= moment + timedelta(days=2)
    assert not is_quiet(digest, **quiet)
