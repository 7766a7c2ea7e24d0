"""What a confirmed list does: persons, what their records lacked, memberships, jobs; and back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError

from ortaq.foundation.accounts import crowd
from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.errors import AddressTakenError, IinTakenError
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.services import NewPerson, PersonChange
from ortaq.foundation.sheets.layouts import Kept, Made, StagedRow
from ortaq.foundation.sheets.models import Batch
from ortaq.modules.membership.layouts import problems
from ortaq.modules.membership.layouts.jobs import Found, Jobs, wants
from ortaq.modules.membership.layouts.reading import Places, day_of, name_of
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.services.bulk import MemberRow, enter_members, take_members_back
from ortaq.modules.membership.services.circumstances import copy_people
from ortaq.modules.workplaces.services import bulk as workplaces

PERSON, RECORD, MEMBERSHIP, JOB = "person", "record", "membership", "job"
KAZAKH = frozenset("әғқңөұүһі")  # a name with one of these letters is written in Kazakh


@dataclass
class Entry:
    """A row on its way: who it is, and into which primary."""

    row: StagedRow
    body_id: int
    person: int | None
    addresses: dict[str, str]


def enter(batch: Batch, rows: Sequence[StagedRow]) -> list[Made]:
    """Write a chunk of a confirmed list; whoever came into the register meanwhile is found.

    IntegrityError when the register has moved away under the comparison: the engine compares anew.
    """
    actor = batch.confirmed_by or batch.uploaded_by
    entries = _entries(batch, rows)
    fresh = [entry for entry in entries if entry.person is None]
    known = [entry for entry in entries if entry.person is not None]
    try:
        made = _persons(actor, fresh)
    except (IinTakenError, AddressTakenError) as error:
        raise IntegrityError("somebody else has entered these people") from error
    return [*made, *_records(actor, known), *_memberships(actor, entries), *_jobs(actor, entries)]


def _entries(batch: Batch, rows: Sequence[StagedRow]) -> list[Entry]:
    places = Places(batch)
    known = crowd.find_by_iins(row.values["iin"] for row in rows if row.values["iin"])
    owners = crowd.find_by_addresses(
        text for row in rows for text in (row.values["phone"], row.values["email"]) if text
    )
    entries = []
    for row in rows:
        body_id = places.body_of(row.values["body"])
        if body_id is None:
            raise IntegrityError("a primary has closed since the comparison")
        person = known.get(row.values["iin"]) or row.target
        addresses = {}
        for key in ("phone", "email"):
            text = row.values[key]
            if text and owners.setdefault(text, person or -row.line) == (person or -row.line):
                addresses[key] = text  # the first who comes has it
        entries.append(Entry(row, body_id, person, addresses))
    return entries


def _persons(actor: User, entries: Sequence[Entry]) -> list[Made]:
    ids = accounts.register_people(actor=actor, rows=[_new_person(entry) for entry in entries])
    made = []
    for entry, pk in zip(entries, ids, strict=True):
        entry.person = pk
        made.append(Made(entry.row.line, PERSON, pk))
    return made


def _new_person(entry: Entry) -> NewPerson:
    values = entry.row.values
    name = name_of(values)
    spelled = f"{name.family}{name.given}{name.patronymic}".casefold()
    return NewPerson(
        family_name=name.family,
        given_name=name.given,
        patronymic=name.patronymic,
        sex=values["sex"],
        born_on=day_of(values["born_on"]),
        email=entry.addresses.get("email"),
        phone=entry.addresses.get("phone"),
        language="kk" if KAZAKH & set(spelled) else "ru",
        iin=values["iin"],
    )


def _records(actor: User, entries: Sequence[Entry]) -> list[Made]:
    """Fill what is empty in the records of people who are known; nothing is written over."""
    people = User.objects.select_related("identity").in_bulk([e.person for e in entries])
    changes: dict[int, tuple[int, PersonChange]] = {}
    for entry in entries:
        user = people.get(entry.person or 0)
        if user is None or user.erased_at or user.pk in changes:
            continue
        fields = {
            name: value
            for name, value in _offered(entry).items()
            if value and not getattr(user, name)
        }
        iin = "" if hasattr(user, "identity") else entry.row.values["iin"]
        if fields or iin:
            changes[user.pk] = (entry.row.line, PersonChange(user.pk, fields, iin))
    before = accounts.change_people(actor=actor, changes=[c for _line, c in changes.values()])
    copy_people(user_ids=[old.user_id for old in before])
    made = []
    for old in before:
        line, change = changes[old.user_id]
        was = {"old": _plain(old.fields), "new": _plain(change.fields), "iin": bool(change.iin)}
        made.append(Made(line, RECORD, old.user_id, was))
    return made


def _offered(entry: Entry) -> dict[str, Any]:
    values = entry.row.values
    return {
        "patronymic": name_of(values).patronymic,
        "sex": values["sex"],
        "born_on": day_of(values["born_on"]),
        **entry.addresses,
    }


def _memberships(actor: User, entries: Sequence[Entry]) -> list[Made]:
    rows = {
        (entry.person, entry.body_id): MemberRow(
            user_id=entry.person,
            body_id=entry.body_id,
            since=day_of(entry.row.values["since"]),
            is_retired=entry.row.values["retired"] == "yes",
        )
        for entry in entries
        if entry.person
    }
    lines = {(entry.person, entry.body_id): entry.row.line for entry in entries}
    ids = enter_members(actor=actor, rows=list(rows.values()))
    keys = Membership.objects.filter(pk__in=ids).values_list("user_id", "body_id", "pk")
    return [Made(lines[user, body], MEMBERSHIP, pk) for user, body, pk in keys]


def _jobs(actor: User, entries: Sequence[Entry]) -> list[Made]:
    jobs, wanted = Jobs(), [entry for entry in entries if wants(entry.row.values)]
    jobs.look_up((entry.person, entry.body_id, entry.row.values) for entry in wanted)
    found = {e.row.line: jobs.place_of(e.body_id, e.row.values) for e in wanted}
    without = {place.employer_id for place in found.values() if place.employer_id}
    mains = workplaces.main_sites(employer_ids=sorted(without)) if without else {}
    rows: dict[tuple[int, int], tuple[int, workplaces.JobRow]] = {}
    for entry in wanted:
        site = _site(found[entry.row.line], mains)
        if entry.person and site:
            rows[entry.person, site] = (
                entry.row.line,
                workplaces.JobRow(
                    user_id=entry.person,
                    site_id=site,
                    position=entry.row.values["position"][:200],
                    since=day_of(entry.row.values["job_since"]),
                ),
            )
    done = workplaces.set_jobs(actor=actor, rows=[row for _line, row in rows.values()])
    line = next(iter(rows.values()))[0] if rows else 0
    made = [Made(line, JOB, pk) for pk in done.made]
    return made + [Made(line, JOB, pk, before) for pk, before in done.changed.items()]


def _site(place: Found, mains: dict[int, int]) -> int | None:
    return place.site_id or mains.get(place.employer_id or 0)


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {n: v.isoformat() if isinstance(v, date) else v for n, v in fields.items()}


def take_back(batch: Batch, made: Sequence[Made]) -> list[Kept]:
    """Undo a part of what a list did; what has been used since stays and is named."""
    actor = batch.undone_by or batch.uploaded_by
    of: dict[str, list[Made]] = defaultdict(list)
    for one in made:
        of[one.subject].append(one)
    workplaces.undo_jobs(
        made=[one.pk for one in of[JOB] if one.before is None],
        changed={one.pk: one.before for one in of[JOB] if one.before is not None},
    )
    stay = set(take_members_back(actor=actor, ids=[one.pk for one in of[MEMBERSHIP]]))
    kept = [Kept(one, problems.USED) for one in of[MEMBERSHIP] if one.pk in stay]
    kept += _empty_again(actor, of[RECORD])
    stay = set(accounts.remove_people_just_made(actor=actor, ids=[o.pk for o in of[PERSON]]))
    return kept + [Kept(one, problems.USED) for one in of[PERSON] if one.pk in stay]


def _empty_again(actor: User, records: Sequence[Made]) -> list[Kept]:
    """Take out what a list filled in, unless somebody has changed it since."""
    people = User.objects.in_bulk([one.pk for one in records])
    kept, changes, iins = [], [], []
    for one in records:
        user, before = people.get(one.pk), one.before or {}
        now = _plain({name: getattr(user, name) for name in before["new"]}) if user else {}
        if now != before["new"]:
            kept.append(Kept(one, problems.USED))
            continue
        if before["new"]:
            changes.append(PersonChange(one.pk, _typed(before["old"])))
        if before["iin"]:
            iins.append(one.pk)
    accounts.change_people(actor=actor, changes=changes)
    copy_people(user_ids=[change.user_id for change in changes])
    if iins:
        accounts.take_iins_back(actor=actor, user_ids=iins)
    return kept


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: day_of(value) if name == "born_on" and value else value
        for name, value in fields.items()
    }
