"""Members by what somebody types: names in one's own primaries, from above a count.

Names do not go up. Whoever searches from above hears how many people there are; when they are
few enough, he may state a purpose, and then each of them is told that the record was opened.
A whole number (card, IIN, phone) finds one person, from above without the name.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from ortaq.foundation.accounts import finding
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Reach
from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership.card_number import is_card_number
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.rules import READERS_ABOVE
from ortaq.modules.membership.selectors.memberships import primaries_of_officer
from ortaq.modules.membership.workflow import IN_FORCE, LIVE

COUNTED = 100  # from above: "more than a hundred" is all that anybody needs to know
FEW = 5  # so few may be named after a purpose was stated; each of them is told
LOOKED_AT = 1500  # people who match anywhere; of more the answer is "more than so many"
READ_THROUGH = 4000  # members whom we rather read one by one: then any beginning of a name finds


@dataclass(frozen=True)
class Found:
    """A member found; ``may_name``: the finder reads names there."""

    membership: Membership
    may_name: bool


@dataclass(frozen=True)
class People:
    """What a search for people brings: names near, a number above."""

    found: list[Found] = field(default_factory=list)
    above: int = 0  # people within reach whose names the reader may not see
    is_more: bool = False  # at least so many, perhaps more

    @property
    def may_ask(self) -> bool:
        """Whether the people above are few enough to state a purpose and read their names."""
        return 0 < self.above <= FEW and not self.is_more


def search_members(user: User, query: str, limit: int = 10, *, by_number: bool = True) -> People:
    """Find members by words of a name, card number, IIN or phone, as far as the reader reaches.

    Spelling is forgiven: Kazakh letters, Russian ones, Latin; a wrong letter when nothing else is
    found. ``by_number=False`` keeps IINs and phones out: for queries that came in an address.
    """
    query = " ".join(query.replace("\0", "").split())
    near = [body.pk for body in primaries_of_officer(user)]
    tops = _tops(user)
    if not query or not (near or tops):
        return People()
    if is_card_number(query):
        return _one(near, tops, _CARD, query.replace(" ", ""))
    typed = finding.understand(query)
    if typed.by_number:
        if not by_number or typed.person is None:
            return People()
        return _one(near, tops, "m.user_id = %(number)s", typed.person.pk)
    words = list(typed.words)
    if not words:
        return People()
    found = _near(near, words, limit) if near else []
    above, is_more = _above(tops, near, words) if tops else ([], False)
    return People(_load(found, may_name=True), above=len(above), is_more=is_more)


def people_above(user: User, query: str) -> list[Membership]:
    """Return the few people whom a search from above counted, for who has stated a purpose.

    Empty when they are more than FEW: whoever may read must narrow the words first.
    """
    typed = finding.understand(query)
    tops = _tops(user)
    if not typed.words or not tops:
        return []
    near = [body.pk for body in primaries_of_officer(user)]
    rows, is_more = _above(tops, near, list(typed.words))
    if is_more or len(rows) > FEW:
        return []
    return [found.membership for found in _load(rows, may_name=False)]


def _tops(user: User) -> list[int]:
    """Return the bodies from which the user reaches members below; few primaries have any."""
    mandates = orgs.mandates_of(user, kinds=READERS_ABOVE)
    held = {m.body for m in mandates if m.trait.reach is Reach.BELOW}
    primaries = [body for body in held if body.level == Body.Level.PRIMARY]
    bare = {body for body in primaries if not orgs.descendants(body).exists()}
    return sorted(body.pk for body in held - bare)


_IN_REACH = """EXISTS (SELECT FROM orgs_path path
             WHERE path.descendant_id = m.body_id AND path.ancestor_id = ANY(%(tops)s))"""
_STATES = {
    "live": sorted(state.value for state in LIVE),
    "in_force": sorted(state.value for state in IN_FORCE),
}


def _ids(sql: str, params: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {**_STATES, **params})
        return [row[0] for row in cursor.fetchall()]


# Constants of ours, written out: with a parameter the planner does not see the partial index of
# cards in force, and reads two million rows (measured: 1.3 s).
_CARD = "m.card_no = %(number)s AND m.state IN ({})".format(
    ", ".join(f"'{state.value}'" for state in sorted(IN_FORCE))
)


def _one(near: list[int], tops: list[int], condition: str, number: str | int) -> People:
    """Return the memberships of one number, within reach."""
    sql = f"""
        SELECT m.id FROM membership_membership m
         WHERE {condition} AND m.state = ANY(%(live)s)
           AND (m.body_id = ANY(%(near)s) OR {_IN_REACH})"""  # noqa: S608 -- our own words
    rows = _load(_ids(sql, {"number": number, "near": near, "tops": tops}), may_name=False)
    return People([Found(row.membership, row.membership.body_id in near) for row in rows])


def _load(ids: Sequence[int], *, may_name: bool) -> list[Found]:
    rows = Membership.objects.select_related("user", "body").in_bulk(list(ids))
    return [Found(rows[pk], may_name) for pk in ids]


def _near(near: list[int], words: list[str], limit: int) -> list[int]:
    """Return memberships in one's own primaries: first as typed, then with wrong letters."""
    is_small = len(_ids(_SIZE, {"near": near})) <= READ_THROUGH
    for loosely in (False, True):
        if is_small:
            condition, params = _by_reading(words, loosely=loosely)
        else:
            condition, params = _by_index(words, loosely=loosely)
        found = _ids(
            f"""
            SELECT m.id FROM membership_membership m JOIN accounts_user u ON u.id = m.user_id
             WHERE m.body_id = ANY(%(near)s) AND m.state = ANY(%(live)s) AND {condition}
             ORDER BY u.name_words @> %(words)s::text[] DESC, u.sort_key, m.id
             LIMIT %(limit)s""",  # noqa: S608 -- our own words
            {"near": near, "words": words, "limit": limit, **params},
        )
        if found:
            return found
    return []


