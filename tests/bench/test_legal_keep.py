"""What a run keeps is what the assistant's page can read, and nothing that was not measured."""

from datetime import date

import pytest
from bench._legal_keep import CODES, keep
from bench._legal_score import Share

from ortaq.modules.assistant.measured import WHAT, measured


def test_the_page_reads_what_was_kept_and_the_worse_language_is_told(tmp_path):
    assert set(CODES) == set(WHAT)
    file = tmp_path / "measured.json"

    keep(
        {
            "right article first, ru": Share(8, 10),
            "says what it must, ru": Share(9, 10),
            "says what it must, kk": Share(3, 4),
            "urgent found": Share(0, 0),
        },
        date(2026, 11, 24),
        file,
    )

    read = measured(file)
    assert read is not None
    assert read.on == date(2026, 11, 24)
    assert [(row.what, row.value, row.of) for row in read.rows] == [
        (WHAT["first_ru"], 80.0, 10),
        (WHAT["must_say"], 75.0, 4),
    ]
    assert read.rows[0].low == pytest.approx(49.0, abs=0.1)
