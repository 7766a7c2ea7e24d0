"""Commands that need no running installation: they have a database for their own time."""

import json
from pathlib import Path

from ortaq.config.database import socket_folder
from ortaq.ops.tests.conftest import ortaq


def test_a_question_is_answered_in_an_empty_folder_and_nothing_stays_running(place: Path) -> None:
    home = place / "home"
    question = "Задержали зарплату на месяц, положена ли пеня?"
    done = ortaq("ask", question, "--json", ORTAQ_DATA_DIR=str(home))
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)  # preparing the database spoilt no line of it
    assert (answer["abstained"], answer["citations"][0]["article"]) == (False, "113")
    assert not (socket_folder(home / "pg") / ".s.PGSQL.5432").exists()
