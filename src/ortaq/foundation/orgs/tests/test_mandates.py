"""Granting and ending by two persons, terms, and the founding of a house."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events import bus
from ortaq.foundation.orgs import events, ports, services
from ortaq.foundation.orgs.factories import body, mandate, person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Mandate, Path
from ortaq.foundation.orgs.selectors import mandates_of

DAY = timedelta(days=1)
State = Mandate.State


@pytest.fixture
def facts(monkeypatch) -> list[bus.Event]:
    """What was published, in order."""
    heard: list[bus.Event] = []
    for module in ("mandates", "bodies", "terms"):
        monkeypatch.setattr(f"ortaq.foundation.orgs.services.{module}.publish", heard.append)
    return heard


def propose(union, kind=Kind.CHAIR, **more) -> Mandate:
    terms = {"actor": person("Officer"), "user": person("Saule"), "body": union.mine}
    return services.propose_mandate(**{**terms, "kind": kind, "since": today(), **more})


def actions() -> list[str]:
    return list(
        Entry.objects.filter(action__startswith="orgs.mandate")
        .order_by("pk")
        .values_list("action", flat=True)
    )


def test_one_proposes_another_confirms(union, facts):
    saule = person("Saule")
    assert mandates_of(saule) == []
    proposed = propose(union, user=saule, ground=" Minutes No. 3 ")
    assert (proposed.state, proposed.ground, mandates_of(saule)) == (
        "proposed",
        "Minutes No. 3",
        [],
    )
    second = person("Second")
    services.confirm_mandate(actor=second, mandate=proposed)
    assert (proposed.state, proposed.confirmed_by) == ("held", second)
    assert mandates_of(proposed.user) == [proposed]
    what = {
        "mandate_id": proposed.pk,
        "user_id": saule.pk,
        "body_id": union.mine.pk,
        "kind": "chair",
    }
    assert facts == [events.MandateProposed(**what), events.MandateGranted(**what)]
    assert actions() == ["orgs.mandate_proposed", "orgs.mandate_confirmed"]
    entry = Entry.objects.get(action="orgs.mandate_confirmed")
    assert (entry.actor_id, entry.body_id) == (second.pk, union.mine.pk)
    assert entry.params["body"]["kk"] == "Mine"
    assert set(entry.params["post"]) == {"kk", "ru", "en"}


def test_nobody_takes_two_parts(union):
    officer, saule = person("Officer"), person("Saule")
    with pytest.raises(services.SamePersonError):
        propose(union, actor=saule, user=saule)
    proposed = propose(union, actor=officer, user=saule)
    for same in (officer, saule):
        with pytest.raises(services.SamePersonError):
            services.confirm_mandate(actor=same, mandate=proposed)
    assert Mandate.objects.get().state == "proposed"


def test_a_trainer_needs_one_person_only(union, facts):
    granted = propose(union, kind=Kind.TRAINER)
    assert granted.state == "held"
    assert [type(fact) for fact in facts] == [events.MandateGranted]
    services.propose_end(actor=person("Officer"), mandate=granted, until=today(), ground="")
    assert granted.state == "ended"
    assert mandates_of(granted.user) == []
    assert type(facts[-1]) is events.MandateEnded


def test_a_refused_mandate_can_be_proposed_again(union, facts):
    proposed = propose(union)
    services.refuse_mandate(actor=proposed.proposed_by, mandate=proposed)
    assert type(facts[-1]) is events.MandateRefused
    again = propose(union, user=proposed.user)
    assert again.state == "proposed"
    for step in (services.confirm_mandate, services.refuse_mandate):
        with pytest.raises(services.WrongStateError):
            step(actor=person("Second"), mandate=proposed)


def test_terms_of_one_person_in_one_post_do_not_overlap(union):
    first = propose(union, until=today() + 10 * DAY)
    with pytest.raises(services.TermsOverlapError):
        propose(union, user=first.user, since=today() + 10 * DAY)
    assert propose(union, user=first.user, since=today() + 11 * DAY).state == "proposed"
    with pytest.raises(services.WrongTermError):
        propose(union, until=today() - DAY)


def test_a_body_has_one_chair_at_a_time(union):
    mandate(person("Old"), union.mine, Kind.CHAIR, until=today() + DAY)
    too_soon = propose(union)
    with pytest.raises(services.PostTakenError):
        services.confirm_mandate(actor=person("Second"), mandate=too_soon)
    after = propose(union, since=today() + 2 * DAY)
    services.confirm_mandate(actor=person("Second"), mandate=after)
    assert after.state == "held"
    mandate(person("Another"), union.mine, Kind.DEPUTY)
    mandate(person("Third"), union.mine, Kind.DEPUTY)  # of deputies there may be many


def test_a_closed_or_closing_body_gets_no_mandate(union):
    services.close_body(actor=None, body=union.port, on=today() + 30 * DAY)
    with pytest.raises(services.ClosedBodyError):
        propose(union, body=union.port)
    with pytest.raises(services.ClosedBodyError):
        propose(union, body=body("Later", opened_on=today() + DAY))


def test_an_end_needs_two_persons_and_the_post_works_until_then(union, facts):
    held = mandate(person("Saule"), union.mine, Kind.CHAIR)
    services.propose_end(
        actor=person("Officer"), mandate=held, until=today(), ground="Congress of 3 May"
    )
    assert (held.state, mandates_of(held.user)) == ("ending", [held])
    for same in (held.end_proposed_by, held.user):
        with pytest.raises(services.SamePersonError):
            services.confirm_end(actor=same, mandate=held)
    services.confirm_end(actor=person("Second"), mandate=held)
    assert (held.state, held.until, mandates_of(held.user)) == ("ended", today(), [])
    assert [type(fact) for fact in facts] == [events.MandateEndProposed, events.MandateEnded]


def test_a_chair_may_resign_but_not_confirm_it(union):
    held = mandate(person("Saule"), union.mine, Kind.CHAIR)
    services.propose_end(actor=held.user, mandate=held, until=today() + DAY, ground="Moves away")
    with pytest.raises(services.SamePersonError):
        services.confirm_end(actor=held.user, mandate=held)
    services.confirm_end(actor=person("Second"), mandate=held)
    assert (held.state, held.until) == ("held", today() + DAY)  # until tomorrow she works


def test_a_refused_end_leaves_the_term_as_it_was(union):
    held = mandate(person("Saule"), union.mine, Kind.CHAIR, until=today() + 9 * DAY)
    services.propose_end(actor=person("Officer"), mandate=held, until=today(), ground="")
    services.refuse_end(actor=person("Second"), mandate=held)
    assert (held.state, held.until, held.end_on) == ("held", today() + 9 * DAY, None)


@pytest.mark.parametrize("days", [-2000 * 365, 10])
def test_an_end_lies_inside_the_term(union, days):
    held = mandate(person("Saule"), union.mine, Kind.CHAIR, until=today() + 9 * DAY)
    until = held.since - DAY if days < 0 else today() + days * DAY
    with pytest.raises(services.WrongTermError):
        services.propose_end(actor=person("Officer"), mandate=held, until=until, ground="")


def expiring(term: Mandate, days: int) -> list[events.Event]:
    """Return what is said of Saule's term at the mine: to her, and as a number to both above."""
    above = [
        events.TermsRunningOut(body_id=pk, count=1, days=days, on=today().isoformat())
        for pk in sorted(Path.objects.filter(descendant=term.body_id, depth=1).values_list(
            "ancestor", flat=True
        ))
    ]  # fmt: skip
    own = events.MandateExpiring(
        mandate_id=term.pk, user_id=term.user_id, body_id=term.body_id, kind="chair",
        until=term.until.isoformat(), days=days,
    )  # fmt: skip
    return [own, *above]


