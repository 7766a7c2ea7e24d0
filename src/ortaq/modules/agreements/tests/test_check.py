"""Whole documents: what the synthetic agreements expect, mandatory provisions, two languages."""

import json
import time
from pathlib import Path

import pytest

from ortaq.modules.agreements.running import check_lines

SHARED = Path(__file__).parents[6] / "shared" / "data" / "agreements"
GRAVE = ("worse", "below_ilo")


def of(report, verdict):
    return {(f.clause, f.param_key) for f in report.findings if f.verdict == verdict}


@pytest.mark.shared
def test_synthetic_agreements_are_read_as_expected():
    expected = json.loads((SHARED / "synthetic_expected.json").read_text())["synthetic_01"]
    lines = (SHARED / "synthetic_01_ru_violations.txt").read_text().splitlines()
    report = check_lines(lines)
    assert of(report, "worse") == {(clause, key) for clause, key, *_ in expected["violations"]}
    assert {n.param_key for n in report.missing} == set(expected["missing_mandatory"])
    better = {clause for clause, _ in of(report, "better")}
    assert better >= {"2.2", "2.3", "4.2", "5.1", "5.2", "5.3"}
    clean = check_lines((SHARED / "synthetic_02_ru_clean.txt").read_text().splitlines())
    assert [f for f in clean.findings if f.verdict in GRAVE] == []


@pytest.mark.shared
def test_real_fragments_raise_nothing_but_their_old_references():
    said = {
        (path.name[:2], f.norm_id)
        for path in SHARED.glob("0*.txt")
        for f in check_lines(path.read_text().splitlines()).findings
        if f.verdict not in ("equal", "better")
    }
    assert said == {("03", "outdated-pension_funds"), ("05", "outdated-code_2007")}


COMPLETE = {
    "cba_pay": "1.1. Работникам устанавливаются тарифные ставки, оклады и доплаты за вредность.|"
    "1.1. Жұмыскерлерге айлықақы мен үстемеақылар белгіленеді, қосымша ақы төленеді.",
    "cba_coeff": "1.2. Межразрядные коэффициенты приведены в приложении 2 к договору.|"
    "1.2. Разрядаралық коэффициенттер шарттың 2-қосымшасында келтірілген.",
    "cba_time": "1.3. Рабочая неделя — 40 часов, отпуск по графику.|"
    "1.3. Жұмыс аптасы қырық сағат, демалыс кесте бойынша беріледі.",
    "cba_osh": "1.4. На мероприятия по охране труда выделяется 5 млн тенге в год.|"
    "1.4. Еңбекті қорғау іс-шараларына жылына 5 млн теңге бөлінеді.",
    "cba_union": "1.5. Профкому бесплатно предоставляются помещение и связь.|"
    "1.5. Кәсіподаққа тегін бөлме мен байланыс беріледі.",
    "cba_changes": "1.6. Изменения и дополнения вносятся в договор по согласию сторон.|"
    "1.6. Шартқа өзгерістер мен толықтырулар тараптардың келісімімен енгізіледі.",
    "cba_control": "1.7. Контроль за выполнением договора ведут обе стороны.|"
    "1.7. Шарттың орындалуын екі тарап бақылайды.",
    "cba_acts": "1.8. Акты работодателя принимаются с учётом мнения профкома.|"
    "1.8. Жұмыс берушінің актілері кәсіподақ пікірін ескеріп қабылданады.",
    "cba_pension_access": "1.9. Лица пенсионного возраста допускаются к вредным работам.|"
    "1.9. Зейнет жасындағылар зиянды жұмыстарға тексеруден кейін жіберіледі.",
    "cba_ratio": "1.10. Соотношение высшей и низшей зарплаты по профессии — не более 3 к 1.|"
    "1.10. Кәсіп бойынша ең жоғары және ең төмен жалақының арақатынасы 3:1 аспайды.",
    "cba_public": "1.11. Общественный контроль ведут технические инспекторы профсоюза.|"
    "1.11. Қоғамдық бақылауды кәсіподақтың техникалық инспекторлары жүргізеді.",
    "cba_benefits": "1.12. При несчастном случае на работе семье выплачивается пособие.|"
    "1.12. Жұмыстағы жазатайым оқиға кезінде отбасына жәрдемақы төленеді.",
}


@pytest.mark.parametrize("side", [0, 1])
def test_each_mandatory_provision_is_missed_exactly_when_it_is_not_there(side):
    clauses = {key: both.split("|")[side] for key, both in COMPLETE.items()}
    assert [n.param_key for n in check_lines(list(clauses.values())).missing] == []
    for key in clauses:
        rest = [text for other, text in clauses.items() if other != key]
        assert [n.param_key for n in check_lines(rest).missing] == [key]


def test_a_refusal_or_a_heading_is_no_provision():
    lines = ["1. Общественный контроль", "1.1. Межразрядные коэффициенты не устанавливаются."]
    missing = {n.param_key for n in check_lines(lines).missing}
    assert {"cba_public", "cba_coeff"} <= missing


def test_two_languages_of_a_point_are_one_finding_and_their_conflict_is_said():
    report = check_lines(
        [
            "2.1. Испытательный срок не превышает трёх месяцев. "
            "| 2.1. Сынақ мерзімі бес айдан аспайды.",
            "2.2-тармақ. Түнгі уақыттағы жұмыс бір жарым есе мөлшерінде төленеді.",
        ]
    )
    assert of(report, "worse") == {("2.1", "probation_max")}
    assert "разное" in next(f for f in report.findings if f.verdict == "worse").reason["ru"]
    assert of(report, "equal") == {("2.2", "night_rate")}


def test_items_keep_the_number_of_their_clause():
    report = check_lines(["3.1. Стороны договорились:", "1) вахта длится 30 календарных дней;"])
    (finding,) = [f for f in report.findings if f.verdict == "worse"]
    assert (finding.clause, finding.item, finding.param_key) == ("3.1", "1", "shift_camp_days")


def test_a_table_is_read_by_rows():
    report = check_lines(["4.1. Доплаты:", "Работа в ночное время, доплата | 20 %", "Стаж | 10 %"])
    assert of(report, "worse") == {("4.1", "night_rate")}


def test_thirty_pages_take_little_time():
    lines = [
        f"{n}. {text.split(' ', 1)[1]}"
        for n in range(25)
        for text in "|".join(COMPLETE.values()).split("|")
    ]
    began = time.perf_counter()
    check_lines(lines)
    assert time.perf_counter() - began < 3
