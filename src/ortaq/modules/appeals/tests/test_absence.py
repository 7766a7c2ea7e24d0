"""An officer is away: his deputy works two hundred cases, and on the day after they are his."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.orgs import services as orgs
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals import personal, services
from ortaq.modules.appeals.models import Absence, Appeal, Clock
from ortaq.modules.appeals.selectors import deputies_for, holds_case_of, queue_of
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.appeals.timeline import promises
from ortaq.modules.membership.tests.clients import as_

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MANY = 200


@pytest.fixture
def w() -> World:
    return world()


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def many(w: World) -> list[Appeal]:
    """Return two hundred appeals in Daniyar's hands, copied from one that really came."""
    first = appeal(w, taken=True)
    rows = []
    for n in range(MANY - 1):
        row = Appeal.objects.get(pk=first.pk)
        row.pk, row.public_id, row.idempotency_key = None, uuid4(), UUID(int=n + 1)
        row.number = f"2026-{900_000 + n}"
        row.submitted_at -= 9 * DAY  # no flood of this hour
        rows.append(row)
    rows = Appeal.objects.bulk_create(rows)
    clock = Clock.objects.get(appeal=first, kind="answer")
    Clock.objects.bulk_create(
        Clock(
            appeal=row,
            kind="answer",
            rule="answer",
            started_at=clock.started_at,
            due_at=clock.due_at,
            next_at=clock.next_at,
        )
        for row in rows
    )
    return [first, *rows]