_SIZE = f"""SELECT 1 FROM membership_membership m
             WHERE m.body_id = ANY(%(near)s) AND m.state = ANY(%(in_force)s)
             LIMIT {READ_THROUGH + 1}"""  # noqa: S608 -- our own words
_BELOW = f"""SELECT min(m.id) FROM membership_membership m
             WHERE m.user_id = ANY(%(among)s) AND m.state = ANY(%(in_force)s)
               AND m.body_id <> ALL(%(near)s) AND {_IN_REACH}
             GROUP BY m.user_id ORDER BY m.user_id
             LIMIT {COUNTED + 1}"""  # noqa: S608 -- our own words


def _above(tops: list[int], near: list[int], words: list[str]) -> tuple[list[int], bool]:
    """Return one membership a person of those who match below, and whether there may be more."""
    for loosely in (False, True):
        among = _among(words, loosely=loosely)
        found = _ids(_BELOW, {"tops": tops, "near": near, "among": among.ids})
        if found or not among.is_all:
            return found[:COUNTED], not among.is_all or len(found) > COUNTED
    return [], False


def _by_index(words: list[str], *, loosely: bool) -> tuple[str, dict[str, Any]]:
    """Return a condition for a large primary: a rare name gives people, a common one a test."""
    among = _among(words, loosely=loosely)
    if among.is_all:
        return "u.id = ANY(%(among)s)", {"among": among.ids}
    tests = [f"(u.name_words && %(like{n})s::text[]) IS TRUE" for n in range(len(words))]
    return " AND ".join(tests), among.params


@dataclass(frozen=True)
class _Among:
    """People of the whole register whose names match; not all of them when they are too many."""

    ids: list[int]
    is_all: bool
    params: dict[str, Any]


@contextmanager
def _index_only() -> Iterator[None]:
    """Keep the planner from reading all people: for a common name it hopes to find some soon."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")  # for the rest of a caller's transaction


def _among(words: list[str], *, loosely: bool) -> _Among:
    """Ask the index of words. Bounded: common words are not worth reading to their end."""
    lists = finding.words_like(words, loosely=loosely)
    if not all(lists):
        return _Among([], is_all=True, params={})
    params: dict[str, Any] = {f"like{n}": like for n, like in enumerate(lists)}
    condition = " AND ".join(f"name_words && %(like{n})s::text[]" for n in range(len(lists)))
    with _index_only():
        ids = _ids(
            f"SELECT id FROM accounts_user WHERE {condition} LIMIT {LOOKED_AT + 1}",  # noqa: S608
            params,
        )
    return _Among(ids[:LOOKED_AT], is_all=len(ids) <= LOOKED_AT, params=params)


def _by_reading(words: list[str], *, loosely: bool) -> tuple[str, dict[str, Any]]:
    """Return a condition that reads the words of each member."""
    never = 2.0  # nothing is so like
    conditions = [
        f"EXISTS (SELECT FROM unnest(u.name_words) own WHERE starts_with(own, %(word{n})s) "
        f"OR similarity(own, %(word{n})s) >= %(like{n})s)"
        for n in range(len(words))
    ]
    params: dict[str, Any] = {f"word{n}": word for n, word in enumerate(words)}
    for n, word in enumerate(words):
        params[f"like{n}"] = finding.likeness(word) if loosely else never
    return " AND ".join(conditions), params
