"""Consolidated texts become articles; the publisher's notes do not become law."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from ortaq.lib.norms import (
    NotALawError,
    amended_on,
    diff,
    language_of,
    open_source,
    read_act,
    recognise,
)

TEXTS = Path(__file__).parents[3] / "modules" / "law" / "tests" / "texts"
SHARED = Path(__file__).parents[6] / "shared" / "data" / "kz_laws"
UNTIL = date(2026, 11, 23)


def test_a_russian_text_becomes_articles_points_and_passages():
    text = open_source(TEXTS / "code_ru.txt").text
    articles = {a.number: a for a in read_act(text)}
    assert list(articles) == ["68", "73-1", "88", "99", "113", "117"]
    hours = articles["68"]
    assert hours.title == "Сколько часов работают"
    assert hours.section == "Глава 1. РАБОЧЕЕ ВРЕМЯ И ОТДЫХ"
    assert [p.number for p in hours.points] == ["1", "2"]
    assert hours.points[1].text.endswith("с оплатой как за полную неделю.")
    assert hours.notes[0].startswith("Сноска.")
    assert [p.number for p in articles["73-1"].points] == [""]
    grounds = articles["99"].point("1")
    assert [(q.sub, q.is_excluded) for q in grounds.paragraphs] == [
        ("", False), ("1", False), ("2", True), ("3", False),
    ]  # fmt: skip
    assert "предусматривается" in articles["99"].notes[0]
    assert articles["117"].is_excluded
    assert [p.sub for p in articles["99"].passages()] == [""]
    assert "исключен" not in next(articles["99"].passages()).text
    assert max(len(p.text) for a in articles.values() for p in a.passages(120)) <= 120
    assert recognise(text, articles.values()) == "tk"
    assert (language_of(text), amended_on(text, until=UNTIL)) == ("ru", date(2025, 9, 9))


def test_a_kazakh_text_has_its_own_headings_and_notes():
    text = open_source(TEXTS / "code_kk.txt").text
    articles = {a.number: a for a in read_act(text)}
    assert list(articles) == ["68", "73-1", "113"]
    assert articles["113"].title == "Жалақы төлеу тәртібі мен мерзімдері"
    assert [p.number for p in articles["113"].points] == ["1", "3"]
    assert len(articles["113"].notes) == 1
    assert articles["68"].section == "1-тарау. ЖҰМЫС УАҚЫТЫ"
    assert (language_of(text), recognise(text, articles.values())) == ("kk", "tk")


def test_html_and_docx_read_like_the_text(tmp_path):
    plain = read_act(open_source(TEXTS / "code_ru.txt").text)
    html, paragraphs = [], []
    for article in plain:
        heading = f"Статья {article.number}. {article.title}"
        html.append(f'<h3 id="z1">{heading}</h3>')
        paragraphs.append(heading)
        for text in [q.text for p in article.points for q in p.paragraphs] + list(article.notes):
            linked = text.replace("работник", "<a href=x>\nработник</a>", 1)
            html.append(f"<p>{linked}</p>")
            paragraphs.append(text)
    page = tmp_path / "K1500000414.html"
    head = "<html><head><title>x</title></head><nav>Статья 1. Меню</nav>"
    page.write_text(f'{head}<a href="/rus/docs/K1500000414">o</a>{"".join(html)}</html>')
    source = open_source(page)
    assert source.adilet_id == "K1500000414"
    assert not diff(plain, read_act(source.text))
    word = tmp_path / "code.docx"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    with zipfile.ZipFile(word, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
    assert not diff(plain, read_act(open_source(word).text))


def test_hostile_files_end_in_one_clear_error(tmp_path):
    def reason(name: str, data: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(NotALawError) as caught:
            open_source(path)
        return caught.value.reason

    assert reason("a.bin", b"\x89PNG\x00\x01\x02") == "binary"
    assert reason("a.txt", b"  \n ") == "empty"
    assert reason("a.docx", b"PK\x03\x04 torn") == "broken"
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b"x" * 4_000_000 + b"</a>")
    assert reason("bomb2.docx", bomb.read_bytes()) == "bomb"
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as handle:
        handle.truncate(41_000_000)
    with pytest.raises(NotALawError, match="huge"):
        open_source(huge)


def test_a_diff_names_articles_and_points():
    old = read_act(open_source(TEXTS / "code_ru.txt").text)
    text = open_source(TEXTS / "code_ru.txt").text
    changed = text.replace("трех рабочих дней", "пяти рабочих дней").replace(
        "Статья 88. Сколько", "Статья 89. Сколько"
    )
    changes = diff(old, read_act(changed))
    assert (changes.new, changes.gone) == (("89",), ("88",))
    assert [(c.number, c.points) for c in changes.changed] == [("113", ("4",))]
    assert changes.touches("113", "4")
    assert changes.touches("113")
    assert not changes.touches("113", "3")
    assert changes.touches("88", "1")
    quotes = diff(old, read_act(text.replace(" – ", " — ")))
    assert not quotes


@pytest.mark.shared
def test_the_labour_code_has_218_articles_in_force():
    path = SHARED / "labor_code.txt"
    if not path.exists():
        pytest.skip("NOT CHECKED: ../shared/data/kz_laws/labor_code.txt is absent")
    text = open_source(path).text
    articles = read_act(text)
    assert sum(not a.is_excluded for a in articles) == 218
    assert (recognise(text, articles), language_of(text)) == ("tk", "ru")
    assert amended_on(text, until=UNTIL) == date(2026, 1, 9)
    passages = [p for a in articles for p in a.passages()]
    assert max(len(p.text) for p in passages) <= 900
    assert not [p for p in passages if p.text.startswith(("Сноска", "Примечание ИЗПИ"))]
    wages = next(a for a in articles if a.number == "113")
    assert [p.number for p in wages.points] == ["1", "2", "3", "4"]