def test_the_night_marks_what_ran_out_and_warns_at_90_30_and_7_days(
    union, facts, time_machine_day
):
    term = mandate(person("Saule"), union.mine, Kind.CHAIR, until=today() + 91 * DAY)
    assert services.warn_of_expiry() == 0
    told: list[events.Event] = []
    for days in (90, 30, 7):
        time_machine_day(term.until - days * DAY)
        assert (services.warn_of_expiry(), services.warn_of_expiry()) == (1, 0)
        told += expiring(term, days)
        assert facts == told
        time_machine_day(today() + DAY)
        assert services.warn_of_expiry() == 0
    assert len(told) == 9  # the mine stands under a branch union and a territorial body
    time_machine_day(term.until)
    assert services.end_expired_mandates() == 0
    time_machine_day(term.until + DAY)
    assert (services.end_expired_mandates(), services.end_expired_mandates()) == (1, 0)
    term.refresh_from_db()
    assert term.state == "ended"
    assert type(facts[-1]) is events.MandateEnded
    assert Entry.objects.get(action="orgs.mandate_expired").actor is None


def test_a_night_missed_warns_of_the_nearest_alarm_only_and_a_new_term_begins_anew(
    union, facts, time_machine_day
):
    term = mandate(person("Saule"), union.mine, Kind.CHAIR, until=today() + 5 * DAY)
    assert services.warn_of_expiry() == 1
    assert facts == expiring(term, 7)
    term.refresh_from_db()
    term.until = today() + 60 * DAY  # prolonged
    term.save()
    assert (services.warn_of_expiry(), services.warn_of_expiry()) == (1, 0)
    assert facts[3:] == expiring(term, 90)


