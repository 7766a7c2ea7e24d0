"""Codes of accounts: locked while they wait, gone when they have left, never in a log."""

import logging
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from ortaq.foundation.events.testing import run_jobs, waiting
from ortaq.foundation.notify.models import Parcel
from ortaq.foundation.notify.ports import TemporaryError, send_code, send_letter
from ortaq.foundation.notify.services import carry_parcel, drop_expired_parcels

pytestmark = pytest.mark.django_db

ADDRESS, CODE = "aigul@example.org", "493027"


def whole_database() -> str:
    """Return every text of the tables that a code passes through."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select string_agg(j::text, '') from procrastinate_jobs j"
            " union all select string_agg(p::text || encode(p.box, 'escape'), '')"
            " from notify_parcel p"
        )
        return "".join(text or "" for (text,) in cursor.fetchall())


def send(channel: str = "email", language: str = "en") -> None:
    send_code(address=ADDRESS, channel=channel, code=CODE, language=language)


def test_a_code_arrives_and_nothing_of_it_stays(sink, caplog):
    caplog.set_level(logging.DEBUG, logger="ortaq")
    send()
    assert sink.taken == []
    assert CODE not in whole_database()
    assert ADDRESS not in whole_database()
    run_jobs()
    (letter,) = sink.taken
    assert CODE in letter.get_body(("plain",)).get_content()
    assert CODE in letter.get_body(("html",)).get_content()
    assert CODE not in letter["Subject"]
    assert letter["List-Unsubscribe"] is None
    assert Parcel.objects.count() == 0
    assert CODE not in caplog.text
    assert ADDRESS not in caplog.text


def test_a_rollback_sends_no_code(sink):
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    assert run_jobs() == 0
    assert sink.taken == []


def test_a_job_that_runs_twice_sends_one_code(sink):
    send()
    (job,) = waiting("notify.parcel")
    run_jobs()
    carry_parcel(**job.args)
    assert len(sink.taken) == 1


def test_a_code_is_tried_again_and_deleted_when_too_old(sink):
    sink.refusals = ["451 4.7.1 later"] * 2
    send()
    with pytest.raises(TemporaryError):
        run_jobs()
    assert Parcel.objects.count() == 1
    Parcel.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert drop_expired_parcels() == 1
    assert Parcel.objects.count() == 0


def test_a_code_for_nobody_is_dropped_quietly(sink, caplog):
    sink.refusals = ["550 5.1.1 no such user"]
    send()
    run_jobs()
    assert Parcel.objects.count() == 0
    assert ADDRESS not in caplog.text


def test_a_channel_that_is_not_connected_drops_the_code_and_says_so(sink, caplog):
    send(channel="sms")
    run_jobs()
    assert Parcel.objects.count() == 0
    assert "no such channel" in caplog.text
    assert CODE not in caplog.text


def test_a_changed_key_makes_parcels_unreadable_and_harmless(sink, settings):
    send()
    settings.SECRET_KEY = "another-key-of-this-installation-0123456789-0123456789"
    run_jobs()
    assert sink.taken == []
    assert Parcel.objects.count() == 0


def test_a_finished_text_of_accounts_travels_as_it_is(sink):
    send_letter(
        address=ADDRESS,
        channel="email",
        subject="Құпиясөз\nөзгертілді",
        text="Бұл сіз бе?",
        language="kk",
    )
    run_jobs()
    (letter,) = sink.taken
    assert letter["Subject"] == "Құпиясөз өзгертілді"
    assert letter.get_body(("plain",)).get_content().strip() == "Бұл сіз бе?"


def test_every_address_costs_the_same_work(django_assert_num_queries):
    for address in (ADDRESS, "nobody@example.invalid"):
        with django_assert_num_queries(2):
            send_code(address=address, channel="email", code=CODE, language="kk")
