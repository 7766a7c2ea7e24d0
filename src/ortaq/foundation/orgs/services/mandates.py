"""Granting and ending mandates: one proposes, another confirms, neither is the holder."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.orgs import ports
from ortaq.foundation.orgs.errors import (
    BarredError,
    ClosedBodyError,
    PostTakenError,
    SamePersonError,
    TermsOverlapError,
    WrongStateError,
    WrongTermError,
)
from ortaq.foundation.orgs.events import (
    MandateEnded,
    MandateEndProposed,
    MandateGranted,
    MandateProposed,
    MandateRefused,
)
from ortaq.foundation.orgs.kinds import Kind, in_every_language
from ortaq.foundation.orgs.models import Body, Mandate
from ortaq.foundation.orgs.selectors import forget_mandates

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

State = Mandate.State


@transaction.atomic
def propose_mandate(
    *,
    actor: "User",
    user: "User",
    body: Body,
    kind: Kind | str,
    since: date,
    until: date | None = None,
    ground: str = "",
) -> Mandate:
    """Propose a term of office; it is held at once when its kind needs one person only.

    BarredError when the person manages a workplace whose appeals the post would see.
    """
    if actor == user:
        raise SamePersonError
    refuse_barred(user, body, kind)
    mandate = new_mandate(user=user, body=body, kind=kind, since=since, until=until, ground=ground)
    mandate.proposed_by = actor
    if mandate.trait.needs_two:
        mandate.save()
        tell(MandateProposed, mandate)
        note("orgs.mandate_proposed", mandate, actor)
    else:
        refuse_taken(mandate)
        mandate.state = State.HELD
        mandate.save()
        tell(MandateGranted, mandate)
        note("orgs.mandate_granted", mandate, actor)
    forget_mandates(user)
    return mandate


@transaction.atomic
def confirm_mandate(*, actor: "User", mandate: Mandate) -> None:
    """Confirm a proposed mandate as the second person; the holder and the proposer cannot."""
    lock(mandate, State.PROPOSED)
    if actor.pk in {mandate.proposed_by_id, mandate.user_id}:
        raise SamePersonError
    refuse_closed(mandate.body, mandate.since)
    refuse_barred(mandate.user, mandate.body, mandate.kind)
    refuse_taken(mandate)
    mandate.state, mandate.confirmed_by = State.HELD, actor
    mandate.save(update_fields=["state", "confirmed_by"])
    note("orgs.mandate_confirmed", mandate, actor)
    tell(MandateGranted, mandate)


@transaction.atomic
def refuse_mandate(*, actor: "User", mandate: Mandate) -> None:
    """Refuse a proposed mandate; the proposer withdraws it so."""
    lock(mandate, State.PROPOSED)
    mandate.state = State.REFUSED
    mandate.save(update_fields=["state"])
    note("orgs.mandate_refused", mandate, actor)
    tell(MandateRefused, mandate, by_id=actor.pk)


@transaction.atomic
def propose_end(*, actor: "User", mandate: Mandate, until: date, ground: str) -> None:
    """Propose the last day of a mandate; the holder may do so himself (he resigns).

    A kind that needs one person ends at once. The mandate works on until a second person
    confirms; refusing brings back the term as it was.
    """
    lock(mandate, State.HELD)
    if until < mandate.since or (mandate.until and until > mandate.until):
        raise WrongTermError
    mandate.end_on, mandate.end_ground = until, ground.strip()
    mandate.end_proposed_by = actor
    mandate.state = State.ENDING
    mandate.save(update_fields=["end_on", "end_ground", "end_proposed_by", "state"])
    note("orgs.mandate_end_proposed", mandate, actor, until=until.isoformat())
    if mandate.trait.needs_two:
        tell(MandateEndProposed, mandate)
    else:
        _end(mandate, actor=None)
    forget_mandates(mandate.user)


@transaction.atomic
def confirm_end(*, actor: "User", mandate: Mandate) -> None:
    """Confirm the end as the second person; a last day of today or before ends it this moment."""
    lock(mandate, State.ENDING)
    if actor.pk in {mandate.end_proposed_by_id, mandate.user_id}:
        raise SamePersonError
    _end(mandate, actor=actor)
    note("orgs.mandate_end_confirmed", mandate, actor)


@transaction.atomic
def refuse_end(*, actor: "User", mandate: Mandate) -> None:
    """Refuse a proposed end: the term stays as it was."""
    lock(mandate, State.ENDING)
    mandate.state = State.HELD
    mandate.end_on, mandate.end_ground, mandate.end_proposed_by = None, "", None
    mandate.save(update_fields=["state", "end_on", "end_ground", "end_proposed_by"])
    note("orgs.mandate_end_refused", mandate, actor)


@transaction.atomic
def end_barred_mandate(*, actor: "User | None", mandate: Mandate, ground: str) -> None:
    """End a mandate this moment, without a second person: its holder may not have it any longer.

    For the room that answers the port ``ORGS_BARRED``; the ground it found is kept and said. A
    proposal is refused. Idempotent: what is over stays as it is.
    """
    mandate.refresh_from_db(from_queryset=Mandate.objects.select_for_update())
    forget_mandates(mandate.user)
    if mandate.state not in Mandate.OPEN:
        return
    was_proposed = mandate.state == State.PROPOSED
    mandate.state = State.REFUSED if was_proposed else State.ENDED
    mandate.end_ground, mandate.end_proposed_by = ground[:300], None
    if not was_proposed:
        mandate.until = mandate.end_on = max(timezone.localdate(), mandate.since)
    mandate.save(update_fields=["state", "until", "end_on", "end_ground", "end_proposed_by"])
    note("orgs.mandate_barred", mandate, actor, ground=ground)
    if was_proposed:
        tell(MandateRefused, mandate, by_id=actor.pk if actor else mandate.user_id)
    else:
        tell(MandateEnded, mandate)


def _end(mandate: Mandate, *, actor: "User | None") -> None:
    over = bool(mandate.end_on and mandate.end_on <= timezone.localdate())
    mandate.until, mandate.ended_by = mandate.end_on, actor
    mandate.state = State.ENDED if over else State.HELD
    mandate.save(update_fields=["until", "ended_by", "state"])
    if over:
        tell(MandateEnded, mandate)


def new_mandate(
    *,
    user: "User",
    body: Body,
    kind: Kind | str,
    since: date,
    until: date | None,
    ground: str,
) -> Mandate:
    """Return an unsaved mandate after the checks that do not depend on who grants it."""
    if until is not None and until < since:
        raise WrongTermError
    body = Body.objects.select_for_update().get(pk=body.pk)  # not closed meanwhile
    refuse_closed(body, since)
    mandate = Mandate(
        user=user, body=body, kind=Kind(kind), since=since, until=until, ground=ground.strip()
    )
    if _overlapping(mandate).filter(user=user, state__in=Mandate.OPEN).exists():
        raise TermsOverlapError
    return mandate


def refuse_closed(body: Body, day: date) -> None:
    """Raise ClosedBodyError when a body is closed, or will be, or has not opened by a day."""
    if body.closed_on is not None or day < body.opened_on:
        raise ClosedBodyError(body=body, day=body.closed_on or day)


def refuse_barred(user: "User", body: Body, kind: Kind | str) -> None:
    """Raise BarredError when a floor above says that this person can never hold this post."""
    why = ports.barred(user, body, str(kind))
    if why:
        raise BarredError(why=why)


def refuse_taken(mandate: Mandate) -> None:
    """Raise PostTakenError when a post for one person has another holder in those days."""
    if not mandate.trait.single:
        return
    others = _overlapping(mandate).filter(state__in=Mandate.IN_FORCE).exclude(pk=mandate.pk)
    if others.exists():
        raise PostTakenError


def _overlapping(mandate: Mandate) -> Any:
    found = Mandate.objects.filter(body=mandate.body, kind=mandate.kind).filter(
        Q(until__isnull=True) | Q(until__gte=mandate.since)
    )
    return found.filter(since__lte=mandate.until) if mandate.until else found


def lock(mandate: Mandate, state: State) -> None:
    """Refresh a mandate under a row lock; WrongStateError when it is not in the state."""
    mandate.refresh_from_db(from_queryset=Mandate.objects.select_for_update())
    if mandate.state != state:
        raise WrongStateError(state=State(mandate.state).label)
    forget_mandates(mandate.user)


def tell(event: type[Any], mandate: Mandate, **more: Any) -> None:
    """Publish a fact about a mandate."""
    publish(
        event(
            mandate_id=mandate.pk,
            user_id=mandate.user_id,
            body_id=mandate.body_id,
            kind=str(mandate.kind),
            **more,
        )
    )


def note(action: str, mandate: Mandate, actor: "User | None", **params: Any) -> None:
    """Write an act on a mandate into the audit trail of its body."""
    audit.record(
        action=action,
        subject=mandate,
        actor=actor,
        body_id=mandate.body_id,
        params={
            "post": in_every_language(mandate.trait.label),
            "body": dict(mandate.body.name),
            **params,
        },
    )