def test_a_body_above_hears_one_number_a_day_however_many_terms_end(union, facts):
    for place in (union.mine, union.port):
        for n in range(3):
            mandate(person("Officer", f"No{n}"), place, Kind.OFFICER, until=today() + 20 * DAY)
    assert services.warn_of_expiry() == 6
    numbers = {
        fact.body_id: fact.count for fact in facts if isinstance(fact, events.TermsRunningOut)
    }
    assert numbers == {union.miners.pk: 6, union.karaganda.pk: 3, union.aktau.pk: 3}


def test_a_second_factor_is_asked_of_those_who_see_personal_data(union):
    saule, trainer, marat = person("Saule"), person("Trainer"), person("Marat")
    mandate(saule, union.mine, Kind.CHAIR)
    mandate(trainer, union.mine, Kind.TRAINER)
    assert [ports.mfa_required(user) for user in (saule, trainer, marat)] == [True, False, False]


def test_a_house_is_founded_by_two_administrators_and_no_more(union):
    first, second, third = person("First"), person("Second"), person("Third")
    granted = services.grant_first_administrator(user=first, centre=union.centre)
    assert (granted.state, granted.proposed_by) == ("held", None)
    assert Entry.objects.get(action="orgs.first_administrator_named").actor is None
    with pytest.raises(services.FirstAdministratorExistsError):
        services.grant_first_administrator(user=third, centre=union.centre)
    with pytest.raises(services.SamePersonError):
        services.grant_second_administrator(actor=first, user=first, centre=union.centre)
    with pytest.raises(services.FirstAdministratorExistsError):  # a stranger is not the first
        services.grant_second_administrator(actor=third, user=second, centre=union.centre)
    services.grant_second_administrator(actor=first, user=second, centre=union.centre)
    assert [m.kind for m in mandates_of(second)] == ["administrator"]
    with pytest.raises(services.FirstAdministratorExistsError):
        services.grant_second_administrator(actor=first, user=third, centre=union.centre)


@pytest.mark.parametrize(
    ("field", "who"),
    [("confirmed_by", "proposed_by"), ("proposed_by", "user"), ("confirmed_by", "user"),
     ("ended_by", "user"), ("ended_by", "end_proposed_by")],
)  # fmt: skip
def test_the_database_itself_asks_for_different_people(union, field, who):
    held = mandate(person("Saule"), union.mine, Kind.CHAIR)
    held.end_proposed_by = person("Ender")
    held.save()
    setattr(held, field, getattr(held, who))
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save()


def test_the_database_itself_asks_for_the_second_person(union):
    held = mandate(person("Saule"), union.mine, Kind.CHAIR)
    with pytest.raises(IntegrityError, match="two_persons_grant"), transaction.atomic():
        Mandate.objects.filter(pk=held.pk).update(confirmed_by=None)
    with pytest.raises(IntegrityError, match="one_holder_of_a_single_post"), transaction.atomic():
        mandate(person("Rival"), union.mine, Kind.CHAIR)


def test_a_body_in_use_is_not_closed_and_says_by_whom(union):
    chair = mandate(person("Saule"), union.mine, Kind.CHAIR)
    with pytest.raises(services.BodyInUseError) as caught:
        services.close_body(actor=None, body=union.mine, on=today())
    assert (caught.value.children, caught.value.mandates) == ([], [chair])
    with pytest.raises(services.BodyInUseError) as caught:
        services.close_body(actor=None, body=union.miners, on=today())
    assert sorted(str(b) for b in caught.value.children) == ["Mine", "Port"]


def test_a_closed_body_keeps_its_place_so_that_its_archive_is_in_reach(union, facts):
    officer = person("Officer")
    mandate(officer, union.karaganda, Kind.OFFICER)
    services.close_body(actor=officer, body=union.mine, on=today())
    assert facts == [events.BodyClosed(body_id=union.mine.pk, on=today().isoformat())]
    assert officer.has_perm("orgs.change_body", Body.objects.get(pk=union.mine.pk))
    with pytest.raises(services.ClosedBodyError):
        services.close_body(actor=officer, body=union.mine, on=today())


@pytest.mark.django_db(transaction=True)
def test_two_people_confirming_at_once_grant_once():
    place = body("Mine")
    proposed = services.propose_mandate(
        actor=person("Officer"), user=person("Saule"), body=place, kind=Kind.CHAIR, since=today()
    )
    seconds = [person("Second"), person("Third")]
    barrier, outcomes = threading.Barrier(2), []

    def confirm(actor) -> None:
        try:
            mine = Mandate.objects.get(pk=proposed.pk)
            barrier.wait(20)
            services.confirm_mandate(actor=actor, mandate=mine)
            outcomes.append("granted")
        except services.WrongStateError:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=(actor,)) for actor in seconds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["granted", "late"]
    assert Entry.objects.filter(action="orgs.mandate_confirmed").count() == 1
