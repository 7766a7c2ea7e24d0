"""Merging, splitting and transferring bodies, each by a decision that is named.

Who ends a post needs a second person, and a merger must be no way around that: it is refused while
posts run on at the bodies that close (ADR 10).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.orgs import closure, links
from ortaq.foundation.orgs.errors import (
    BodyInUseError,
    ClosedBodyError,
    MergeError,
    NoGroundError,
    NotInLineError,
    NotYetError,
)
from ortaq.foundation.orgs.events import BodiesMerged, BodySplit
from ortaq.foundation.orgs.models import Body, Line, Succession
from ortaq.foundation.orgs.selectors import parent_on, terms_after
from ortaq.foundation.orgs.services.bodies import NAMED, move_body, open_body
from ortaq.foundation.texts.fields import LANGUAGES, Texts

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

MOST = 100  # bodies in one merger, or new ones out of one


@transaction.atomic
def merge_bodies(
    *, actor: "User | None", bodies: Sequence[Body], into: Body, on: date, ground: str
) -> None:
    """Close bodies into another of their level, from a day on that has come.

    Their children come to stand under ``into``; they themselves hang under it as archives, so
    that who reaches it reaches what they left. ``into`` may be among ``bodies``. Members follow
    by ``BodiesMerged``. BodyInUseError names the posts that must end first.
    """
    ground = _ground(ground)
    closure.lock_vertical()
    into, *closing = _fresh([into, *bodies])
    if not 1 <= len(closing) <= MOST or into.level == Body.Level.CENTRE:
        raise MergeError
    if any(body.level != into.level for body in closing):
        raise MergeError
    _refuse_closed([into, *closing], on)
    mandates = list(terms_after([body.pk for body in closing], on=on)[:NAMED])
    if mandates:
        raise BodyInUseError(body=mandates[0].body, mandates=mandates)
    for body in closing:
        for line in Line:
            links.refuse_cycle(body, line, into, on)
    for body in closing:
        links.adopt_children(body=body, parent=into, on=on, ground=ground)
        _hang_archive(body, into, on, ground)
        body.closed_on = on
        body.save(update_fields=["closed_on"])
        Succession.objects.create(
            before=body, after=into, kind=Succession.Kind.MERGED, on=on, ground=ground
        )
        _note("orgs.body_merged", body, actor, on, ground, into=dict(into.name))
    _note("orgs.bodies_joined", into, actor, on, ground, bodies=_names(closing))
    publish(
        BodiesMerged(from_ids=[body.pk for body in closing], into_id=into.pk, on=on.isoformat())
    )


@transaction.atomic
def split_body(
    *,
    actor: "User | None",
    body: Body,
    new: Sequence[Mapping[str, Any]],
    on: date,
    ground: str,
) -> list[Body]:
    """Open bodies beside one that goes on, in its places in both lines; return them.

    Each of ``new`` has ``name`` (kk, ru, en), and may have ``kato`` and ``children``: open bodies
    under the old one that come with it, and ``along``: what the rooms above let go along, by the
    names of their parts (port ``ORGS_GOES_ALONG``); the fact carries it to them. Members are moved
    by the hearers of ``BodySplit``, or by hand: only people know who works where.
    """
    ground = _ground(ground)
    closure.lock_vertical()
    (body,) = _fresh([body])
    if not 1 <= len(new) <= MOST or body.level == Body.Level.CENTRE:
        raise MergeError
    _refuse_closed([body], on)
    parents = {line: found for line in Line if (found := parent_on(body, line=line, day=on))}
    made = []
    for plan in new:
        fresh = open_body(
            actor=actor,
            name=plan["name"],
            level=body.level,
            kato=plan.get("kato") or body.kato,
            parents=parents,
            opened_on=on,
            ground=ground,
        )
        for child in plan.get("children", ()):
            _bring(actor, child, body, fresh, on, ground)
        Succession.objects.create(
            before=body, after=fresh, kind=Succession.Kind.SPLIT, on=on, ground=ground
        )
        made.append(fresh)
    _note("orgs.body_split", body, actor, on, ground, bodies=_names(made))
    publish(
        BodySplit(
            from_id=body.pk,
            new_ids=[fresh.pk for fresh in made],
            on=on.isoformat(),
            along=[
                f"{fresh.pk} {part} {key}"
                for fresh, plan in zip(made, new, strict=True)
                for part, keys in plan.get("along", {}).items()
                for key in keys
            ],
        )
    )
    return made


@transaction.atomic
def transfer_body(
    *, actor: "User | None", body: Body, line: Line, parent: Body, on: date, ground: str
) -> None:
    """Hand a body over from one parent to another in a line in which it stands, by a decision.

    As ``move_body``, a day to come included; the ground is kept with the place.
    """
    closure.lock_vertical()
    if parent_on(body, line=line, day=timezone.localdate()) is None:
        raise NotInLineError(body=body)
    move_body(actor=actor, body=body, line=line, parent=parent, on=on, ground=_ground(ground))


def _ground(text: str) -> str:
    if not text.strip():
        raise NoGroundError
    return text.strip()[:300]


def _fresh(bodies: Sequence[Body]) -> list[Body]:
    """Return bodies in their order, each once, read under row locks."""
    keys = dict.fromkeys(body.pk for body in bodies)
    found = {
        body.pk: body
        for body in Body.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    }
    return [found[key] for key in keys]


def _refuse_closed(bodies: Sequence[Body], on: date) -> None:
    if on > timezone.localdate():
        raise NotYetError(day=on)
    for body in bodies:
        if body.closed_on is not None or on < body.opened_on:
            raise ClosedBodyError(body=body, day=body.closed_on or on)


def _hang_archive(body: Body, into: Body, on: date, ground: str) -> None:
    for line in Line:
        now = parent_on(body, line=line, day=on)
        if now and now != into and links.may_stand(into, line):
            links.relink(body=body, line=line, parent=into, on=on, ground=ground)


def _bring(
    actor: "User | None", child: Body, old: Body, fresh: Body, on: date, ground: str
) -> None:
    for line in Line:
        if parent_on(child, line=line, day=on) == old:
            move_body(actor=actor, body=child, line=line, parent=fresh, on=on, ground=ground)


def _names(bodies: Sequence[Body]) -> dict[str, str]:
    return {
        code: ", ".join(Texts(body.name).in_language(code) for body in bodies)
        for code in LANGUAGES
    }


def _note(
    action: str, body: Body, actor: "User | None", on: date, ground: str, **params: Any
) -> None:
    audit.record(
        action=action,
        subject=body,
        actor=actor,
        body_id=body.pk,
        params={"body": dict(body.name), "on": on.isoformat(), "ground": ground, **params},
    )
