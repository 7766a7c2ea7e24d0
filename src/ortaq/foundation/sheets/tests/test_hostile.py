"""What offices and enemies send: shifted, merged, garbled, huge, twice, at once, in the middle."""

import io
import os
import random
import subprocess
import zipfile
from datetime import date

import pytest
import xlsxwriter
from django.db import connection

from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.orgs import factories
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Line
from ortaq.foundation.orgs.services import move_body
from ortaq.foundation.sheets import selectors, services
from ortaq.foundation.sheets.models import Batch, Row
from ortaq.foundation.sheets.tests.conftest import as_csv, person_row
from ortaq.foundation.sheets.tests.crew import iin_of, sql
from ortaq.foundation.sheets.workflow import State

pytestmark = pytest.mark.django_db


def workbook(fill) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    fill(book)
    book.close()
    return out.getvalue()


def rows_of(batch) -> list[list[str]]:
    return list(Row.objects.filter(batch=batch).order_by("line").values_list("cells", flat=True))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "cp866"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_encoding_and_delimiter_of_offices_is_read(send, encoding, delimiter) -> None:
    rows = [person_row(n) for n in range(30)]
    batch = send(as_csv(rows, delimiter=delimiter, encoding=encoding))
    assert (batch.state, batch.verdicts) == (State.READY, {"new": 30})
    assert rows_of(batch)[3][1] == rows[3][1]


def test_old_kazakh_letters_are_read(send) -> None:
    rows = [
        [iin_of(n), "Әбдіқадырова Үміт Өмірқызы", "", "ә", "", "Қойма меңгерушісі"] for n in (1, 9)
    ]
    batch = send(as_csv(rows, encoding="kz1048"))
    assert batch.encoding == "kz1048"
    assert rows_of(batch)[0][1::4] == ["Әбдіқадырова Үміт Өмірқызы", "Қойма меңгерушісі"]


def test_a_workbook_as_offices_keep_it(send, world) -> None:
    """A title, an approval, merged and two-storeyed headers, numbers of columns, sections, totals,
    dates as text and as dates, an IIN that lost its nought."""
    young = iin_of(12, born="020305", mark="5")

    def fill(book) -> None:
        book.add_worksheet("Прочее").write(0, 0, "заметки")
        sheet = book.add_worksheet("Список")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.merge_range(0, 0, 0, 5, "Список работников шахты")
        sheet.write(1, 5, "УТВЕРЖДАЮ")
        sheet.merge_range(3, 1, 4, 1, "ИИН")
        sheet.merge_range(3, 2, 4, 2, "ФИО")
        sheet.merge_range(3, 3, 3, 4, "Сведения")
        sheet.write_row(4, 3, ["Дата рождения", "Должность"])
        sheet.write_row(5, 1, [1, 2, 3, 4])
        sheet.merge_range(6, 0, 6, 4, "Цех № 1")
        sheet.write_row(7, 1, [int(iin_of(1)), "Ахметов Ерлан"])
        sheet.write_datetime(7, 3, date(1985, 3, 12), day)
        sheet.merge_range(7, 4, 8, 4, "Забойщик")
        sheet.write_row(8, 1, [int(young), "СЕЙТКАЛИ АЙГУЛЬ", "5 марта 2002 г."])
        sheet.write_row(10, 1, ["", "Итого: 2"])

    batch = send(workbook(fill), name="Список.xlsx")
    assert (batch.state, batch.sheet, batch.header_line) == (State.READY, 1, 5)
    assert batch.mapping == {"iin": 1, "name": 2, "born": 3, "post": 4}
    assert [(r.line, r.cells) for r in Row.objects.filter(batch=batch).order_by("line")] == [
        (8, [iin_of(1), "Ахметов Ерлан", "1985-03-12", "", "", "Забойщик"]),
        (9, [young, "Сейткали Айгуль", "2002-03-05", "", "", "Забойщик"]),
    ]
    assert batch.passed_over >= 3
    services.try_again(actor=world.saule, batch=batch, sheet=0)
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.sheet, batch.headers) == (State.MAPPING, 0, ["заметки"])
    services.try_again(actor=world.saule, batch=batch, sheet=1)
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.verdicts) == (State.READY, {"new": 2})


def test_shifted_cells_are_named(send) -> None:
    good = [person_row(n) for n in range(20)]
    slipped = ["", *person_row(50)]
    batch = send(as_csv([*good, slipped]))
    assert batch.verdicts == {"new": 20, "wrong": 1}
    [shown] = selectors.shown(batch, selectors.rows_to_look_at(batch, "wrong"))
    codes = {p["code"] for p in Row.objects.get(batch=batch, line=22).problems}
    assert {"row_shifted", "row_too_long"} <= codes
    assert shown.problems[0].cell == "A22"  # as the office's program calls it


