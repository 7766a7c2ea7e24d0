"""Plain sheets come out as calamine gives them; what is not plain is said to be so."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from ortaq.lib.workbooks import UnusualError, plain_rows


def workbook(path: Path, fill: Callable[[Any, Any], None], **options: Any) -> str:
    book = xlsxwriter.Workbook(path, options)
    fill(book, book.add_worksheet("Тізім"))
    book.close()
    return str(path)


def by_calamine(path: str) -> list[list[Any]]:
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    left = [""] * (sheet.start or (0, 0))[1]
    rows = [[*left, *row] for row in sheet.iter_rows()]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    return rows


def texts(_book: Any, sheet: Any) -> None:
    for line in range(3000):  # more than one piece of the file
        sheet.write_row(line, 0, [f"Ә{line}", "Құлпыбаева", ' a & b <c> "d" ', "x" * (line % 90)])


def gaps(_book: Any, sheet: Any) -> None:
    sheet.write_row(2, 2, ["ЖСН", "Тегі"])
    sheet.write(4, 3, 850312.5)
    sheet.write(4, 27, "AB")
    sheet.write(5, 0, 0)
    sheet.write_row(9, 0, ["", "Saule", 12, -7e20])


DAYS = ("dd.mm.yyyy", "yyyy-mm-dd;@", '[$-419]d mmmm yyyy "г.";@', "dd\\.mm\\.yy", 14)


def dates(book: Any, sheet: Any) -> None:
    styles = [book.add_format({"num_format": code}) for code in DAYS]
    padded = book.add_format({"num_format": "000000000000"})
    for line in range(40):
        sheet.write(line, 0, f"Ә{line}")
        sheet.write(line, 1, 50_312_300_015 + line, padded)
        for column, style in enumerate(styles, 2):
            sheet.write(line, column, date(1900, 3, 1) + timedelta(days=1_777 * line), style)


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}], ids=["shared", "inline"])
@pytest.mark.parametrize("fill", [texts, gaps, dates])
def test_a_plain_sheet_is_what_calamine_reads(tmp_path, fill, options) -> None:
    path = workbook(tmp_path / "a.xlsx", fill, **options)
    rows = list(plain_rows(path, 0))
    assert rows == by_calamine(path)
    assert len(rows) == {texts: 3000, gaps: 10, dates: 40}[fill]


def moment(book: Any, sheet: Any) -> None:
    sheet.write(0, 0, 31118.4, book.add_format({"num_format": "dd.mm.yyyy"}))


def clock(book: Any, sheet: Any) -> None:
    sheet.write(0, 0, date(1985, 3, 12), book.add_format({"num_format": "dd.mm.yyyy hh:mm"}))


def before_excel_errs(book: Any, sheet: Any) -> None:
    sheet.write(0, 0, 59, book.add_format({"num_format": "dd.mm.yyyy"}))


def merged(_book: Any, sheet: Any) -> None:
    sheet.merge_range(0, 0, 1, 0, "Цех")


def formula(_book: Any, sheet: Any) -> None:
    sheet.write_formula(0, 0, "=1+1", None, 2)


def rich(book: Any, sheet: Any) -> None:
    sheet.write_rich_string(0, 0, "a", book.add_format({"bold": True}), "b")


def truth(_book: Any, sheet: Any) -> None:
    sheet.write_boolean(0, 0, True)


def control_sign(_book: Any, sheet: Any) -> None:
    sheet.write(0, 0, "a\x02b")


@pytest.mark.parametrize(
    "fill", [moment, clock, before_excel_errs, merged, formula, rich, truth, control_sign]
)
def test_what_is_not_plain_is_left_to_others(tmp_path, fill) -> None:
    with pytest.raises(UnusualError):
        list(plain_rows(workbook(tmp_path / "a.xlsx", fill), 0))


def test_days_counted_from_1904_are_left_to_others(tmp_path) -> None:
    with pytest.raises(UnusualError):
        list(plain_rows(workbook(tmp_path / "a.xlsx", dates, date_1904=True), 0))


def test_rows_before_the_unusual_one_have_come(tmp_path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        texts(book, sheet)
        sheet.write_formula(3000, 0, "=1+1", None, 2)

    rows = plain_rows(workbook(tmp_path / "a.xlsx", fill), 0)
    assert next(rows)[0] == "Ә0"
    with pytest.raises(UnusualError):
        list(rows)


@pytest.mark.parametrize("damage", [b"PK\x03\x04 no", b""])
def test_no_workbook_is_unusual(tmp_path, damage) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(damage)
    with pytest.raises(UnusualError):
        list(plain_rows(str(path), 0))


def test_a_torn_file_is_unusual_and_not_short(tmp_path) -> None:
    path = Path(workbook(tmp_path / "a.xlsx", texts))
    data = bytearray(path.read_bytes())
    at = data.index(b"xl/worksheets/sheet1.xml") + 2000  # in the packed rows
    data[at : at + 40] = bytes(40)
    path.write_bytes(data)
    with pytest.raises(UnusualError):
        list(plain_rows(str(path), 0))
