"""An invented vertical for the demo; rows by bulk, so neither audit nor events are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.db import transaction

from ortaq.foundation.orgs.bulk import copy_rows
from ortaq.foundation.orgs.invented import BRANCHES, PLACES, Branch
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Election, Line, Link, Mandate
from ortaq.foundation.orgs.services import rebuild_paths
from ortaq.foundation.texts.fields import Texts
from ortaq.foundation.texts.folding import folded_words
from ortaq.foundation.texts.sorting import sort_key
from ortaq.lib.kazid import KATO_REGIONS

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

SIZES = {  # branch unions, primaries
    "small": (8, 40),
    "region": (25, 600),
    "national": (25, 20_455),
}


LATELY, SOON = 730, 120  # days: meetings that are remembered; terms that make people plan one


@dataclass(frozen=True)
class Term:
    """A mandate of the demo, already granted by two persons."""

    user: "User"
    body: Body
    kind: Kind
    since: date
    until: date | None = None


@transaction.atomic
def build(
    size: str, rng: Random, *, plan: Sequence[tuple[int, int]] | None = None
) -> dict[str, Any]:
    """Make the centre, branch unions, twenty territorial bodies and primaries.

    ``plan`` says branch and region of each primary, by their places in ``BRANCHES`` and
    ``KATO_REGIONS``; without it they are drawn. Returns ``centre``, and lists ``branches``,
    ``regions``, ``primaries``.
    """
    branch_count, primary_count = SIZES[size]
    centre = _body(
        "«Ортақ» кәсіподақтар федерациясы (ойдан шығарылған)",
        "Федерация профсоюзов «Ортак» (вымышленная)",
        "Ortaq Federation of Trade Unions (invented)",
        Body.Level.CENTRE,
        date(1992, 4, 14),
    )
    branches = [_branch(known, rng) for known in BRANCHES[:branch_count]]
    regions = [
        _body(
            f"{region.names['kk']}: кәсіподақтардың аумақтық бірлестігі",
            f"Территориальное объединение профсоюзов: {region.names['ru']}",
            f"Territorial body of trade unions: {region.names['en']}",
            Body.Level.REGION,
            date(1993, 3, 1) if not region.since_2022 else date(2022, 9, 1),
            region.kato,
        )
        for region in KATO_REGIONS.values()
    ]
    plan = plan or [
        (rng.choices(range(branch_count), _weights(branch_count))[0], rng.randrange(len(regions)))
        for _ in range(primary_count)
    ]
    primaries = [
        _primary(BRANCHES[branch], regions[region].kato, number, rng)
        for number, (branch, region) in enumerate(plan, 1)
    ]
    copy_rows(Body, [centre, *branches, *regions, *primaries])
    links = [(Line.BRANCH, centre, body) for body in branches]
    links += [(Line.TERRITORY, centre, body) for body in regions]
    for body, (branch, region) in zip(primaries, plan, strict=True):
        links.append((Line.BRANCH, branches[branch], body))
        links.append((Line.TERRITORY, regions[region], body))
    copy_rows(
        Link,
        [
            Link(line=li, parent=up, child=low, since=max(up.opened_on, low.opened_on))
            for li, up, low in links
        ],
    )
    rebuild_paths()
    return {"centre": centre, "branches": branches, "regions": regions, "primaries": primaries}


def grant_many(terms: Iterable[Term], *, proposer: "User", confirmer: "User") -> list[Mandate]:
    """Grant many mandates at once; nobody of ``terms`` may be one of the two who grant."""
    mandates = [
        Mandate(
            user=term.user,
            body=term.body,
            kind=term.kind,
            state=Mandate.State.HELD,
            since=term.since,
            until=term.until,
            proposed_by=proposer,
            confirmed_by=confirmer if term.kind.trait.needs_two else None,
        )
        for term in terms
    ]
    copy_rows(Mandate, mandates)
    return mandates


def hold_meetings(mandates: Iterable[Mandate], rng: Random, *, today: date) -> int:
    """Let the chairs have been elected at meetings of the last two years, and plan the next ones.

    Of the terms that end within four months, a third still has no meeting: the calendar says so.
    """
    meetings = []
    for mandate in mandates:
        entitled = rng.randint(12, 400)
        if (today - mandate.since).days <= LATELY:
            meetings.append(
                Election(
                    body=mandate.body,
                    kind=Election.Kind.ELECTION,
                    on=mandate.since,
                    state=Election.State.HELD,
                    result=Election.Result.ELECTED,
                    entitled=entitled,
                    present=int(entitled * rng.uniform(0.55, 0.98)),
                    minutes=f"№ {rng.randint(1, 9)}, {mandate.since:%d.%m.%Y}",
                )
            )
        left = (mandate.until - today).days if mandate.until else SOON
        if 3 <= left < SOON and rng.random() < 2 / 3:  # noqa: PLR2004 -- days to call it
            on = today + timedelta(days=rng.randint(2, left))
            meetings.append(Election(body=mandate.body, kind=Election.Kind.ELECTION, on=on))
    copy_rows(Election, meetings)
    return len(meetings)


def _weights(count: int) -> list[float]:
    """Schools and hospitals are many, airports few."""
    return [1 / (1 + place / 4) for place in range(count)]


def _branch(known: Branch, rng: Random) -> Body:
    return _body(
        f"{known.kk} салалық кәсіподағы",
        f"Отраслевой профсоюз {known.ru}",
        f"Branch union: {known.en}",
        Body.Level.BRANCH,
        date(1992, rng.randint(5, 12), rng.randint(1, 28)),
    )


def _primary(branch: Branch, kato: str, number: int, rng: Random) -> Body:
    workplace, place = rng.choice(branch.workplaces), rng.choice(PLACES)
    kk, ru, en = (
        pattern.format(name)
        for pattern, name in zip(
            workplace,
            (f"№ {number} «{place[0]}»", f"№ {number} «{place[1]}»", f"{place[2]} No. {number}"),
            strict=True,
        )
    )
    return _body(
        f"{kk} бастауыш кәсіподақ ұйымы",
        f"Первичная профсоюзная организация {ru}",
        f"Primary organisation of {en}",
        Body.Level.PRIMARY,
        _opened(rng),
        kato,
    )


def _opened(rng: Random) -> date:
    """Most primaries are old, one of twelve has been founded lately."""
    years = (2023, 2025) if rng.random() < 1 / 12 else (1993, 2022)
    return date(rng.randint(*years), rng.randint(1, 12), rng.randint(1, 28))


def _body(kk: str, ru: str, en: str, level: str, opened_on: date, kato: str = "") -> Body:
    return Body(
        name=Texts({"kk": kk, "ru": ru, "en": en}),
        level=level,
        kato=kato,
        opened_on=opened_on,
        sort_key=sort_key(kk)[:320],
        search_text=" ".join(folded_words(f"{kk} {ru} {en}")),
    )
