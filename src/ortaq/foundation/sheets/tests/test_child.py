"""The child that reads workbooks: what it streams and what calamine adds stand in one file."""

import xlsxwriter

from ortaq.foundation.sheets.reading import child


def test_calamine_goes_on_where_a_sheet_stops_being_plain(tmp_path, capsys) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    for line in range(2500):
        sheet.write_row(line, 0, [f"{line}", "Мұрат\tқызы"])
    sheet.write_formula(2500, 1, "=1+1", None, 2)
    sheet.write(2501, 0, "Ә")
    book.close()
    child.main(str(tmp_path / "a.xlsx"), str(tmp_path), "\x1d")
    lines = (tmp_path / "0.tsv").read_text().splitlines()
    assert lines == [*(f"{n}\tМұрат қызы" for n in range(2500)), "\t2", "Ә\t"]
    assert '"whole": true' in capsys.readouterr().out
