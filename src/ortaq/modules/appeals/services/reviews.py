"""Closed appeals drawn by lot, read by somebody above, and the result as help to the officer."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import selectors as audit_reads
from ortaq.foundation.audit import services as audit
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.errors import NotSuitableError
from ortaq.modules.appeals.models import Review
from ortaq.modules.appeals.rules import is_reviewer
from ortaq.modules.appeals.workflow import CRITERIA, MARKS, REVIEWS_A_DESK

# Anybody with the register can repeat the draw: sha256(seed:number), the smallest of each desk.
_DRAW = """
    INSERT INTO appeals_review (appeal_id, desk_id, drawn_on, seed, purpose, marks, words)
    SELECT id, desk_id, %(on)s, %(seed)s, '', '{}', ''
      FROM (SELECT appeal.id, appeal.desk_id, row_number() OVER (
                       PARTITION BY appeal.desk_id
                       ORDER BY sha256(convert_to(%(seed)s || ':' || appeal.number, 'UTF8'))
                   ) AS place
              FROM appeals_appeal appeal
             WHERE appeal.status = 'closed' AND appeal.merged_into_id IS NULL
               AND appeal.closed_at >= %(since)s AND appeal.closed_at < %(until)s) drawn
     WHERE place <= %(most)s
    ON CONFLICT (appeal_id) DO NOTHING
"""


def month_before(day: date) -> tuple[date, date]:
    """Return the first day of the month before a day's, and the first of its own."""
    until = day.replace(day=1)
    return (until - timedelta(days=1)).replace(day=1), until


@transaction.atomic
def draw_reviews(*, today: date) -> int:
    """Draw the reviews of the month that ended: three of each desk; return how many.

    The seed is the head of the audit chain at the end of the month's last day, as it is kept
    elsewhere too: nobody knows it before, and everybody can repeat the draw after. Without that
    head nothing is drawn yet (0). Idempotent: a month is drawn once.
    """
    since, until = month_before(today)
    head = audit_reads.heads().filter(day__gte=until - timedelta(days=1), day__lt=today).first()
    if head is None or Review.objects.filter(drawn_on=until).exists():
        return 0
    seed, zone = bytes(head.hash).hex(), timezone.get_default_timezone()
    params: dict[str, date | datetime | str | int] = {
        "on": until,
        "seed": seed,
        "most": REVIEWS_A_DESK,
        "since": datetime(since.year, since.month, 1, tzinfo=zone),
        "until": datetime(until.year, until.month, 1, tzinfo=zone),
    }
    with connection.cursor() as cursor:
        cursor.execute(_DRAW, params)
        return int(cursor.rowcount)


@transaction.atomic
def open_review(*, reviewer: User, review: Review, purpose: str, post: str) -> Review:
    """Open a drawn case to read it; the member sees by whom and why among his openings.

    No record is opened and no name shown: the purpose covers the words of this appeal only.
    NotSuitableError for who may not, or when another already reads it.
    """
    review = _locked(review)
    if not is_reviewer.test(reviewer, review):
        raise NotSuitableError
    if review.reviewer_id == reviewer.pk:
        return review
    if review.reviewer_id is not None:
        raise NotSuitableError
    author = review.appeal.author_id
    accounts.note_openings(reader=reviewer, person_ids=[author], purpose=purpose, post=post)
    review.reviewer, review.purpose = reviewer, purpose.strip()[:300]
    review.opened_at = timezone.now()
    review.save(update_fields=["reviewer", "purpose", "opened_at"])
    _record("appeals.review_opened", review, reviewer)
    return review


@transaction.atomic
def mark_review(*, reviewer: User, review: Review, marks: dict[str, int], words: str) -> Review:
    """Keep the marks of who opened the review, and tell the officer; they may be mended later.

    NotSuitableError for anybody else; ValueError unless every criterion has 0, 1 or 2.
    """
    review = _locked(review)
    if review.reviewer_id != reviewer.pk or not is_reviewer.test(reviewer, review):
        raise NotSuitableError
    if set(marks) != set(CRITERIA) or not all(mark in MARKS for mark in marks.values()):
        raise ValueError("a review marks every criterion")
    is_first = review.at is None
    review.marks, review.words, review.at = marks, words.strip(), timezone.now()
    review.save(update_fields=["marks", "words", "at"])
    _record("appeals.reviewed", review, reviewer)
    holder = review.appeal.holder
    if holder and is_first:
        params = {"number": review.appeal.number}
        url = "/desk/appeals/reviews/"
        notify(users=[holder], kind="appeals.reviewed", params=params, url=url)
    return review


def _locked(review: Review) -> Review:
    rows = Review.objects.select_for_update(of=("self",))
    return rows.select_related("appeal__holder", "appeal__body", "desk").get(pk=review.pk)


def _record(action: str, review: Review, reviewer: User) -> None:
    audit.record(
        action=action,
        subject=review.appeal,
        actor=reviewer,
        body_id=review.desk_id,
        params={"number": review.appeal.number},
    )
