"""People and bodies for tests: a small union in two lines, with posts where asked."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Line, Mandate
from ortaq.foundation.orgs.services import open_body

LONG_AGO = date(2020, 1, 1)


def person(given_name: str, family_name: str = "Testova") -> User:
    """Return a person with an address made of the name."""
    count = User.objects.count()
    return User.objects.create_user(
        email=f"{given_name}.{count}@example.test".lower(),
        given_name=given_name,
        family_name=family_name,
    )


def body(
    name: str,
    level: str = Body.Level.PRIMARY,
    *,
    branch: Body | None = None,
    territory: Body | None = None,
    opened_on: date = LONG_AGO,
) -> Body:
    """Return an open body, opened by nobody in particular."""
    parents = {Line.BRANCH: branch, Line.TERRITORY: territory}
    return open_body(
        actor=None,
        name={"kk": name, "ru": name, "en": name},
        level=level,
        parents={line: parent for line, parent in parents.items() if parent},
        opened_on=opened_on,
    )


def mandate(
    user: User,
    body: Body,
    kind: Kind,
    *,
    since: date = LONG_AGO,
    until: date | None = None,
    state: str = Mandate.State.HELD,
) -> Mandate:
    """Return a mandate already granted by two persons who are nobody in particular."""
    proposer, second = person("Proposer"), person("Second")
    return Mandate.objects.create(
        user=user,
        body=body,
        kind=kind,
        since=since,
        until=until,
        state=state,
        proposed_by=proposer,
        confirmed_by=None if state in {"proposed", "refused"} else second,
    )


@dataclass
class Union:
    """A centre, two branch unions, two territorial bodies and three primaries.

    ``mine``: miners in Karaganda. ``mill``: metal workers in Karaganda. ``port``: miners in Aktau.
    """

    centre: Body
    miners: Body
    metal: Body
    karaganda: Body
    aktau: Body
    mine: Body
    mill: Body
    port: Body


def union() -> Union:
    """Return the small union of the tests."""
    level = Body.Level
    centre = body("Centre", level.CENTRE)
    miners = body("Miners", level.BRANCH, branch=centre)
    metal = body("Metal", level.BRANCH, branch=centre)
    karaganda = body("Karaganda", level.REGION, territory=centre)
    aktau = body("Aktau", level.REGION, territory=centre)
    return Union(
        centre=centre,
        miners=miners,
        metal=metal,
        karaganda=karaganda,
        aktau=aktau,
        mine=body("Mine", branch=miners, territory=karaganda),
        mill=body("Mill", branch=metal, territory=karaganda),
        port=body("Port", branch=miners, territory=aktau),
    )


def today() -> date:
    """Return the day of the house."""
    return timezone.localdate()
