"""Citations, numbers, comparisons and matches: what could be wrong in them."""

from decimal import Decimal

import pytest

from ortaq.lib.norms import (
    Citation,
    Found,
    Norm,
    Parameter,
    Quantity,
    Unit,
    Verdict,
    act_named,
    citations_in,
    compare,
    match,
    numbers_in,
    numbers_of,
    parse,
    read_act,
    split_point,
    unit_of,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ст. 113 п. 3 ТК РК", [("tk", "113", "3", "")]),
        ("согласно пункту 3 статьи 113 Трудового кодекса", [("tk", "113", "3", "")]),
        ("подпункт 8) пункта 1 статьи 52 ТК, а также ст. 97 КоАП",
         [("tk", "52", "1", "8"), ("koap", "97", "", "")]),
        ("ЕК 113-бабының 3-тармағы", [("tk", "113", "3", "")]),
        ("Еңбек кодексінің 52-бабы 1-тармағының 8) тармақшасы", [("tk", "52", "1", "8")]),
        ("ст. 108-110 ТК", [("tk", "108", "", ""), ("tk", "109", "", ""), ("tk", "110", "", "")]),
        ("статья 73-1", [("", "73-1", "", "")]),
        ("article 113(3) of the Labour Code", [("tk", "113", "3", "")]),
        ("закон о профсоюзах", []),
        ("", []),
    ],
)  # fmt: skip
def test_citations_are_read_in_three_languages(text, found):
    assert [(c.act, c.article, c.point, c.sub) for c in citations_in(text)] == found


def test_citations_are_written_and_read_back():
    whole = Citation("tk", "52", "1", "8")
    for lang in ("ru", "kk", "en"):
        assert parse(whole.text(lang)) == whole
    assert str(Citation("tk", "113", "3")) == "ст. 113 п. 3 ТК РК"
    assert Citation("tk", "113", "3").text("kk") == "ЕК 113-бабының 3-тармағы"
    assert parse("ст. 5", act="koap") == Citation("koap", "5")
    assert act_named("по Гражданскому процессуальному кодексу") == "gpk"
    assert split_point("2 пп. 5") == ("2", "5")
    assert split_point("75-78") == ("75", "")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("двадцати четырех календарных дней", ["24"]),
        ("сто двадцать шесть", ["126"]),
        ("1,25-кратной", ["1.25"]),
        ("в полуторном размере", ["1.5"]),
        ("пятидневной и шестнадцатилетнего", ["5", "16"]),
        ("жиырма төрт күнтізбелік күн", ["24"]),
        ("бір жарым есе", ["1.5"]),
        ("екі жүз адам", ["200"]),
        ("он бес күннен кейін", ["15"]),
        ("85 000 тенге", ["85000"]),
        ("три тысячи пятьсот", ["3500"]),
        ("первой части второго пункта", ["1", "2"]),
        ("восстановление, семья, стол", []),
    ],
)
def test_numbers_are_read_as_law_writes_them(text, values):
    assert [n.value for n in numbers_in(text)] == [Decimal(v) for v in values]
    assert numbers_of(text) == {Decimal(v) for v in values}


@pytest.mark.parametrize(
    ("value", "unit", "demand", "verdict"),
    [
        ("20", "календарных дней", ("24", "day_calendar", "min"), Verdict.WORSE),
        ("24", "күнтізбелік күн", ("24", "day_calendar", "min"), Verdict.EQUAL),
        ("30", "day_calendar", ("24", "day_calendar", "min"), Verdict.BETTER),
        ("150", "%", ("1.5", "coefficient", "min"), Verdict.EQUAL),
        ("20", "%", ("1.5", "coefficient", "min"), Verdict.WORSE),
        ("2", "недели", ("1", "month", "min"), Verdict.WORSE),
        ("30", "календарных дней", ("1", "month", "min"), Verdict.UNCLEAR),
        ("45", "календарных дней", ("1", "month", "min"), Verdict.BETTER),
        ("5", "рабочих дней", ("3", "day_working", "max"), Verdict.WORSE),
        ("15", "рабочих дней", ("15", "day_calendar", "min"), Verdict.BETTER),
        ("42", "часа", ("40", "hour", "max"), Verdict.WORSE),
        ("90", "минут", ("1", "hour", "min"), Verdict.BETTER),
        ("3", "МРП", ("3", "hour", "min"), Verdict.UNCLEAR),
        ("60", "age_year", ("63", "age_year", "equal"), Verdict.UNCLEAR),
    ],
)
def test_quantities_compare_only_where_they_can(value, unit, demand, verdict):
    stated = Quantity(Decimal(value), unit_of(unit))
    amount, of, direction = demand
    assert compare(stated, Parameter(amount, of, direction)) is verdict


def test_units_are_read_from_codes_and_words():
    assert unit_of("рабочих дня") is Unit.WORKING_DAY
    assert unit_of("× ставки") is Unit.TIMES
    assert unit_of("mzp") is Unit.MIN_WAGE
    assert Parameter.of({"value": None}) is None
    assert Parameter("МЗП / часы", "kzt").quantity is None


def _norm(**changes):
    raw = {
        "id": "x", "act": "tk", "article": "88", "point": "1",
        "statement": "Основной оплачиваемый отпуск не короче 24 дней в календарном году.",
        "param": {"value": 24, "unit": "day_calendar", "direction": "min"},
    }  # fmt: skip
    return Norm.of(raw | changes)


def test_a_norm_matches_only_where_law_says_its_number():
    text = (
        "Статья 88. Отпуск\n\n1. Основной оплачиваемый ежегодный отпуск – двадцать четыре "
        "календарных дня.\n\n1) исключен Законом РК от 01.01.2020 № 1;\n\n2. Прочее.\n\n"
        "2) основание.\n"
    )
    articles = {a.number: a for a in read_act(text)}
    assert match(_norm(), articles).is_match
    assert match(_norm(article="89"), articles).found is Found.NO_ARTICLE
    assert match(_norm(point="3"), articles).found is Found.NO_POINT
    assert match(_norm(sub="1"), articles).found is Found.NO_POINT
    other = {"value": 30, "unit": "day_calendar", "direction": "min"}
    wrong = match(_norm(param=other), articles)
    assert (wrong.found, wrong.missing) == (Found.NO_NUMBER, "30")
    alien = _norm(statement="Профсоюз регистрируется государством бесплатно.", param=None)
    assert match(alien, articles).found is Found.NO_WORDS
    assert _norm().digest != _norm(statement="Иначе 24").digest
    assert _norm().digest == _norm(statement={"ru": _norm().statement.ru, "kk": "24 күн"}).digest
