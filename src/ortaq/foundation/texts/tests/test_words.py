"""Dates, amounts and phones as people say and write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.template import Context, Template
from django.utils.formats import date_format, number_format
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from ortaq.foundation.texts.amounts import grouped, phone, tenge
from ortaq.foundation.texts.dates import dated, day, month, when
from ortaq.foundation.texts.quotes import inner

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("language", "value", "words"),
    [
        ("kk", date(2026, 11, 26), "26 қараша, бейсенбі"),
        ("ru", date(2026, 11, 26), "четверг, 26 ноября"),
        ("en", date(2026, 11, 26), "Thu, 26 November"),
        ("kk", date(2026, 11, 23), "бүгін"),
        ("ru", date(2026, 11, 24), "завтра"),
        ("en", date(2026, 11, 22), "yesterday"),
        ("kk", date(2025, 3, 8), "2025 жылғы 8 наурыз"),
        ("ru", date(2027, 5, 1), "1 мая 2027 г."),
        ("en", date(2025, 12, 31), "31 December 2025"),
    ],
)
def test_a_day_in_words(language, value, words):
    with override(language):
        assert day(value, today=TODAY) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "бүгін, 14:05"), ("ru", "сегодня в 14:05"), ("en", "today at 14:05")],
)
def test_a_moment_in_words_is_local(language, words):
    with override(language):
        assert when(datetime(2026, 11, 23, 9, 5, tzinfo=UTC), today=TODAY) == words


def test_a_moment_late_in_the_evening_belongs_to_the_local_day():
    late = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)  # half past midnight in Almaty
    with override("en"):
        assert when(late, today=TODAY) == "tomorrow at 00:30"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "26 қараша, бейсенбі, 18:00"),
        ("ru", "четверг, 26 ноября в 18:00"),
        ("en", "Thu, 26 November at 18:00"),
    ],
)
def test_another_day_keeps_its_time(language, words):
    with override(language):
        assert when(datetime(2026, 11, 26, 13, 0, tzinfo=UTC), today=TODAY) == words


def test_papers_name_the_date_even_today():
    with override("ru"):
        assert day(TODAY, today=TODAY, near=False) == "понедельник, 23 ноября"


def test_every_month_and_weekday_has_its_own_word():
    for language in ("kk", "ru", "en"):
        with override(language):
            months = {day(date(2025, m, 1), today=TODAY) for m in range(1, 13)}
            week = {day(date(2026, 6, d), today=TODAY) for d in range(1, 8)}
        assert (len(months), len(week)) == (12, 7)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0\u202f₸"),
        (999, "999\u202f₸"),
        (1_250_000, "1\u202f250\u202f000\u202f₸"),
        (Decimal("85000.00"), "85\u202f000\u202f₸"),
        (Decimal("1234.5"), "1\u202f234,50\u202f₸"),
        (Decimal("0.005"), "0,01\u202f₸"),
        (-40_000, "\u221240\u202f000\u202f₸"),
    ],
)
def test_money(amount, words):
    with override("kk"):
        assert tenge(amount) == words


def test_a_fraction_has_the_readers_own_mark():
    with override("ru"):
        assert grouped(1234.5) == "1\u202f234,5"
    with override("en"):
        assert grouped(1234.5) == "1\u202f234.5"
        assert grouped(3.0) == "3"


@given(st.integers(-(10**12), 10**12))
def test_grouping_loses_no_digit(number):
    assert int(grouped(number).replace("\u202f", "").replace("\u2212", "-")) == number


def test_a_phone_is_grouped_and_a_foreign_one_left_alone():
    assert phone("+77011234567") == "+7\u00a0701\u00a0123\u00a045\u00a067"
    assert phone("+998901234567") == "+998901234567"


def test_filters_need_no_loading_and_are_silent_about_nothing():
    source = "{{ x|when }}{{ x|day }}{{ x|full_day }}{{ x|tenge }}{{ x|phone }}{{ x|number }}"
    assert Template(source).render(Context({"x": None})) == ""
    assert Template("{{ n|tenge }}").render(Context({"n": 5})) == "5\u202f₸"


@pytest.mark.parametrize(
    ("language", "long", "short", "number"),
    [
        ("kk", "2026 ж. 26 қараша", "26.11.2026", "1234,5"),
        ("ru", "26 ноября 2026 г.", "26.11.2026", "1234,5"),
        ("en", "26 November 2026", "26.11.2026", "1234.5"),
    ],
)
def test_djangos_own_formats_know_our_languages(language, long, short, number):
    with override(language):
        assert date_format(date(2026, 11, 26), "DATE_FORMAT").lower() == long.lower()
        assert date_format(date(2026, 11, 26), "SHORT_DATE_FORMAT") == short
        assert number_format(1234.5) == number


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "Кемінде 7 таңба жазыңыз (қазір 5)."),
        ("ru", "Убедитесь, что это значение содержит не менее 7 символов (сейчас 5)."),
    ],
)
def test_djangos_refusals_speak_the_readers_language(language, words):
    with override(language), pytest.raises(ValidationError) as refusal:
        CharField(min_length=7).clean("abcde")
    with override(language):
        assert refusal.value.messages == [words]


def test_a_name_with_its_own_quotes_stands_inside_a_quoted_sentence():
    assert f"«{inner('Шахта № 7 «Өрлеу»')}»" == "«Шахта № 7 „Өрлеу“»"
    assert f"“{inner('Mine “Orleu”')}”" == "“Mine ‘Orleu’”"


@pytest.mark.parametrize(
    ("language", "spoken", "version"),
    [
        ("kk", "2026 жылғы 23 қараша", "2026 жылғы қараша"),
        ("ru", "23 ноября 2026 г.", "ноября 2026 г."),
        ("en", "23 November 2026", "November 2026"),
    ],
)
def test_papers_name_the_year(language, spoken, version):
    with override(language):
        assert dated(date(2026, 11, 23)) == spoken
        assert (
            dated(datetime(2026, 11, 22, 20, 0, tzinfo=UTC)) == spoken
        )  # Almaty is five hours on
        assert month("2026-11") == version
        assert month("second") == "second"
