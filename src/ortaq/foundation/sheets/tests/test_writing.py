import csv
import io
import tracemalloc
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from ortaq.foundation.sheets import writing
from ortaq.foundation.sheets.writing import OutColumn, csv_response, defused, xlsx_response

COLUMNS = [OutColumn("Аты-жөні"), OutColumn("Born", "date"), OutColumn("Members", "number")]


def read(response) -> bytes:
    with closing(response):
        return b"".join(response.streaming_content)


def records(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =HYPERLINK(1)", "＝1+1", "\r=1"],
)
def test_a_formula_is_defused_in_csv(text) -> None:
    out = records(read(csv_response([[text, None, 1]], COLUMNS, name="x")))[1][0]
    assert out.startswith("'")


@pytest.mark.parametrize("text", ["+77011234567", "-5", "12,5", "Ерлан", "a=b", ""])
def test_what_is_no_formula_stays_as_it_is(text) -> None:
    assert defused(text) == text


def test_csv_is_what_offices_open() -> None:
    moment = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    rows = [['Әйгүл; "Ай"', date(1990, 3, 1), 7], [None, moment, Decimal("1.5")]]
    response = csv_response(rows, COLUMNS, name="Мүшелер")
    data = read(response)
    assert data.startswith(b"\xef\xbb\xbf")
    assert records(data) == [
        ["Аты-жөні", "Born", "Members"],
        ['Әйгүл; "Ай"', "1990-03-01", "7"],
        ["", "2026-11-23 15:00", "1,5"],
    ]
    assert response["Cache-Control"] == "private, no-store"
    assert "filename*=UTF-8''%D0%9C" in response["Content-Disposition"]


def test_csv_is_sent_before_the_last_row_is_read() -> None:
    asked = []

    def rows():
        for n in range(20_000):
            asked.append(n)
            yield ["x" * 40, None, n]

    chunks = iter(csv_response(rows(), COLUMNS, name="x").streaming_content)
    next(chunks), next(chunks)
    assert len(asked) < 5_000


def test_xlsx_holds_values_and_no_formula(tmp_path) -> None:
    rows = [["=1+1", date(1990, 3, 1), 7], ["\x00bad\ud800", None, Decimal("1.5")]]
    path = tmp_path / "x.xlsx"
    path.write_bytes(read(xlsx_response(rows, COLUMNS, name="x", title="A/B: [members]")))
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["A B   members"]
    assert book.get_sheet_by_index(0).to_python() == [
        ["Аты-жөні", "Born", "Members"],
        ["=1+1", date(1990, 3, 1), 7.0],
        [" bad ", "", 1.5],
    ]


def test_more_rows_than_a_sheet_holds_go_to_the_next(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(writing, "XLSX_ROWS", 4)
    path = tmp_path / "x.xlsx"
    path.write_bytes(
        read(xlsx_response([["a", None, n] for n in range(7)], COLUMNS, name="x", title="All"))
    )
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["All", "All 2", "All 3"]
    counts = [
        row[2]
        for index in range(3)
        for row in book.get_sheet_by_index(index).to_python(skip_empty_area=False)[1:]
    ]
    assert counts == [0, 1, 2, 3, 4, 5, 6]


def test_xlsx_takes_the_same_memory_for_many_rows() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        rows = (["Сейтқали", None, n] for n in range(count))
        with closing(xlsx_response(rows, COLUMNS, name="x")):
            top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(10)
    assert peak(8_000) < peak(1_000) + 300_000
