"""Planning the meetings that elect, and writing down what came of them."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.orgs.errors import (
    ClosedBodyError,
    MeetingExistsError,
    MeetingOverError,
    NoGroundError,
    NotYetError,
    TooManyPresentError,
)
from ortaq.foundation.orgs.events import ElectionHeld, ElectionPlanned
from ortaq.foundation.orgs.kinds import in_every_language
from ortaq.foundation.orgs.models import Body, Election

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

State = Election.State


@transaction.atomic
def plan_election(*, actor: "User", body: Body, kind: str, on: date, place: str = "") -> Election:
    """Plan a meeting; one a day at a body. A day that has passed is for recording old ones."""
    body = Body.objects.select_for_update().get(pk=body.pk)
    if not body.is_open_on(on):
        raise ClosedBodyError(body=body, day=on)
    _refuse_twice(body, on)
    election = Election(body=body, kind=Election.Kind(kind), on=on, place=place.strip())
    election.full_clean()
    election.save()
    _note("orgs.election_planned", election, actor)
    publish(ElectionPlanned(election_id=election.pk, body_id=body.pk))
    return election


@transaction.atomic
def replan_election(*, actor: "User", election: Election, on: date, place: str = "") -> None:
    """Give a planned meeting another day or place."""
    _lock(election)
    if not election.body.is_open_on(on):
        raise ClosedBodyError(body=election.body, day=on)
    if on != election.on:
        _refuse_twice(election.body, on)
    election.on, election.place = on, place.strip()
    election.save(update_fields=["on", "place"])
    _note("orgs.election_replanned", election, actor)


@transaction.atomic
def hold_election(
    *,
    actor: "User",
    election: Election,
    result: str,
    minutes: str,
    entitled: int | None = None,
    present: int | None = None,
) -> None:
    """Write down what came of a meeting. Posts are not granted by it: two persons do that."""
    _lock(election)
    if election.on > timezone.localdate():
        raise NotYetError(day=election.on)
    if not minutes.strip():
        raise NoGroundError
    if entitled is not None and present is not None and present > entitled:
        raise TooManyPresentError
    election.state, election.result = State.HELD, Election.Result(result)
    election.minutes = minutes.strip()[:300]
    election.entitled, election.present = entitled, present
    election.save(update_fields=["state", "result", "minutes", "entitled", "present"])
    _note("orgs.election_held", election, actor)
    publish(
        ElectionHeld(
            election_id=election.pk, body_id=election.body_id, result=str(election.result)
        )
    )


@transaction.atomic
def call_off_election(*, actor: "User", election: Election) -> None:
    """Call a planned meeting off; the row stays, and the day is free again."""
    _lock(election)
    election.state = State.CALLED_OFF
    election.save(update_fields=["state"])
    _note("orgs.election_called_off", election, actor)


def _lock(election: Election) -> None:
    election.refresh_from_db(from_queryset=Election.objects.select_for_update())
    if election.state != State.PLANNED:
        raise MeetingOverError(state=election.get_state_display())


def _refuse_twice(body: Body, on: date) -> None:
    if Election.objects.filter(body=body, on=on).exclude(state=State.CALLED_OFF).exists():
        raise MeetingExistsError(body=body, day=on)


def _note(action: str, election: Election, actor: "User", **params: Any) -> None:
    audit.record(
        action=action,
        subject=election.body,
        actor=actor,
        body_id=election.body_id,
        params={
            "body": dict(election.body.name),
            "kind": in_every_language(Election.Kind(election.kind).label),
            "on": election.on.isoformat(),
            **params,
        },
    )
