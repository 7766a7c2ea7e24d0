"""A text becomes searchable; a new edition says which norms it touches; bad files say why."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import override

from ortaq.modules.law import selectors, services
from ortaq.modules.law.models import Edition, Touch
from ortaq.modules.law.services.importing import Choices

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


TEXTS = Path(__file__).parent / "texts"
SHARED = Path(__file__).parents[6] / "shared" / "data" / "kz_laws"


def _import(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("law_import", str(path), *options, stdout=out, stderr=out)
    return out.getvalue()


def test_texts_in_two_languages_and_a_changed_edition(tmp_path):
    first = _import(TEXTS / "code_ru.txt")
    assert "ТК РК, ru, edition of 2025-09-09: 6 articles" in first
    _import(TEXTS / "code_kk.txt")
    kazakh = selectors.article("tk", "113", lang="kk")
    assert (kazakh.language, kazakh.read.title) == ("kk", "Жалақы төлеу тәртібі мен мерзімдері")
    assert selectors.article("tk", "88", lang="kk").language == "ru"
    assert {p.language for p in selectors.passages()} == {"ru", "kk"}
    assert selectors.edition_age() == (timezone.localdate() - date(2025, 9, 9)).days
    assert selectors.edition_age("sk") is None

    penalty, leave = selectors.norm("tk-113-3"), selectors.norm("tk-088")
    assert selectors.trust(penalty) == selectors.Trust.MATCHED
    assert selectors.standing(penalty).edition == date(2025, 9, 9)
    assert selectors.trust(leave) == selectors.Trust.MATCHED

    again = _import(TEXTS / "code_ru.txt")
    assert "nothing has changed" in again
    assert Edition.objects.count() == 2

    text = (TEXTS / "code_ru.txt").read_text()
    newer = text.replace("1,25-кратной", "2-кратной").replace("01.03.2025", "01.10.2025")
    path = tmp_path / "later.txt"
    path.write_text(newer)
    told = _import(path)
    assert "Changed articles (1): 113" in told
    assert "tk-113-3" in told
    assert set(Touch.objects.values_list("norm", flat=True)) >= {"tk-113-3"}
    assert not Touch.objects.filter(norm__startswith="tk-113-4").exists()
    assert len([p for p in selectors.passages(lang="ru") if p.article == "113"]) == 3
    assert "2-кратной" in selectors.article("tk", "113").read.text
    # The norm was read in a later edition than this one: the text does not contradict it.
    later = {selectors.Reason.LATER, selectors.Reason.MATCHED_BEFORE}
    assert selectors.standing(penalty).reason in later

    with pytest.raises(services.ImportRefusedError, match="the later edition wins"):
        services.import_file(actor=None, path=TEXTS / "code_ru.txt")


def test_bad_files_are_refused_in_words(tmp_path):
    good = tmp_path / "story.txt"
    good.write_text("Однажды работник спросил, когда ему заплатят.")
    with pytest.raises(services.ImportRefusedError, match="does not look like"):
        services.import_file(actor=None, path=good)
    (tmp_path / "x.bin").write_bytes(b"\x00\x01")
    with pytest.raises(CommandError, match="3 of 3"):
        _import_all(tmp_path)
    amends = "О внесении изменений в Трудовой кодекс\n\n" + "".join(
        f"Статья {n}. Внести изменение\n\nТекст.\n\n" for n in (1, 2, 3)
    )
    with pytest.raises(services.ImportRefusedError, match="amends others"):
        services.import_act(actor=None, text=amends, choices=Choices(act="tk"))
    unknown = "".join(f"Статья {n}. Слово\n\nТекст без примет.\n\n" for n in range(1, 6))
    with pytest.raises(services.ImportRefusedError, match="--act"):
        services.import_act(actor=None, text=unknown)
    with pytest.raises(services.ImportRefusedError, match="There is no act"):
        services.import_act(actor=None, text=unknown, choices=Choices(act="zz"))
    report = services.import_act(
        actor=None, text=unknown, choices=Choices(act="zpr", dated=date(2024, 1, 1))
    )
    assert (report.first, report.articles, report.edition.dated) == (True, 5, date(2024, 1, 1))


def _import_all(folder: Path) -> None:
    paths = [str(folder / name) for name in ("story.txt", "x.bin", "absent.txt")]
    err = StringIO()
    try:
        call_command("law_import", *paths, stdout=StringIO(), stderr=err)
    finally:
        assert err.getvalue().count("\n") == 3


@pytest.mark.shared
def test_the_labour_code_settles_most_norms():
    path = SHARED / "labor_code.txt"
    if not path.exists():
        pytest.skip("NOT CHECKED: ../shared/data/kz_laws/labor_code.txt is absent")
    report = services.import_file(actor=None, path=path)
    assert (report.edition.act.code, report.edition.language) == ("tk", "ru")
    assert selectors.articles("tk").count() == 221
    found = [n for n in selectors.norms(act="tk") if selectors.trust(n) == "matched"]
    assert len(found) / len(selectors.norms(act="tk")) > 0.9
    # The catalogue is of mid-2026, the text of February: the later edition wins.
    twelfth = selectors.standing(selectors.norm("tk-157-1-12"))
    assert twelfth.reason in {selectors.Reason.LATER, selectors.Reason.MATCHED_BEFORE}
