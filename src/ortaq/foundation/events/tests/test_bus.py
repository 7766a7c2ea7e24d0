"""Facts and the jobs they start."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction

from ortaq.foundation.events import bus, jobs
from ortaq.foundation.events.bus import Event, publish, subscribe
from ortaq.foundation.events.models import Failure
from ortaq.foundation.events.testing import run_jobs, waiting

heard: list[tuple[str, int]] = []


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    """A fact of these tests."""

    kettle_id: int


@pytest.fixture(autouse=True)
def _two_receivers() -> Iterator[None]:
    @subscribe(KettleBoiled)
    def pour_tea(event: KettleBoiled) -> None:
        heard.append(("tea", event.kettle_id))

    @subscribe(KettleBoiled)
    def switch_off(event: KettleBoiled) -> None:
        heard.append(("off", event.kettle_id))

    heard.clear()
    yield
    bus._receivers.pop(bus.name_of(KettleBoiled))


@pytest.mark.django_db
def test_each_receiver_hears_once_and_with_the_facts():
    publish(KettleBoiled(kettle_id=7))
    assert heard == []
    assert run_jobs() == 2
    assert heard == [("tea", 7), ("off", 7)]
    assert run_jobs() == 0


@pytest.mark.django_db
def test_a_rollback_leaves_no_job():
    with transaction.atomic():
        publish(KettleBoiled(kettle_id=7))
        assert len(waiting("events.deliver")) == 2
        transaction.set_rollback(True)
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_may_be_stated():
    with pytest.raises(transaction.TransactionManagementError):
        publish(KettleBoiled(kettle_id=7))


@pytest.mark.django_db
def test_an_event_of_anything_but_plain_values_is_refused():
    with pytest.raises(TypeError):
        publish(KettleBoiled(kettle_id=(1, 2)))  # would come back as a list
    assert waiting() == []


@pytest.mark.django_db
def test_a_failing_receiver_does_not_stop_its_neighbour():
    @subscribe(KettleBoiled)
    def break_down(event: KettleBoiled) -> None:
        raise ZeroDivisionError

    publish(KettleBoiled(kettle_id=1))
    with pytest.raises(ZeroDivisionError):
        run_jobs()
    assert heard == [("tea", 1), ("off", 1)]
    assert Failure.objects.get().error == "ZeroDivisionError"
    assert Failure.objects.get().place.startswith("foundation/events/tests/test_bus.py:")


@pytest.mark.django_db
def test_a_receiver_of_an_older_release_is_named():
    jobs.defer(
        "events.deliver",
        event=bus.name_of(KettleBoiled),
        receiver="ortaq.gone.pour",
        payload={"kettle_id": 1},
    )
    with pytest.raises(LookupError, match=r"ortaq\.gone\.pour"):
        run_jobs()


def test_the_same_receiver_may_hear_two_facts():
    @dataclass(frozen=True, kw_only=True)
    class CupBroke(Event):
        cup: str

    @subscribe(CupBroke)
    @subscribe(KettleBoiled)
    def write_down(event: Event) -> None:
        heard.append((type(event).__name__, 0))

    name = f"{write_down.__module__}.{write_down.__qualname__}"
    bus.deliver(event=bus.name_of(CupBroke), receiver=name, payload={"cup": "blue"})
    bus._receivers.pop(bus.name_of(CupBroke))
    assert heard == [("CupBroke", 0)]
