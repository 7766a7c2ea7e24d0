"""Documents of every kind, hostile ones too; the command that programs use."""

import io
import json
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest
from django.core.management import CommandError, call_command
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ortaq.modules.agreements.documents.reader import (
    LONGEST_LINE,
    UnreadableError,
    bounded,
    read,
    reflowed,
)
from ortaq.modules.agreements.refusals import REFUSALS


def numbered_docx(path: Path) -> Path:
    """Numbers by numbering.xml (1., 1.1.), a bilingual table, an appendix."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for level, text in enumerate(("%1.", "%1.%2.", "%3)")):
        node = OxmlElement("w:lvl")
        node.set(qn("w:ilvl"), str(level))
        for tag, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", text)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            node.append(child)
        abstract.append(node)
    numbering.insert(0, abstract)
    number = numbering.add_num(90)
    for level, text in (
        (0, "Трудовые отношения"), (1, "Испытательный срок — пять месяцев."), (0, "Рабочее время"),
        (1, "Вахта:"), (2, "длится 28 календарных дней у вахтовиков."),
    ):  # fmt: skip
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties._add_numId().val = number.numId
        properties._add_ilvl().val = level
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "3.1. Сверхурочная работа — до четырёх часов в сутки."
    table.rows[0].cells[1].text = "3.1. Мерзімнен тыс жұмыс тәулігіне төрт сағатқа дейін."
    document.add_paragraph("Приложение 1")
    document.add_paragraph("1. Доплата за ночное время — 20 процентов.")
    document.save(path)
    return path


def test_numbers_tables_and_appendices_of_a_docx(tmp_path, capsys):
    path = numbered_docx(tmp_path / "a.docx")
    assert read(path)[:3] == [
        "1. Трудовые отношения", "1.1. Испытательный срок — пять месяцев.", "2. Рабочее время",
    ]  # fmt: skip
    call_command("agreement_check", str(path), "--json")
    said = json.loads(capsys.readouterr().out)
    worse = {(f["clause"], f["item"], f["param_key"]) for f in said["findings"]}
    assert worse == {
        ("1.1", "", "probation_max"), ("2.1", "1", "shift_camp_days"), ("3.1", "", "overtime_day"),
        ("1 (Приложение 1)", "", "night_rate"),
    }  # fmt: skip
    assert {"verdict", "clause", "norm_id", "param_key", "article", "stated", "required",
            "quote", "confidence"} <= set(said["findings"][0])  # fmt: skip
    assert len(said["missing"]) > 5
    assert said["edition"] == "2026-06-12"


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def locked_pdf(path: Path) -> Path:
    document = pikepdf.new()
    document.add_blank_page()
    document.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    return path


def picture_pdf(path: Path) -> Path:
    document = pikepdf.new()
    document.add_blank_page()
    document.save(path)
    return path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda p: zipped(p, {"word/document.xml": b"", "word/vbaProject.bin": b"x"}), "macros"),
        (lambda p: zipped(p, {"word/document.xml": b" " * 70_000_000}), "bomb"),
        (lambda p: zipped(p, {"word/document.xml": BOMB}), "damaged"),
        (lambda p: zipped(p, {"other.xml": b""}), "unknown"),
        (locked_pdf, "encrypted"),
        (picture_pdf, "scan"),
        (lambda p: p.write_bytes(b"%PDF-1.7 nothing") and p, "damaged"),
        (lambda p: p.write_bytes(b"PK\x03\x04 nothing") and p, "damaged"),
        (lambda p: p.write_bytes(OLE + b"\0" * 600) and p, "old_word"),
        (lambda p: p.write_bytes(
            OLE + "EncryptedPackage".encode("utf-16-le")
        ) and p, "encrypted"),
        (lambda p: p.write_bytes(b"  \n ") and p, "empty"),
        (lambda p: p.write_bytes(b"a\0b") and p, "unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_reason(make, reason, tmp_path):
    path = make(tmp_path / "document")
    with pytest.raises(UnreadableError) as refused:
        read(path)
    assert refused.value.reason == reason
    assert reason in REFUSALS
    with pytest.raises(CommandError):
        call_command("agreement_check", str(path), "--json", stdout=io.StringIO())


def test_broken_lines_of_a_pdf_are_put_together():
    lines = ["2.1. Испытательный срок не пре-", "вышает трёх", "месяцев.", "12", "2.2. Отпуск"]
    assert reflowed(lines) == ["2.1. Испытательный срок не превышает трёх месяцев.", "2.2. Отпуск"]


def test_a_line_without_end_is_broken_and_what_cannot_be_kept_is_left_out(tmp_path):
    sentence = "Отпуск — 30 календарных дней. "
    parts = bounded([sentence * 500, "а" * 5000, "б\0\uffffв"])
    assert max(map(len, parts)) <= LONGEST_LINE
    assert parts[0].endswith("дней.")
    assert "".join(parts).replace(" ", "").count("30календарныхдней.") == 500
    assert parts[-1] == "бв"
    path = tmp_path / "late.txt"
    path.write_bytes(b"a" * 5000 + b" b\0c")  # after the bytes that are looked at
    assert "\0" not in "".join(read(path))
