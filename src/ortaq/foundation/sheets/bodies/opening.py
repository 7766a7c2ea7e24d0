"""What a confirmed list of the vertical does, by the vertical's own acts; and back."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from ortaq.foundation.accounts import crowd
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import services
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.orgs.services.loading import take_bodies_back, take_proposals_back
from ortaq.foundation.sheets.bodies.columns import PARENTS, USED
from ortaq.foundation.sheets.bodies.judging import has_chair, missing
from ortaq.foundation.sheets.bodies.tree import Tree, Values, level_of, names_of
from ortaq.foundation.sheets.layouts import Kept, Made, StagedRow
from ortaq.foundation.sheets.models import Batch

BODY, NAME, CHAIR = "body", "name", "chair"


def enter(batch: Batch, rows: Sequence[StagedRow]) -> list[Made]:
    """Open and complete bodies one after another, by the acts of the vertical."""
    actor = batch.confirmed_by or batch.uploaded_by
    tree, made = Tree(batch), []
    chairs = crowd.find_by_iins(r.values["chair_iin"] for r in rows if r.values["chair_iin"])
    people = User.objects.in_bulk(list(chairs.values()))
    for row in rows:
        body = tree.known(row.values)
        if body is None:
            body = _open(actor, row.values, tree)
            made.append(Made(row.line, BODY, body.pk))
        elif lacking := missing(body, row.values):
            made.append(Made(row.line, NAME, body.pk, dict(body.name)))
            services.rename_body(actor=actor, body=body, name={**body.name, **lacking})
        person = people.get(chairs.get(row.values["chair_iin"], 0))
        if person and (pk := _propose(actor, person, body, row.values, batch)):
            made.append(Made(row.line, CHAIR, pk))
    return made


def _open(actor: User, values: Values, tree: Tree) -> Body:
    """Open a body; under a parent that is younger it stands from the parent's first day on."""
    opened_on = _day(values["opened_on"]) or timezone.localdate()
    parents = {
        line: tree.bodies[tree.fitting(line, values)[0]]
        for line, column in PARENTS.items()
        if values[column]
    }
    body = services.open_body(
        actor=actor,
        name=names_of(values),
        level=level_of(values),
        kato=values["kato"],
        parents={line: up for line, up in parents.items() if up.opened_on <= opened_on},
        opened_on=opened_on,
    )
    for line, parent in parents.items():
        if parent.opened_on > opened_on:
            services.move_body(
                actor=actor, body=body, line=line, parent=parent, on=parent.opened_on
            )
    tree.bodies[body.pk] = body
    tree.add(body.pk, body.level, body.name)
    return body


def _propose(actor: User, person: User, body: Body, values: Values, batch: Batch) -> int | None:
    """Propose a chair for a second person to confirm; None when that is not possible."""
    if person == actor or has_chair(body, person.pk):
        return None
    try:
        mandate = services.propose_mandate(
            actor=actor,
            user=person,
            body=body,
            kind=Kind.CHAIR,
            since=max(_day(values["chair_since"]) or timezone.localdate(), body.opened_on),
            until=_day(values["chair_until"]),
            ground=batch.file_name,
        )
    except services.OrgsError:  # barred, overlapping, or a term that ends before it begins
        return None
    return mandate.pk


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def take_back(batch: Batch, made: Sequence[Made]) -> list[Kept]:
    """Undo a part of a list; what has been used since stays and is named."""
    actor = batch.undone_by or batch.uploaded_by
    of: dict[str, list[Made]] = defaultdict(list)
    for one in made:
        of[one.subject].append(one)
    stay = take_proposals_back(actor=actor, ids=[one.pk for one in of[CHAIR]])
    kept = [Kept(one, USED) for one in of[CHAIR] if one.pk in stay]
    bodies = Body.objects.in_bulk([one.pk for one in of[NAME]])
    for one in of[NAME]:
        if body := bodies.get(one.pk):
            services.rename_body(actor=actor, body=body, name=one.before or {})
    stay = take_bodies_back(actor=actor, ids=[one.pk for one in of[BODY]])
    return kept + [Kept(one, USED) for one in of[BODY] if one.pk in stay]


def describe(ids: Sequence[int]) -> dict[int, str]:
    """Say which bodies these are."""
    return {pk: str(body) for pk, body in Body.objects.in_bulk(ids).items()}
