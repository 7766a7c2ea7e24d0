"""The road of a sheet: in, looked at, confirmed, entered, taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.notify.models import Message
from ortaq.foundation.sheets import services
from ortaq.foundation.sheets.models import Batch, MadeRow, Row
from ortaq.foundation.sheets.tests.conftest import HEAD, as_csv, person_row
from ortaq.foundation.sheets.tests.crew import iin_of, sql
from ortaq.foundation.sheets.workflow import IllegalStepError, State

pytestmark = pytest.mark.django_db


def crew_names() -> list[str]:
    return [name for (name,) in sql("select name from crew order by id")]


def entered(batch, actor) -> Batch:
    services.confirm(actor=actor, batch=batch)
    run_jobs()
    batch.refresh_from_db()
    return batch


def test_nothing_is_written_before_confirmation_and_all_after(send, world) -> None:
    batch = send(as_csv([person_row(n) for n in range(120)]))
    assert batch.state == State.READY
    assert (batch.rows, batch.verdicts) == (120, {"new": 120})
    assert crew_names() == []
    entered(batch, world.saule)
    assert batch.state == State.DONE
    assert (batch.applied, batch.to_apply, batch.made, batch.changed) == (120, 120, 120, 0)
    assert len(crew_names()) == 120
    assert MadeRow.objects.filter(batch=batch).count() == 120
    last = Entry.objects.filter(action="sheets.entered").get()
    assert (last.actor, last.body_id) == (world.saule, world.mine.pk)
    message = Message.objects.get(kind="sheets.entered")
    assert (message.person, message.url) == (world.saule, f"/desk/sheets/{batch.public_id}/")


def test_the_same_sheet_again_changes_nothing(send, world) -> None:
    data = as_csv([person_row(n) for n in range(30)])
    first = send(data)
    assert send(data).pk == first.pk  # still on its way: the very same batch
    entered(first, world.saule)
    second = send(data)
    assert second.pk != first.pk
    assert second.verdicts == {"same": 30}
    entered(second, world.saule)
    assert (second.applied, second.made, len(crew_names())) == (0, 0, 30)


def test_changed_doubtful_and_wrong_rows_are_told_apart(send, world) -> None:
    rows = [person_row(n) for n in range(4)]
    entered(send(as_csv(rows)), world.saule)
    other = [iin_of(900), *rows[2][1:]]  # same name and day, another IIN
    twice = list(person_row(50))
    bad = [iin_of(1)[:-1] + str((int(iin_of(1)[-1]) + 1) % 10), *person_row(60)[1:]]
    sheet = [rows[0], person_row(1, post="Мастер"), other, twice, twice, bad]
    batch = send(as_csv(sheet))
    assert batch.verdicts == {"same": 1, "changed": 1, "doubtful": 1, "new": 1, "wrong": 2}
    assert Row.objects.get(batch=batch, line=6).problems == [
        {"column": "iin", "code": "crew.twice"}
    ]
    wrong = Row.objects.get(batch=batch, line=7)
    assert wrong.problems == [{"column": "iin", "code": "iin_digits"}]
    assert wrong.cells[0] == bad[0]  # shown as in the file
    services.decide_rows(actor=world.saule, batch=batch, decisions={4: "other", 7: "other"})
    entered(batch, world.saule)
    assert (batch.made, batch.changed) == (2, 1)
    assert len(crew_names()) == 6
    assert sql("select post from crew where iin = %s", rows[1][0]) == [("Мастер",)]


@pytest.mark.parametrize(
    ("decision", "people", "iin"), [("same", 1, 0), ("skip", 1, 0), ("", 1, 0)]
)
def test_a_doubtful_row_is_entered_only_as_decided(send, world, decision, people, iin) -> None:
    row = person_row(3)
    entered(send(as_csv([row])), world.saule)
    batch = send(as_csv([[iin_of(900), *row[1:5], "Мастер"]]))
    services.decide_rows(actor=world.saule, batch=batch, decisions={2: decision})
    entered(batch, world.saule)
    posts = [post for (post,) in sql("select post from crew")]
    assert posts == (["Мастер"] if decision == "same" else ["Забойщик"])


def test_a_sheet_is_taken_back_within_a_day_and_what_is_used_stays(send, world) -> None:
    rows = [person_row(n) for n in range(120)]
    entered(send(as_csv(rows[:2])), world.saule)
    batch = send(as_csv([person_row(0, post="Мастер"), *rows[1:]]))
    entered(batch, world.saule)
    sql("update crew set used = true where iin = %s", rows[5][0])
    services.take_back(actor=world.saule, batch=batch)
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.kept) == (State.UNDONE, 1)
    assert sql("select iin, post from crew order by id") == [
        (rows[0][0], "Забойщик"),
        (rows[1][0], "Забойщик"),
        (rows[5][0], "Забойщик"),
    ]
    [stayed] = MadeRow.objects.filter(batch=batch)
    assert (stayed.line, stayed.kept) == (7, "crew.used")
    with pytest.raises(IllegalStepError):
        services.take_back(actor=world.saule, batch=batch)


def test_after_a_day_nothing_is_taken_back_and_nothing_staged_remains(send, world) -> None:
    batch = entered(send(as_csv([person_row(1)])), world.saule)
    assert services.wipe(now=timezone.now() + timedelta(hours=23)) == 0
    Batch.objects.update(ended_at=timezone.now() - timedelta(hours=25))
    with pytest.raises(IllegalStepError):
        services.take_back(actor=world.saule, batch=batch)
    assert services.wipe(now=timezone.now() + timedelta(hours=25)) == 1
    batch.refresh_from_db()
    assert (Row.objects.count(), MadeRow.objects.count()) == (0, 0)
    assert (batch.file, batch.sample, batch.made) == (None, [], 1)
    assert not StoredFile.objects.exclude(pk__in=Batch.objects.values("file")).filter(
        of_sender=True
    )


def test_an_undecided_sheet_is_laid_aside_after_a_week(send) -> None:
    batch = send(as_csv([person_row(1)]))
    assert services.wipe(now=timezone.now() + timedelta(days=6)) == 0
    assert services.wipe(now=timezone.now() + timedelta(days=8)) == 1
    batch.refresh_from_db()
    assert (batch.state, Row.objects.count()) == (State.CANCELLED, 0)


def test_columns_named_once_are_remembered_for_the_same_headers(send, world) -> None:
    head = ["Номер", "Кто", *HEAD[2:]]
    batch = send(as_csv([person_row(1)], head=head))
    assert (batch.state, batch.note) == (State.MAPPING, "lacks_column")
    places = {"iin": 0, "name": 1, "post": 5}
    services.choose_columns(actor=world.saule, batch=batch, places=places)
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.mapping, batch.verdicts) == (State.READY, places, {"new": 1})
    again = send(as_csv([person_row(2)], head=head))
    assert (again.state, again.mapping) == (State.READY, places)
    elsewhere = send(as_csv([person_row(3)], head=head), body=world.union.mill)
    assert elsewhere.state == State.MAPPING  # another body's habits are its own


def test_a_known_programs_headers_are_recognised(send) -> None:
    row = person_row(1)
    batch = send(
        as_csv(
            [["007", row[0], row[1], row[5]]],
            head=["Физлицо.Код", "Физлицо ИИН", "Физлицо", "Долж."],
        )
    )
    assert (batch.preset, batch.mapping) == ("1C", {"iin": 1, "name": 2, "post": 3})
    assert batch.verdicts == {"new": 1}


def test_a_sheet_laid_aside_keeps_nothing_of_people(send, world) -> None:
    batch = send(as_csv([person_row(1)]))
    services.lay_aside(actor=world.saule, batch=batch)
    assert (Row.objects.count(), Batch.objects.get().sample) == (0, [])
    with pytest.raises(IllegalStepError):
        services.confirm(actor=world.saule, batch=batch)