def test_a_column_that_is_another_one_is_noticed(send) -> None:
    rows = [person_row(n) for n in range(20)]
    moved = [[row[1], row[0], *row[2:]] for row in rows]
    batch = send(as_csv(moved))
    assert (batch.state, batch.note) == (State.READY, "wrong_column")
    assert batch.verdicts == {"wrong": 20}


def garbage(size: int) -> bytes:
    return random.Random(1).randbytes(size)


def test_a_hundred_megabytes_of_garbage_are_refused_unread(send) -> None:
    with pytest.raises(FileRefusedError) as refusal:
        send(garbage(100 * 1024**2), name="members.csv")
    assert refusal.value.code == "no_table"
    assert (Batch.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_hundred_megabytes_in_one_line_are_refused_without_memory(send) -> None:
    batch = send(b"a" * (100 * 1024**2), name="members.csv")
    assert (batch.state, batch.note) == (State.REFUSED, "long_line")


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "empty"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a.xls", "no_table"),
        (b"PK\x03\x04" + b"x" * 500, "a.xlsx", "broken"),
        (garbage(3000), "a.xlsx", "no_table"),
        (b"%PDF-1.7\n\x00\x01", "a.pdf", "no_table"),
    ],
)
def test_what_is_no_table_is_refused_by_name(send, data, name, code) -> None:
    with pytest.raises(FileRefusedError) as refusal:
        send(data, name=name)
    assert refusal.value.code == code


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_zip_bomb_is_refused(send) -> None:
    bomb = zipped({"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": b"0" * 40 * 1024**2})
    with pytest.raises(FileRefusedError) as refusal:
        send(bomb, name="bomb.xlsx")
    assert refusal.value.code == "bomb"


def test_a_torn_workbook_is_said_to_be_torn(send) -> None:
    batch = send(zipped({"xl/workbook.xml": b"<workbook", "a": b"b"}), name="torn.xlsx")
    assert (batch.state, batch.note) == (State.REFUSED, "broken")


def test_an_open_quotation_mark_is_named_by_its_line(send) -> None:
    rows = as_csv([person_row(n) for n in range(9)])
    batch = send(rows + b'"open;' + as_csv([person_row(n) for n in range(1000)] * 3, head=None))
    assert (batch.state, batch.note) == (State.REFUSED, "quotes")
    assert batch.note_params["line"] > 10


def test_marks_that_databases_and_formats_know_stay_what_they_are(send) -> None:
    post = 'он сказал "да"\\N; {a,b} \\. \\\\ NULL'
    batch = send(as_csv([person_row(1, post=post), person_row(2, post="\u200b=1+1")]))
    assert rows_of(batch)[0][5] == post
    assert rows_of(batch)[1][5] == "=1+1"


def test_only_headers_and_nothing_below(send) -> None:
    batch = send(as_csv([]))
    assert (batch.state, batch.note) == (State.REFUSED, "no_rows")


def confirmed(batch, actor) -> None:
    services.confirm(actor=actor, batch=batch)


def test_a_body_closed_during_an_import_stops_it(send, world) -> None:
    batch = send(as_csv([person_row(n) for n in range(120)]))
    confirmed(batch, world.saule)
    Body.objects.filter(pk=world.mine.pk).update(closed_on=factories.today())
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.note, batch.applied) == (State.STOPPED, "body_closed", 0)
    assert sql("select count(*) from crew") == [(0,)]
    Body.objects.filter(pk=world.mine.pk).update(closed_on=None)
    services.resume(actor=world.saule, batch=batch)
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.applied) == (State.DONE, 120)


def test_a_body_moved_out_of_reach_during_an_import_stops_it_after_its_chunk(
    send, world, layout
) -> None:
    """An officer of the region confirmed; after the first chunk the mine leaves the region."""
    officer = factories.person("Officer")
    factories.mandate(officer, world.union.karaganda, Kind.OFFICER)
    batch = send(as_csv([person_row(n) for n in range(120)]), actor=officer)
    confirmed(batch, officer)
    enter = layout.apply

    def enter_and_move(now, rows):
        made = enter(now, rows)
        move_body(
            actor=None,
            body=world.mine,
            line=Line.TERRITORY,
            parent=None,
            on=factories.today(),
            ground="Minutes 7",
        )
        return made

    object.__setattr__(layout, "apply", enter_and_move)
    try:
        run_jobs()
    finally:
        object.__setattr__(layout, "apply", enter)
    batch.refresh_from_db()
    assert (batch.state, batch.note, batch.applied) == (State.STOPPED, "no_permission", 50)