def test_a_deputy_works_the_absent_officers_appeals_and_then_they_are_his_again(
    w: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    galym = person("Galym")
    mandate(galym, w.union.centre, Kind.LAWYER)
    held = many(w)
    today = timezone.localdate()
    assert galym in [post.user for post in deputies_for(w.daniyar)]
    assert not galym.has_perm("appeals.answer", held[0])
    services.set_absence(
        actor=w.daniyar, officer=w.daniyar, deputy=galym, since=today, until=today + 9 * DAY
    )
    galym = again(galym)
    assert queue_of(galym).count() == MANY
    for permission in ("view", "work", "answer", "hand_over"):
        assert galym.has_perm(f"appeals.{permission}", held[7]), permission
    assert as_(galym).get(f"/desk/appeals/{held[0].number}/").status_code == 200
    assert holds_case_of(galym, w.aigul) is False  # the record of a person is not the deputy's
    services.answer_appeal(officer=galym, appeal=held[0], text="It is paid.")
    held[0].refresh_from_db()
    assert (held[0].holder, held[0].status) == (w.daniyar, "answered")
    [words] = promises(held[1], [], now=timezone.now())
    assert "Galym" in words
    new = appeal(w)
    assert (new.holder, new.desk) == (galym, w.union.centre)
    assert "deputy" in [reason["code"] for reason in new.reasons]
    for stranger in (w.erlan, w.marat, w.zhanar):
        assert not stranger.has_perm("appeals.view", held[7])
    later = timezone.now() + 10 * DAY
    monkeypatch.setattr(timezone, "now", lambda: later)
    galym = again(galym)
    assert not galym.has_perm("appeals.view", held[7])
    assert list(queue_of(galym)) == [new]
    assert queue_of(again(w.daniyar)).count() == MANY - 1
    assert appeal(w).holder == w.daniyar


def test_who_may_stand_in(w: World) -> None:
    galym = person("Galym")
    mandate(galym, w.union.centre, Kind.LAWYER)
    today = timezone.localdate()

    def away(officer: User, deputy: User, since: int = 0, until: int = 5) -> Absence:
        return services.set_absence(
            actor=officer,
            officer=officer,
            deputy=deputy,
            since=today + since * DAY,
            until=today + until * DAY,
        )

    for officer, deputy, since, until in (
        (w.daniyar, w.erlan, 0, 5),  # of another branch
        (w.daniyar, w.saule, 0, 5),  # below him
        (w.daniyar, w.marat, 0, 5),
        (w.daniyar, galym, -9, -3),
    ):
        with pytest.raises(services.DeputyError):
            away(officer, deputy, since, until)
    first = away(w.daniyar, galym)
    for officer, deputy in ((w.daniyar, w.nurlan), (galym, w.nurlan), (w.saule, w.daniyar)):
        with pytest.raises(services.DeputyError):
            away(officer, deputy, 3, 8)
    services.end_absence(actor=w.daniyar, absence=first)
    assert not Absence.objects.exists()
    away(w.saule, w.daniyar, 3, 8)


def test_a_deputy_in_conflict_reads_nothing_of_it(w: World) -> None:
    galym = person("Galym")
    mandate(galym, w.union.centre, Kind.LAWYER)
    got, against = appeal(w, taken=True), appeal(w, taken=True)
    Appeal.objects.filter(pk=against.pk).update(against=galym)
    today = timezone.localdate()
    services.set_absence(
        actor=w.daniyar, officer=w.daniyar, deputy=galym, since=today, until=today
    )
    galym = again(galym)
    against.refresh_from_db()
    assert galym.has_perm("appeals.view", got)
    assert not galym.has_perm("appeals.view", against)
    assert list(queue_of(galym)) == [got]


def test_a_deputy_who_loses_his_post_stands_in_no_more(w: World) -> None:
    galym = person("Galym")
    held = mandate(galym, w.union.centre, Kind.LAWYER)
    today = timezone.localdate()
    services.set_absence(
        actor=w.daniyar, officer=w.daniyar, deputy=galym, since=today - DAY, until=today + 9 * DAY
    )
    got = appeal(w)
    assert got.holder == galym
    type(held).objects.filter(pk=held.pk).update(until=today - DAY)
    orgs.end_expired_mandates()
    run_jobs()
    got.refresh_from_db()
    assert (got.holder, Absence.objects.get().until) == (w.daniyar, today - DAY)
    days = [{"since": today - DAY, "until": today - DAY}]
    assert personal.export_absences(w.daniyar) == days  # without his deputy's name
    assert personal.export_absences(galym) == []
    assert personal.purge_absences(timezone.now() - DAY) == 0
    personal.erase_absences(galym)
    assert not Absence.objects.exists()


def test_a_dismissed_officers_two_hundred_cases_find_others(w: World) -> None:
    galym = person("Galym")
    mandate(galym, w.union.miners, Kind.LAWYER)
    many(w)
    w.daniyar.mandates.update(until=timezone.localdate() - DAY)
    assert services.pass_on_appeals_of(officer=again(w.daniyar)) == MANY
    assert not Appeal.objects.filter(holder=w.daniyar).exists()
    rows = Appeal.objects.filter(holder=galym, status="submitted", desk=w.union.miners)
    assert rows.count() == MANY
    assert all(row.reasons for row in rows)
    assert Clock.objects.filter(stopped_at=None, kind="answer").count() == MANY


def test_the_page_says_who_is_away_and_calls_it_off(w: World) -> None:
    client = as_(w.daniyar)
    today = timezone.localdate()
    galym = person("Galym")
    mandate(galym, w.union.centre, Kind.LAWYER)
    page = client.get("/desk/appeals/away/")
    assert "Galym" in page.content.decode()
    days = {"since": today.isoformat(), "until": (today + 5 * DAY).isoformat()}
    assert client.post("/desk/appeals/away/", days).status_code == 422
    sent = client.post("/desk/appeals/away/", days | {"deputy": str(galym.public_id)})
    assert sent.status_code == 302
    absence = Absence.objects.get()
    for user, left in ((w.saule, 1), (w.daniyar, 0)):
        as_(user).post(f"/desk/appeals/away/{absence.pk}/back/")
        assert Absence.objects.count() == left
    assert as_(w.aigul).get("/desk/appeals/away/").status_code in {403, 404}
