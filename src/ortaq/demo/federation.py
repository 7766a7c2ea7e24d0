"""A federation that nobody founded: bodies, people in posts, members, appeals.

Built from one seed, so that two machines show the same union. Everything is invented, and every
page of a demo says so.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts import demo as accounts
from ortaq.foundation.accounts import selectors as persons
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.services import give_consent, make_sign_in_link
from ortaq.foundation.orgs import demo as orgs
from ortaq.foundation.orgs import selectors as vertical
from ortaq.foundation.orgs.demo import Term
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Line
from ortaq.modules.appeals import demo as appeals
from ortaq.modules.membership import demo as membership
from ortaq.modules.membership import selectors as members

SEED = 2026
SIZES = {  # members, appeals
    "small": (2_000, 120),
    "region": (60_000, 2_000),
    "national": (2_000_000, 10_000),
}
STORY = (  # who, in which post; the body is said by ``_posts``
    ("aigul", "a member: asks, reads the answer, rates it"),
    ("saule", "chair of Aigul's primary: admits members"),
    ("daniyar", "lawyer of the branch union: answers appeals"),
    ("bolat", "labour inspector of the region: answers about safety"),
    ("erlan", "chair of the territorial body: sees counts, not names"),
    ("gulnara", "officer of the national centre"),
    ("aliya", "auditor of the revision commission: reads, acts nowhere"),
    ("nurlan", "administrator: keeps the installation, holds nobody's case"),
    ("timur", "treasurer of Aigul's primary"),
    ("dina", "trainer of the territorial body"),
    ("marat", "a stranger: signed in, member of nothing"),
)


Tell = Callable[[str, int, int], None]


def _say_nothing(_what: str, _done: int, _total: int) -> None:
    """Be silent."""


@transaction.atomic
def build(size: str, *, tell: Tell = _say_nothing) -> None:
    """Invent a federation. Idempotent: a database where anybody is a member is left alone.

    ``tell`` hears what is being made, how many there are and how many there will be.
    """
    if settings.MODE == "production":
        raise RuntimeError("an invented federation does not belong into a real installation")
    if membership.is_filled():
        return
    rng = Random(SEED)  # noqa: S311 -- invention, not secrecy
    count, appeal_count = SIZES[size]
    union = orgs.build(size, rng)
    named = accounts.named()
    tell("people", 0, count)
    crowd = accounts.persons(
        count, rng, with_iin=size == "small", tell=lambda done: tell("people", done, count)
    )
    home = _home(union)
    chairs = _grant(union, named, crowd, home, rng)
    with connection.cursor() as cursor:  # the planner knows nothing yet of what was just written
        cursor.execute("ANALYZE accounts_user, orgs_body, orgs_path, orgs_mandate")
    primaries = {
        body.pk: membership.Primary(chairs[body.pk], body.opened_on) for body in union["primaries"]
    }
    here = {home["primary"].pk: [named[who].pk for who in ("aigul", "saule", "timur")]}
    waiting = {home["primary"].pk: crowd[:3]}
    tell("memberships", 0, count)
    membership.fill(
        people=crowd,
        primaries=primaries,
        here=here,
        waiting=waiting,
        rng=rng,
        tell=lambda done: tell("memberships", min(done, count), count),
    )
    appeals.fill(authors=_authors(crowd, appeal_count, home["branch"], rng), rng=rng)
    for user in named.values():
        give_consent(user=user, code="processing")
    appeals.tell_a_story(author=named["aigul"], body=home["primary"], rng=rng)


def people() -> list[tuple[str, str, str]]:
    """Return the people of the story: name, role, and a link that signs in once."""
    rows = []
    for who, role in STORY:
        user = persons.find_by_address(f"{who}@example.org")
        if user is not None:
            link = make_sign_in_link(actor=None, user=user, second_factor=True)
            rows.append((user.short_name, role, link))
    return rows


def _home(union: dict[str, Any]) -> dict[str, Body]:
    """Return the primary of the story, with its branch union and territorial body."""
    primary: Body = union["primaries"][0]
    branch, *_rest = vertical.ancestors(primary, line=Line.BRANCH)
    region, *_rest = vertical.ancestors(primary, line=Line.TERRITORY)
    return {"primary": primary, "branch": branch, "region": region, "centre": union["centre"]}


def _grant(
    union: dict[str, Any],
    named: dict[str, User],
    crowd: range,
    home: dict[str, Body],
    rng: Random,
) -> dict[int, int]:
    """Put people into posts; return the chair of each primary.

    Two of the crowd grant everything and hold nothing; the last thousands are taken for posts.
    """
    today = timezone.localdate()
    ids = iter(reversed(crowd))
    proposer, confirmer = User(pk=next(ids)), User(pk=next(ids))
    terms = [_term(named[who], home[where], kind, today, rng) for who, where, kind in _STORY_POSTS]
    chairs = {home["primary"].pk: named["saule"].pk}
    for body in union["primaries"]:
        if body.pk not in chairs:
            chairs[body.pk] = next(ids)
            terms.append(_term(User(pk=chairs[body.pk]), body, Kind.CHAIR, today, rng))
    for body in [*union["branches"], *union["regions"]]:
        taken = {kind for who, where, kind in _STORY_POSTS if home[where].pk == body.pk}
        kinds = _POSTS[body.level]
        terms += [
            _term(User(pk=next(ids)), body, kind, today, rng)
            for kind in kinds
            if kind not in taken
        ]
    orgs.grant_many(terms, proposer=proposer, confirmer=confirmer)
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
)
_POSTS = {
    Body.Level.BRANCH: (Kind.CHAIR, Kind.LAWYER),
    Body.Level.REGION: (Kind.CHAIR, Kind.LAWYER, Kind.INSPECTOR),
}


def _term(user: User, body: Body, kind: Kind, today: date, rng: Random) -> Term:
    """Return a term of five years that has begun; a few end soon."""
    since = max(body.opened_on, today - timedelta(days=rng.randint(60, 1700)))
    return Term(user, body, kind, since, since + timedelta(days=5 * 365))


def _authors(crowd: range, count: int, branch: Body, rng: Random) -> list[tuple[User, Body]]:
    """Return members, each with the primary through which he asks.

    A quarter are of the branch union of the story, so that its lawyer has a desk to clear.
    """
    rows = list(members.memberships_in_force(rng.sample(crowd, min(8 * count, len(crowd)))))
    near = set(vertical.descendants(branch, line=Line.BRANCH).values_list("pk", flat=True))
    ours = [row for row in rows if row.body_id in near][: count // 4]
    others = [row for row in rows if row.body_id not in near][: count - len(ours)]
    return [(row.user, row.body) for row in [*ours, *others]]
