"""Closed cases are drawn by a lot that anybody can repeat, read from above, marked to help."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest

from ortaq.foundation.accounts.models import RecordOpening, User
from ortaq.foundation.audit.models import Head
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.models import Appeal, Review
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.appeals.workflow import CRITERIA
from ortaq.modules.membership.tests.clients import as_

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
FULL = dict.fromkeys(CRITERIA, 2)


@pytest.fixture
def w() -> World:
    found = world()
    mandate(person("Galym"), found.union.centre, Kind.AUDITOR)
    return found


def closed(w: World, n: int) -> list[str]:
    rows = [appeal(w, taken=True) for _n in range(n)]
    moment = datetime(2026, 10, 15, 12, tzinfo=UTC)
    Appeal.objects.update(status="closed", closed_at=moment)
    return [row.number for row in rows]


def test_the_draw_can_be_repeated_by_anybody_and_comes_once(w: World) -> None:
    numbers = closed(w, 8)
    assert services.draw_reviews(today=TODAY) == 0  # the seed is not known yet
    head = Head.objects.create(day=date(2026, 10, 31), seq=1, hash=hashlib.sha256(b"x").digest())
    assert services.draw_reviews(today=TODAY) == 3
    assert services.draw_reviews(today=TODAY + timedelta(days=1)) == 0
    seed = head.hash.hex()
    lot = sorted(numbers, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).digest())
    assert set(Review.objects.values_list("appeal__number", flat=True)) == set(lot[:3])


def test_only_somebody_above_reads_it_without_a_name_and_the_officer_is_helped(w: World) -> None:
    closed(w, 1)
    Appeal.objects.update(secrecy="confidential")
    Head.objects.create(day=date(2026, 10, 31), seq=1, hash=b"y" * 32)
    services.draw_reviews(today=TODAY)
    review = Review.objects.get()
    url = f"/desk/appeals/reviews/{review.pk}/"
    auditor = User.objects.get(given_name="Galym")
    for name in ("aigul", "saule", "daniyar", "marat"):
        assert as_(getattr(w, name)).get(url).status_code in (403, 404), name
    assert not list(selectors.reviews_for(w.daniyar))
    assert list(selectors.reviews_for(auditor)) == [review]
    reader = as_(auditor)
    assert "bonus of October" not in reader.get(url).content.decode()
    assert reader.post(url, {"purpose": "Audit by lot, October"}).status_code == 302
    page = reader.get(url).content.decode()
    assert "bonus of October" in page
    assert w.aigul.family_name not in page
    assert w.aigul.given_name not in page
    assert RecordOpening.objects.get(person=w.aigul).purpose == "Audit by lot, October"
    with pytest.raises(ValueError, match="every criterion"):
        services.mark_review(reviewer=auditor, review=review, marks={"law": 2}, words="")
    with pytest.raises(services.NotSuitableError):
        services.mark_review(reviewer=w.nurlan, review=review, marks=FULL, words="")
    assert reader.post(url, FULL | {"words": "Name the article."}).status_code == 302
    assert Message.objects.filter(kind="appeals.reviewed", person=w.daniyar).count() == 1
    assert "Name the article." in as_(w.daniyar).get("/desk/appeals/reviews/").content.decode()
    assert selectors.marks_of(Review.objects.all()).percent is None
