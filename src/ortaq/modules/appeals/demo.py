"""Invented appeals in all states: a stage, not acts, so neither audit nor events are written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.lib.workdays.kz import KZ
from ortaq.modules.appeals import services
from ortaq.modules.appeals.demo_clocks import stage_clocks
from ortaq.modules.appeals.demo_desk import stage_desk
from ortaq.modules.appeals.demo_intake import stage_intake
from ortaq.modules.appeals.demo_outcomes import stage_outcomes
from ortaq.modules.appeals.invented import CASES, COMMENTS, REASONS
from ortaq.modules.appeals.models import Appeal, Move, Reply
from ortaq.modules.appeals.numbers import next_numbers
from ortaq.modules.appeals.receipts import code_of, digest_of
from ortaq.modules.appeals.routing import Post, Reason, choose, posts_above
from ortaq.modules.appeals.workflow import Ending, Remedy, Stated, Status, Topic, due_on

Kind = Move.Kind
PAID = Stated(Ending.PARTLY, (Remedy.MONEY,), 184_000)
PROMISE = {
    "kk": "Бухгалтериямен сөйлестім: сыйақыны осы күнге дейін төлейді. Мен өзім тексеремін.",
    "ru": "Я говорил с бухгалтерией: премию выплатят к этому дню. Я сам проверю.",
    "en": "I spoke with the accountants: the bonus is paid by this day. I shall check it myself.",
}

# Of a hundred appeals: how far they have come.
SHARES = (
    (Status.SUBMITTED, 10),
    (Status.IN_WORK, 22),
    (Status.ANSWERED, 13),
    (Status.CLOSED, 55),
)
MEAN_STARS = (5, 5, 5, 4, 4, 4, 3, 2, 1)
BATCH = 2_000


@dataclass
class Stage:
    """Rows that are gathered and then written at once."""

    rng: Random
    numbers: dict[int, Iterator[str]]
    centre: Body
    posts: dict[int, list[Post]] = field(default_factory=dict)
    appeals: list[Appeal] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)


@transaction.atomic
def fill(*, authors: Sequence[tuple[User, Body]], rng: Random) -> int:
    """Write one invented appeal of each author; return how many. Call it once."""
    now = timezone.now()
    statuses = [status for status, share in SHARES for _n in range(share)]
    plan = []
    for author, body in authors:
        status = rng.choice(statuses)
        plan.append((_submitted(status, now, rng), status, author, body))
    plan.sort(key=lambda row: row[0])
    years = Counter(timezone.localdate(row[0]).year for row in plan)
    numbers = {year: iter(next_numbers(year, count=n)) for year, n in sorted(years.items())}
    stage = Stage(rng, numbers, orgs.centre())
    for submitted, status, author, body in plan:
        _invent(stage, submitted, status, author, body)
    Appeal.objects.bulk_create(stage.appeals, batch_size=BATCH)
    Move.objects.bulk_create(stage.moves, batch_size=BATCH)
    Reply.objects.bulk_create(stage.replies, batch_size=BATCH)
    stage_outcomes(stage.appeals, stage.replies, rng)
    stage_clocks(stage.appeals, now=now)
    return len(stage.appeals)


def _submitted(status: Status, now: datetime, rng: Random) -> datetime:
    """Return when: open ones lately, a few too long ago; closed ones over a year."""
    days = {
        Status.SUBMITTED: rng.randint(0, 4),
        Status.IN_WORK: rng.choice([*range(2, 20), 26, 31]),
        Status.ANSWERED: rng.randint(8, 28),
        Status.CLOSED: rng.randint(25, 330),
    }[status]
    # Never in the future, and in the daytime rather than at night.
    return now - timedelta(days=days, minutes=rng.randint(1, 600))


def _invent(stage: Stage, submitted: datetime, status: Status, author: User, body: Body) -> None:
    rng = stage.rng
    cases = [case for case in CASES if case[1] == author.language] or CASES
    topic, language, text, answer = rng.choice(cases)
    post, reasons = _post(stage, body, topic, author)
    holder = post.officer if post else None
    if holder is None:
        status = Status.SUBMITTED
    public_id = UUID(int=rng.getrandbits(128), version=4)
    day = timezone.localdate(submitted)
    appeal = Appeal(
        public_id=public_id,
        number=next(stage.numbers[day.year]),
        receipt_digest=digest_of(code_of(public_id)),
        author=author,
        body=body,
        topic=topic.value,
        text=text,
        status=status.value,
        submitted_at=submitted,
        due_on=due_on(day, KZ),
        reasons=reasons,
        holder=holder,
        desk=post.mandate.body if post else stage.centre,
        idempotency_key=UUID(int=rng.getrandbits(128), version=4),
    )
    stage.appeals.append(appeal)
    _move(stage, appeal, Kind.SUBMITTED, submitted, author, to=holder)
    if status is Status.SUBMITTED or holder is None:
        return
    taken = submitted + timedelta(hours=rng.randint(1, 40))
    appeal.first_word_at = min(taken + timedelta(hours=rng.randint(1, 9)), timezone.now())
    _move(stage, appeal, Kind.TAKEN, taken, holder, to=holder)
    if status is not Status.IN_WORK:
        _answer(stage, appeal, taken, answer, language)


def _post(
    stage: Stage, body: Body, topic: Topic, author: User
) -> tuple[Post | None, list[Reason]]:
    """Ask the router; the posts above a body are read once."""
    if body.pk not in stage.posts:
        stage.posts[body.pk] = posts_above(body)
    return choose(stage.posts[body.pk], topic, without=[author.pk])


def _answer(stage: Stage, appeal: Appeal, taken: datetime, text: str, language: str) -> None:
    """Answer, in most cases within the term; close with a rating in most cases."""
    rng = stage.rng
    holder, now = appeal.holder, timezone.now()
    answered = min(taken + timedelta(days=rng.choice([1, 2, 3, 5, 8, 12, 16, 23])), now)
    if appeal.status == Status.CLOSED and rng.random() < 0.08:  # noqa: PLR2004 -- asked again
        first = answered
        _move(stage, appeal, Kind.ANSWERED, first, holder)
        stage.replies.append(Reply(appeal=appeal, officer=holder, text=text, at=first))
        words = rng.choice([words for code, words in REASONS if code == language])
        again = min(first + timedelta(days=2), now)
        _move(stage, appeal, Kind.REOPENED, again, appeal.author, to=holder, words=words)
        appeal.due_on = due_on(timezone.localdate(again), KZ)
        answered = min(again + timedelta(days=4), now)
    reply = Reply(appeal=appeal, officer=holder, text=text, at=answered)
    stage.replies.append(reply)
    appeal.answered_at = answered
    _move(stage, appeal, Kind.ANSWERED, answered, holder)
    if appeal.status != Status.CLOSED:
        return
    appeal.closed_at = min(answered + timedelta(days=rng.randint(0, 6)), now)
    if rng.random() < 0.85:  # noqa: PLR2004 -- most say a word
        reply.stars, reply.rated_at = rng.choice(MEAN_STARS), appeal.closed_at
        if rng.random() < 0.5:  # noqa: PLR2004 -- half of them in words
            reply.comment = rng.choice([words for code, words in COMMENTS if code == language])
        _move(stage, appeal, Kind.RATED, appeal.closed_at, appeal.author)
    else:
        appeal.closed_at = min(answered + timedelta(days=30), now)
        _move(stage, appeal, Kind.CLOSED, appeal.closed_at, None)


def _move(
    stage: Stage,
    appeal: Appeal,
    kind: Move.Kind,
    at: datetime,
    who: User | None,
    *,
    to: User | None = None,
    words: str = "",
) -> None:
    stage.moves.append(Move(appeal=appeal, kind=kind, at=at, who=who, to=to, words=words))


@transaction.atomic
def tell_a_story(*, author: User, body: Body, rng: Random) -> None:
    """Let one member have an appeal in work and an answer to rate, by real acts of today."""
    for topic, is_answered in ((Topic.PAY, False), (Topic.DISMISSAL, True)):
        text, answer = next(
            (text, answer)
            for about, language, text, answer in CASES
            if (about, language) == (topic, author.language)
        )
        appeal = services.submit_appeal(
            author=author,
            body=body,
            topic=topic.value,
            text=text,
            idempotency_key=UUID(int=rng.getrandbits(128), version=4),
        )
        if officer := appeal.holder:
            services.take_appeal(officer=officer, appeal=appeal)
            if is_answered:
                services.answer_appeal(officer=officer, appeal=appeal, text=answer, outcome=PAID)
            else:
                day = timezone.localdate() + timedelta(days=9)
                services.write_to_member(
                    officer=officer, appeal=appeal, text=PROMISE[author.language], promised_on=day
                )
    stage_desk(author=author, body=body, rng=rng)
    stage_intake(author=author, body=body, rng=rng)
