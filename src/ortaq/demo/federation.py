"""A federation that nobody founded: bodies, people in posts, members, appeals.

Built from one seed, so that two machines show the same union. Everything is invented, and every
page of a demo says so.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, chain, repeat
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ortaq.demo import bare, margins
from ortaq.foundation.accounts import demo as accounts
from ortaq.foundation.accounts import selectors as persons
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.services import give_consent, make_sign_in_link
from ortaq.foundation.orgs import demo as orgs
from ortaq.foundation.orgs import selectors as vertical
from ortaq.foundation.orgs.demo import Term
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Line
from ortaq.modules.agreements import demo as agreements
from ortaq.modules.appeals import demo as appeals
from ortaq.modules.dialogue import demo as dialogue
from ortaq.modules.hearings import demo as hearings
from ortaq.modules.law import demo as law
from ortaq.modules.letters import demo as letters
from ortaq.modules.membership import demo as membership
from ortaq.modules.membership import selectors as members
from ortaq.modules.workplaces import demo as workplaces

SEED = 2026
SIZES = {  # members, appeals
    "small": (2_000, 120),
    "region": (60_000, 2_000),
    "national": (2_000_000, 10_000),
}
LARGE = 50_000  # members: from here on indexes are taken off while their tables are filled
OTHERS = 0.09  # of the members: who waits, was refused, or left in the last two years
DOUBLES = 0.0004  # people who stand twice in the register
WAITING_AT_HOME = 3
BIG = ("accounts_user", "accounts_identity", "membership_membership", "workplaces_job")
ASKING = 800  # primaries from which members write appeals
OFFICERS = 400  # of the crowd, for posts above the primaries
STORY = (  # who, in which post; the body is said by ``_posts``
    ("aigul", "a member: asks, reads the answer, rates it"),
    ("saule", "chair of Aigul's primary: admits members"),
    ("daniyar", "lawyer of the branch union: answers appeals"),
    ("bolat", "labour inspector of the region: answers about safety"),
    ("erlan", "chair of the territorial body: sees counts, not names"),
    ("gulnara", "officer and lawyer of the national centre: signs norms of law"),
    ("aliya", "auditor of the revision commission: reads, acts nowhere"),
    ("nurlan", "administrator: keeps the installation, holds nobody's case"),
    ("timur", "treasurer of Aigul's primary"),
    ("dina", "trainer of the territorial body"),
    ("marat", "a stranger: signed in, member of nothing"),
)


Tell = Callable[[str, int, int], None]


def _say_nothing(_what: str, _done: int, _total: int) -> None:
    """Be silent."""


def build(size: str, *, tell: Tell = _say_nothing) -> None:
    """Invent a federation. Idempotent: a database where anybody is a member is left alone.

    ``tell`` hears what is being made, how many there are and how many there will be.
    """
    if settings.MODE == "production":
        raise RuntimeError("an invented federation does not belong into a real installation")
    if membership.is_filled():
        return
    is_large = SIZES[size][0] >= LARGE
    with transaction.atomic():
        with bare.tables(*BIG, tell=tell) if is_large else nullcontext():
            stage = _invent(size, tell)
        _add_appeals(size, stage)
    if is_large and not connection.in_atomic_block:
        tell("planner's figures", 0, 1)
        with connection.cursor() as cursor:  # also says which pages an index may answer alone
            cursor.execute("VACUUM (ANALYZE)")
        tell("planner's figures", 1, 1)


def people() -> list[tuple[str, str, str]]:
    """Return the people of the story: name, role, and a link that signs in once."""
    rows = []
    for who, role in STORY:
        user = persons.find_by_address(f"{who}@example.org")
        if user is not None:
            link = make_sign_in_link(actor=None, user=user, second_factor=True)
            rows.append((user.short_name, role, link))
    return rows


@dataclass(frozen=True)
class Stage:
    """What the later acts need of the earlier ones."""

    union: dict[str, Any]
    named: dict[str, User]
    crowd: accounts.Crowd
    home: dict[str, Body]
    people_of: dict[int, range]  # members of each primary, by numbers
    rng: Random


def _invent(size: str, tell: Tell) -> Stage:
    """Make bodies, people, posts and memberships."""
    rng = Random(SEED)  # noqa: S311 -- invention, not secrecy
    branches, primaries = orgs.SIZES[size]
    places = margins.plan(branches=branches, primaries=primaries, members=SIZES[size][0], rng=rng)
    others = [int(place.members * OTHERS + rng.random()) for place in places]
    others[0] += WAITING_AT_HOME
    union = orgs.build(size, rng, plan=[(place.branch, place.region) for place in places])
    named = accounts.named()
    count = SIZES[size][0] + sum(others) + OFFICERS
    sizes = [place.members + more for place, more in zip(places, others, strict=True)]
    shares = (place.trade.women / 100 for place in places)
    tell("people", 0, count)
    crowd = accounts.persons(
        count,
        rng,
        women=chain.from_iterable(map(repeat, shares, sizes)),
        doubles=DOUBLES,
        tell=lambda done: tell("people", done, count),
    )
    firsts = [crowd.ids.start + before for before in accumulate([0, *sizes[:-1]])]
    people_of = {
        body.pk: range(first, first + place.members)
        for body, first, place in zip(union["primaries"], firsts, places, strict=True)
    }
    stage = Stage(union, named, crowd, _home(union), people_of, rng)
    chairs = _grant(stage, firsts)
    with connection.cursor() as cursor:  # the planner knows nothing yet of what was just written
        cursor.execute("ANALYZE accounts_user, orgs_body, orgs_link, orgs_path, orgs_mandate")
    tell("memberships", 0, count)
    membership.fill(
        crowd=crowd,
        primaries=[
            membership.Primary(
                body.pk, chair, body.opened_on, first, place.members, more,
                here=_people_at_home(named) if body.pk == stage.home["primary"].pk else (),
                waiting=WAITING_AT_HOME if body.pk == stage.home["primary"].pk else 0,
            )
            for body, chair, first, place, more in zip(
                union["primaries"], chairs, firsts, places, others, strict=True
            )
        ],
        rng=rng,
        tell=lambda done: tell("memberships", min(done, count), count),
    )  # fmt: skip
    _employ(stage, places, firsts, tell)
    return stage


def _employ(
    stage: Stage, places: Sequence[margins.Place], firsts: Sequence[int], tell: Tell
) -> None:
    """Give every primary a workplace and its people jobs."""
    whole = sum(place.members for place in places)
    here = tuple(person.id for person in _people_at_home(stage.named))
    tell("jobs", 0, whole)
    workplaces.fill(
        places=[
            workplaces.Workplace(
                body, place.trade.section, first, place.members,
                here=here if body.pk == stage.home["primary"].pk else (),
            )
            for body, place, first in zip(stage.union["primaries"], places, firsts, strict=True)
        ],
        crowd=stage.crowd,
        rng=stage.rng,
        tell=lambda done: tell("jobs", min(done, whole), whole),
    )  # fmt: skip


def _people_at_home(named: dict[str, User]) -> tuple[membership.Person, ...]:
    return tuple(
        membership.Person(named[who].pk, named[who].sex, named[who].born_on)
        for who in ("aigul", "saule", "timur")
    )


def _add_appeals(size: str, stage: Stage) -> None:
    """Let members ask, officers answer, and the people of the story agree to what is kept."""
    accounts.agree(membership.special_circumstances(), "circumstances")
    authors = _authors(stage, SIZES[size][1])
    appeals.fill(authors=authors, rng=stage.rng)
    for user in stage.named.values():
        give_consent(user=user, code="processing")
    appeals.tell_a_story(author=stage.named["aigul"], body=stage.home["primary"], rng=stage.rng)
    named, body = stage.named, stage.home["primary"]
    hearings.tell_a_story(author=named["aigul"], officer=named["daniyar"], rng=stage.rng)
    dialogue.tell_a_story(member=named["aigul"], chair=named["saule"], body=body, rng=stage.rng)
    letters.tell_a_story(author=named["aigul"])
    agreements.tell_a_story(officer=named["daniyar"], primary=body, branch=stage.home["branch"])
    law.tell_a_story(lawyer=named["gulnara"], administrator=named["nurlan"])


def _home(union: dict[str, Any]) -> dict[str, Body]:
    """Return the primary of the story, with its branch union and territorial body."""
    primary: Body = union["primaries"][0]
    branch, *_rest = vertical.ancestors(primary, line=Line.BRANCH)
    region, *_rest = vertical.ancestors(primary, line=Line.TERRITORY)
    return {"primary": primary, "branch": branch, "region": region, "centre": union["centre"]}


def _grant(stage: Stage, firsts: Sequence[int]) -> list[int]:
    """Put people into posts; return the chair of each primary: the first of its people.

    Two of the crowd grant everything and hold nothing; its last hundreds are for posts above.
    """
    named, home, rng = stage.named, stage.home, stage.rng
    today = timezone.localdate()
    ids = iter(reversed(stage.crowd.ids))
    proposer, confirmer = User(pk=next(ids)), User(pk=next(ids))
    terms = [_term(named[who], home[where], kind, today, rng) for who, where, kind in _STORY_POSTS]
    chairs = [named["saule"].pk, *firsts[1:]]  # the home of the story is the first primary
    for body, chair in list(zip(stage.union["primaries"], chairs, strict=True))[1:]:
        terms.append(_term(User(pk=chair), body, Kind.CHAIR, today, rng))
    for body in [*stage.union["branches"], *stage.union["regions"]]:
        taken = {kind for who, where, kind in _STORY_POSTS if home[where].pk == body.pk}
        terms += [
            _term(User(pk=next(ids)), body, kind, today, rng)
            for kind in _POSTS[body.level]
            if kind not in taken
        ]
    granted = orgs.grant_many(terms, proposer=proposer, confirmer=confirmer)
    orgs.hold_meetings([m for m in granted if m.kind == Kind.CHAIR], rng, today=today)
    return chairs


_STORY_POSTS = (
    ("saule", "primary", Kind.CHAIR),
    ("timur", "primary", Kind.TREASURER),
    ("daniyar", "branch", Kind.LAWYER),
    ("bolat", "region", Kind.INSPECTOR),
    ("erlan", "region", Kind.CHAIR),
    ("dina", "region", Kind.TRAINER),
    ("gulnara", "centre", Kind.OFFICER),
    ("aliya", "centre", Kind.AUDITOR),
    ("nurlan", "centre", Kind.ADMINISTRATOR),
    ("gulnara", "centre", Kind.LAWYER),
)
_POSTS = {
    Body.Level.BRANCH: (Kind.CHAIR, Kind.LAWYER),
    Body.Level.REGION: (Kind.CHAIR, Kind.LAWYER, Kind.INSPECTOR),
}


def _term(user: User, body: Body, kind: Kind, today: date, rng: Random) -> Term:
    """Return a term of five years that has begun; a few end within days."""
    since = max(body.opened_on, today - timedelta(days=rng.randint(60, 1815)))
    return Term(user, body, kind, since, since + timedelta(days=5 * 365))


def _authors(stage: Stage, count: int) -> list[tuple[User, Body]]:
    """Return members, each with the primary through which he asks.

    A quarter are of the branch union of the story, so that its lawyer has a desk to clear.
    """
    rng, branch = stage.rng, stage.home["branch"]
    near = set(vertical.descendants(branch, line=Line.BRANCH).values_list("pk", flat=True))
    # Who holds an appeal is looked up once a primary: so they come from some hundreds of them.
    asking = rng.sample(list(stage.people_of), min(ASKING, len(stage.people_of)))
    people = [n for body in asking for n in stage.people_of[body]]
    ours = [n for body in asking if body in near for n in stage.people_of[body]]
    asked = {
        *rng.sample(ours, min(count // 4, len(ours))),
        *rng.sample(people, min(2 * count, len(people))),
    }
    rows = {row.user_id: row for row in members.memberships_in_force(sorted(asked))}.values()
    first = [row for row in rows if row.body_id in near][: count // 4]
    others = [row for row in rows if row.body_id not in near][: count - len(first)]
    return [(row.user, row.body) for row in [*first, *others]]
