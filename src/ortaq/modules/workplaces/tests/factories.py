"""Workplaces for tests: a mine with its HR officer, in the small union of the vertical."""

from dataclasses import dataclass
from datetime import date

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.factories import LONG_AGO, Union, mandate, person, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.modules.workplaces import services
from ortaq.modules.workplaces.models import Employer, Job, Side, Site

MINE_BIN, MILL_BIN = "940140000018", "050740000023"


def employer(name: str, bin_text: str = "", **more: object) -> Employer:
    """Return an employer, added by nobody in particular."""
    return services.add_employer(actor=None, name={"ru": name}, bin_text=bin_text, **more)


def site(name: str, at: Employer | None = None, *, body: Body | None = None) -> Site:
    """Return a site, of an employer of its own unless told, with a body's members in it."""
    made = services.add_site(actor=None, employer=at or employer(name), name={"ru": name})
    if body:
        services.attach_site(actor=None, body=body, site=made, since=LONG_AGO)
    return made


def job(user: User, at: Site, side: Side = Side.WORKER, *, since: date | None = LONG_AGO) -> Job:
    """Return a job; a mark is set by nobody in particular."""
    return services.set_job(
        actor=None, user=user, site=at, side=side, since=since, ground="staff list No. 1"
    )


@dataclass
class World:
    """Aigul works at the shaft, Saule chairs its primary; the employer also has a canteen."""

    union: Union
    company: Employer
    shaft: Site  # the mine's primary works here
    canteen: Site  # of the same employer; the mill's primary works here
    aigul: User  # works at the shaft
    rustem: User  # manages the shaft, holds nothing
    saule: User  # chair of the mine
    karlygash: User  # chair of the mill: elsewhere
    daniyar: User  # lawyer of the miners' branch, above the mine
    erlan: User  # chair of Karaganda, above both in the territorial line
    timur: User  # treasurer of the mine
    dina: User  # trainer of Karaganda
    gulnara: User  # officer of the centre
    aliya: User  # auditor of the centre
    nurlan: User  # administrator of the centre
    marat: User  # a stranger


def world() -> World:
    """Return the people in their posts, and the workplaces."""
    u = union()
    names = [
        "aigul",
        "rustem",
        "saule",
        "karlygash",
        "daniyar",
        "erlan",
        "timur",
        "dina",
        "gulnara",
        "aliya",
        "nurlan",
        "marat",
    ]
    people = {name: person(name.title()) for name in names}
    for name, where, kind in (
        ("saule", u.mine, Kind.CHAIR),
        ("karlygash", u.mill, Kind.CHAIR),
        ("daniyar", u.miners, Kind.LAWYER),
        ("erlan", u.karaganda, Kind.CHAIR),
        ("timur", u.mine, Kind.TREASURER),
        ("dina", u.karaganda, Kind.TRAINER),
        ("gulnara", u.centre, Kind.OFFICER),
        ("aliya", u.centre, Kind.AUDITOR),
        ("nurlan", u.centre, Kind.ADMINISTRATOR),
    ):
        mandate(people[name], where, kind)
    company = employer("Шахта имени Костенко", MINE_BIN, oked="05101", kato="351000000")
    shaft = site("Главный ствол", company, body=u.mine)
    canteen = site("Столовая", company, body=u.mill)
    job(people["aigul"], shaft)
    job(people["rustem"], shaft, Side.MANAGER)
    return World(union=u, company=company, shaft=shaft, canteen=canteen, **people)
