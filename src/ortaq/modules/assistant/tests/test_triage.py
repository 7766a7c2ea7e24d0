"""Appeals are sorted with reasons; what officers correct is learned; questions missed are kept."""

import json

import pytest
from django.core.management import call_command

from ortaq.foundation.audit.models import Entry
from ortaq.modules.appeals.tests.factories import appeal as submitted
from ortaq.modules.appeals.tests.factories import world
from ortaq.modules.assistant import personal, selectors, services
from ortaq.modules.assistant.models import Correction, Miss
from ortaq.modules.assistant.triaging import APPEAL_TOPICS, ROUTES, TOPICS

pytestmark = pytest.mark.django_db


@pytest.fixture
def appeal():
    return submitted(world())


def test_danger_is_urgent_and_says_why():
    gas, wages = selectors.triages(
        [
            "В цехе утечка газа, люди задыхаются, мастер не выпускает",
            "Не доплатили за сверхурочные в прошлом месяце, 12 часов",
        ]
    )

    assert gas.urgent
    assert "danger" in gas.signs
    assert gas.reasons
    assert not wages.urgent
    assert wages.topic in {"wages_other", "wages_arrears", "working_time"}
    assert wages.appeal_topic in {"pay", "hours"}


def test_the_command_prints_the_promised_json(tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    texts = ["Бізге екі ай жалақы бермей жатыр", "Директор не признаёт наш профсоюз"]
    source.write_text("\n".join(json.dumps({"id": n, "text": t}) for n, t in enumerate(texts)))

    call_command("appeal_triage", "--batch", str(source), "--out", str(out))

    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in rows] == [0, 1]
    for row in rows:
        assert set(row) == {"id", "topic", "urgent", "collective", "route"}
        assert row["topic"] in TOPICS
        assert row["route"] in ROUTES
    assert set(APPEAL_TOPICS) == set(TOPICS)


def test_a_correction_moves_the_next_suggestion_and_goes_with_its_author(appeal):
    text = "Прошу разобраться с талонами на питание, их отменили приказом"
    appeal.text = text
    appeal.save()
    actor = appeal.author
    before = selectors.triage(text)
    wanted = "social_benefits" if before.topic != "social_benefits" else "wages_other"

    with pytest.raises(services.UnknownLabelError):
        services.confirm_triage(
            actor=actor, appeal=appeal, topic="x", urgent=False, collective=True, route="chair"
        )
    for _time in range(2):  # the second word replaces the first
        services.confirm_triage(
            actor=actor, appeal=appeal, topic=wanted, urgent=False, collective=True, route="chair"
        )

    after = selectors.triage("Отменили талоны на питание приказом, прошу разобраться")
    assert after.topic == wanted
    assert after.route == "chair"
    assert "corrected" in after.signs
    row = Correction.objects.get()
    assert row.suggested in TOPICS
    assert Entry.objects.filter(action="assistant.triage_confirmed").count() == 2
    assert personal.export(actor)[0]["topic"] == wanted
    personal.erase(actor)
    assert not Correction.objects.exists()


def test_a_question_that_was_missed_is_kept_without_people(appeal):
    lawyer = appeal.author

    row = services.note_article(
        actor=lawyer, question="Сәуле Ахметова 990101300123 не платят", lang="ru",
        said="tk:103", act="tk", article="113",
    )  # fmt: skip

    assert "990101300123" not in row.question
    assert "Ахметова" not in row.question
    assert row.meant == "tk:113"
    personal.erase(lawyer)
    assert Miss.objects.get().lawyer is None
