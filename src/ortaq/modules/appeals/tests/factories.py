"""A small union with people for tests of appeals."""

from dataclasses import dataclass
from uuid import uuid4

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.factories import Union, mandate, person, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.services import submit_appeal, take_appeal
from ortaq.modules.membership.tests.factories import member


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


def appeal(
    w: World, *, topic: str = "pay", taken: bool = False, author: User | None = None
) -> Appeal:
    """Return an appeal of Aigul's (or another member of the mine)."""
    submitted = submit_appeal(
        author=author or w.aigul,
        body=w.union.mine,
        topic=topic,
        text="The bonus of October was not paid to our shift.",
        idempotency_key=uuid4(),
    )
    if taken and submitted.holder:
        submitted = take_appeal(officer=submitted.holder, appeal=submitted)
    return submitted
