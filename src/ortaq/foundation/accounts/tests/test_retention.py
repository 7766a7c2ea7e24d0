from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from ortaq.foundation.accounts import personal, selectors, services
from ortaq.foundation.accounts.factories import person
from ortaq.foundation.accounts.models import (
    DataExport,
    RecordOpening,
    RetentionRun,
    SignInLink,
)
from ortaq.foundation.accounts.services.retention import RetentionIncompleteError, months_before

pytestmark = pytest.mark.django_db


def test_months_end_where_the_month_ends():
    moment = datetime(2026, 3, 31, 12, tzinfo=UTC)
    assert months_before(moment, 1) == datetime(2026, 2, 28, 12, tzinfo=UTC)
    assert months_before(moment, 15) == datetime(2024, 12, 31, 12, tzinfo=UTC)


def test_everything_goes_at_its_term_and_not_before():
    aigul, saule = person("aigul"), person("saule")
    services.open_record(reader=saule, person=aigul, purpose="Checking the fee", post="Chair")
    services.make_sign_in_link(actor=None, user=aigul)
    services.request_export(user=aigul)
    now = timezone.now()

    def left():
        return (
            RecordOpening.objects.count(),
            SignInLink.objects.count(),
            DataExport.objects.count(),
        )

    services.enforce_retention(now=now)
    assert left() == (1, 1, 1)
    services.enforce_retention(now=now + timedelta(days=9))
    assert left() == (1, 1, 0)
    services.enforce_retention(now=now + timedelta(days=35))
    assert left() == (1, 0, 0)
    services.enforce_retention(now=now + timedelta(days=3 * 366))
    assert left() == (0, 0, 0)
    run = RetentionRun.objects.filter(kind="accounts.openings", removed=1).get()
    assert run.ran_at - run.before > timedelta(days=3 * 365)


def test_one_kind_that_fails_does_not_keep_the_others(caplog):
    def fail(before):
        raise RuntimeError("disk")

    services.make_sign_in_link(actor=None, user=person("aigul"), hours=1)
    bad = personal.PersonalData(
        name="aa_test",
        export=lambda u: {},
        erase=lambda u: [],
        retention=[personal.Retention("aa.bad", "Bad", 0, "", fail)],
    )
    personal.register(bad)
    try:
        with pytest.raises(RetentionIncompleteError, match=r"aa\.bad"):
            services.enforce_retention(now=timezone.now() + timedelta(days=60))
    finally:
        personal._registry.pop("aa_test")
    assert SignInLink.objects.count() == 0
    assert "retention of aa.bad failed" in caplog.text


def test_the_table_says_terms_in_words():
    term = personal.Retention("x", "X", 18, "", lambda b: 0, days=7)
    with translation.override("en"):
        assert term.term == "1 year 6 months 7 days"
        rows = selectors.retention_table()
    kinds = [row.kind for row in rows]
    assert kinds == sorted(kinds)
    assert "accounts.openings" in kinds