def test_two_officers_with_overlapping_sheets_enter_nobody_twice(send, world) -> None:
    second = factories.person("Deputy")
    factories.mandate(second, world.mine, Kind.OFFICER)
    one = send(as_csv([person_row(n) for n in range(80)]))
    two = send(as_csv([person_row(n) for n in range(40, 120)]), actor=second)
    assert (one.verdicts, two.verdicts) == ({"new": 80}, {"new": 80})
    confirmed(one, world.saule)
    confirmed(two, second)
    run_jobs()
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.made, two.made) == (80, 40)  # compared again before it was entered
    assert sql("select count(*), count(distinct iin) from crew") == [(120, 120)]


def test_somebody_entered_between_two_chunks_is_not_entered_twice(send, world, layout) -> None:
    rows = [person_row(n) for n in range(120)]
    batch = send(as_csv(rows))
    confirmed(batch, world.saule)
    enter, calls = layout.apply, []

    def enter_beside(now, found):
        if not calls:  # a rival's row, of the second chunk
            sql(
                "insert into crew (body_id, iin, name) values (%s, %s, %s)",
                world.mine.pk,
                rows[70][0],
                rows[70][1],
            )
        calls.append(len(found))
        return enter(now, found)

    object.__setattr__(layout, "apply", enter_beside)
    try:
        run_jobs()
    finally:
        object.__setattr__(layout, "apply", enter)
    batch.refresh_from_db()
    assert (batch.state, batch.made, batch.changed) == (State.DONE, 119, 1)
    assert sql("select count(*) from crew") == [(120,)]


def test_the_drivers_own_conflict_counts_like_djangos(send, world, layout) -> None:
    """A layout that enters by COPY meets psycopg's errors, not Django's."""
    rows = [person_row(n) for n in range(3)]
    batch = send(as_csv(rows))
    confirmed(batch, world.saule)
    enter, calls = layout.apply, []

    def copy_first(now, found):
        calls.append(1)
        if len(calls) == 1:
            line = f"{world.mine.pk}\t{rows[0][0]}\tx\n"
            with (
                connection.cursor() as cursor,
                cursor.copy("copy crew (body_id, iin, name) from stdin") as copy,
            ):
                copy.write(line * 2)
        return enter(now, found)

    object.__setattr__(layout, "apply", copy_first)
    try:
        run_jobs()
    finally:
        object.__setattr__(layout, "apply", enter)
    batch.refresh_from_db()
    assert (batch.state, batch.made, len(calls)) == (State.DONE, 3, 2)


def full_disk_trigger(table: str) -> None:
    sql(
        "create function no_room() returns trigger language plpgsql as $$ begin"
        " if random() >= 0 then raise exception 'No space left on device'"
        " using errcode = '53100'; end if; return new; end $$"
    )
    sql(f"create trigger no_room before insert on {table} for each row execute function no_room()")


def test_a_full_disk_while_reading_is_said_and_can_be_tried_again(send, world) -> None:
    full_disk_trigger("sheets_row")
    batch = send(as_csv([person_row(1)]))
    assert (batch.state, batch.note) == (State.REFUSED, "no_space")
    sql("drop trigger no_room on sheets_row")
    services.try_again(actor=world.saule, batch=batch)
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.verdicts) == (State.READY, {"new": 1})


def test_a_full_disk_while_entering_stops_and_can_go_on(send, world) -> None:
    batch = send(as_csv([person_row(n) for n in range(60)]))
    full_disk_trigger("crew")
    confirmed(batch, world.saule)
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.note, batch.applied) == (State.STOPPED, "no_space", 0)
    sql("drop trigger no_room on crew")
    services.resume(actor=world.saule, batch=batch)
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.made) == (State.DONE, 60)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_under_the_upload_keeps_nothing(send, settings, tmp_path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        settings.FILES_DIR = disk / "files"
        with pytest.raises(FileRefusedError) as refusal:
            send(as_csv([person_row(n) for n in range(1000)] * 5))
        assert refusal.value.code == "no_space"
        assert [p for p in settings.FILES_DIR.rglob("*") if p.is_file()] == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_layout_that_fails_stops_the_sheet_and_shows_as_a_dead_letter(
    send, world, layout
) -> None:
    batch = send(as_csv([person_row(1)]))
    confirmed(batch, world.saule)
    enter = layout.apply
    object.__setattr__(layout, "apply", lambda _batch, _rows: 1 // 0)
    try:
        with pytest.raises(ZeroDivisionError):
            run_jobs()
    finally:
        object.__setattr__(layout, "apply", enter)
    batch.refresh_from_db()
    assert (batch.state, batch.note) == (State.STOPPED, "failed")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from crew")
        assert cursor.fetchone() == (0,)
