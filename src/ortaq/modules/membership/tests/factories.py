"""Memberships for tests, and a small union with people in it."""

from dataclasses import dataclass

from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.factories import Union, mandate, person, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.texts.sorting import sort_key
from ortaq.modules.membership.card_number import card_number
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.services import next_serial
from ortaq.modules.membership.workflow import State


def member(user: User, body: Body) -> Membership:
    """Return a membership in force."""
    user.sort_key = sort_key(user.full_name)
    user.save(update_fields=["sort_key"])
    now = timezone.now()
    return Membership.objects.create(
        user=user,
        body=body,
        state=State.APPROVED,
        card_no=card_number(next_serial()),
        applied_at=now,
        decided_at=now,
        since=timezone.localdate(),
    )


@dataclass
class World:
    """Aigul is a member of the mine, Saule its chair, Daniyar the miners' lawyer."""

    union: Union
    aigul: User  # member of the mine
    bota: User  # her colleague
    saule: User  # chair of the mine
    daniyar: User  # lawyer of the miners' branch union, above the mine
    erlan: User  # lawyer of the metal workers: elsewhere
    kairat: User  # inspector of Karaganda
    nurlan: User  # officer of the centre
    zhanar: User  # auditor of the centre
    marat: User  # stranger


def world() -> World:
    """Return the people, in their posts."""
    u = union()
    names = ["Aigul", "Bota", "Saule", "Daniyar", "Erlan", "Kairat", "Nurlan", "Zhanar", "Marat"]
    people = {name.lower(): person(name) for name in names}
    for name in ("aigul", "bota", "saule"):
        member(people[name], u.mine)
    mandate(people["saule"], u.mine, Kind.CHAIR)
    mandate(people["daniyar"], u.miners, Kind.LAWYER)
    mandate(people["erlan"], u.metal, Kind.LAWYER)
    mandate(people["kairat"], u.karaganda, Kind.INSPECTOR)
    mandate(people["nurlan"], u.centre, Kind.OFFICER)
    mandate(people["zhanar"], u.centre, Kind.AUDITOR)
    return World(union=u, **people)
