"""The invented federation: whole, the same every time, quick."""

import re
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from ortaq import demo
from ortaq.demo import bare
from ortaq.demo.federation import BIG
from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.models import Body, Mandate
from ortaq.lib.kazid import Bin, is_bin
from ortaq.modules.appeals.models import Appeal, Reply
from ortaq.modules.appeals.selectors import queue_of
from ortaq.modules.membership.card_number import is_card_number
from ortaq.modules.membership.models import Membership
from ortaq.modules.workplaces import selectors as workplaces
from ortaq.modules.workplaces.models import Attachment, Employer, Job

pytestmark = pytest.mark.django_db


def test_the_small_federation_is_whole() -> None:
    began = time.process_time()
    demo.build("small")
    assert time.process_time() - began < 10
    demo.build("small")  # a second call leaves it alone

    assert Body.objects.count() == 1 + 8 + 20 + 40
    assert User.objects.filter(email__endswith="@example.org").exists()
    states = dict(Membership.objects.values_list("state").annotate(n=Count("pk")).order_by())
    assert set(states) == {
        "applied", "approved", "suspended", "refused", "left", "transferred",
    }  # fmt: skip
    in_force = Membership.objects.filter(state__in=["approved", "suspended"])
    assert in_force.values("user").distinct().count() == 2_003  # with three of the story
    numbers = Membership.objects.exclude(card_no=None).values_list("card_no", flat=True)
    assert all(is_card_number(number) for number in numbers)

    appeals = dict(Appeal.objects.values_list("status").annotate(n=Count("pk")).order_by())
    assert sum(appeals.values()) == 154  # with those of the stories
    assert set(appeals) == {"submitted", "in_work", "answered", "closed"}
    assert not Appeal.objects.filter(holder=None).exists()
    assert set(
        User.objects.filter(appeals__in=Appeal.objects.all()).values_list("language", flat=True)
    ) >= {"kk", "ru"}
    assert Reply.objects.filter(stars__isnull=False).count() > 30

    aigul, daniyar, marat = (
        accounts.find_by_address(f"{name}@example.org") for name in ("aigul", "daniyar", "marat")
    )
    hers = Appeal.objects.filter(author=aigul).order_by("-status").values_list("status", "holder")
    assert list(hers) == [
        ("in_work", daniyar.pk), ("answered", daniyar.pk),
    ]  # fmt: skip
    assert queue_of(daniyar).exists()
    assert not marat.memberships.exists()
    primaries = Body.objects.filter(level="primary")
    assert Mandate.objects.filter(kind="chair", body__in=primaries).count() == 40


def test_memberships_tell_of_two_years_and_copy_the_person() -> None:
    demo.build("small")
    rows = Membership.objects.select_related("user", "body", "came_from")
    today = timezone.localdate()
    for row in rows:
        assert (row.sex, row.born_on) == (row.user.sex, row.user.born_on)
        if row.since:
            assert row.body.opened_on <= row.since <= today
            assert row.applied_at < row.decided_at <= timezone.now()
        if row.came_from:
            before = row.came_from
            assert (before.state, before.left_on) == ("transferred", row.since)
            assert (before.user_id, before.card_no) == (row.user_id, row.card_no)
        if row.is_retired:
            assert (today - row.born_on).days > 61 * 365
    assert rows.filter(state="transferred").count() == rows.exclude(came_from=None).count() > 10
    lately = today - timedelta(days=730)
    assert rows.filter(since__gte=lately).count() > 200
    left = rows.filter(state="left")
    assert not left.filter(left_on__lt=lately).exists()
    assert set(left.values_list("leave_reason", flat=True)) >= {"own", "work"}
    marked = rows.filter(is_veteran=True) | rows.filter(is_disabled=True)
    agreed = User.objects.filter(consents__purpose="circumstances")
    assert set(agreed) == {row.user for row in marked}


def test_women_are_many_where_they_teach_and_few_where_they_mine() -> None:
    demo.build("small")
    members = Membership.objects.filter(state="approved")
    shares = {}
    for number, name in ((0, "Miners"), (1, "Education")):
        branch = Body.objects.get(level="branch", search_text__contains=name.casefold())
        of = members.filter(body__paths_up__ancestor=branch, body__paths_up__line="branch")
        shares[number] = of.filter(sex="f").count() / of.count()
    assert shares[0] < 0.3
    assert shares[1] > 0.55


def test_everybody_works_somewhere_and_few_sit_on_the_other_side() -> None:
    demo.build("small")
    members = Membership.objects.filter(state__in=["approved", "suspended"])
    jobs = Job.objects.select_related("site__employer", "user")
    assert set(jobs.values_list("user_id", flat=True)) == set(
        members.values_list("user_id", flat=True)
    )
    primaries = Body.objects.filter(level="primary")
    assert Attachment.objects.count() == primaries.count() == 40
    for employer in Employer.objects.all():
        employer.full_clean()
        assert is_bin(employer.bin)
        assert employer.section
        assert Bin(employer.bin).registered_in[0] > 26  # of a year to come: nobody's
    marked = jobs.exclude(side="worker")
    assert 5 < marked.count() < 60
    assert not Mandate.objects.filter(user__in=marked.values("user")).exists()
    heads = workplaces.head_count_of_bodies()
    assert 28 <= len(heads) <= 40
    for body in primaries.filter(pk__in=heads):
        assert heads[body.pk] > body.memberships.filter(state="approved").count() / 2
    aigul = accounts.find_by_address("aigul@example.org")
    assert jobs.filter(user=aigul, side="worker").count() == 1


def test_indexes_come_back_as_they_were() -> None:
    def shape() -> list[tuple[str, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "select indexname, indexdef from pg_indexes where tablename = any(%(names)s) "
                "union all select conname, pg_get_constraintdef(oid) from pg_constraint "
                "where conrelid = any(%(names)s::regclass[]) order by 1, 2",
                {"names": list(BIG)},
            )
            # PostgreSQL writes the same condition with other casts when it reads its own text.
            return [
                (name, re.sub(r"::[a-z ]+(\[\])?|[()]", "", text))
                for name, text in cursor.fetchall()
            ]

    before = shape()
    heard = []
    with bare.tables(*BIG, tell=lambda *words: heard.append(words)):
        inside = shape()
        demo.build("small")
    assert {name for name, _ in inside} < {name for name, _ in before}
    assert not any("FOREIGN KEY" in text for _name, text in inside)
    assert shape() == before
    assert heard[-1][1] == heard[-1][2] > 10


def test_everybody_of_the_story_has_a_link() -> None:
    demo.build("small")
    rows = demo.people()
    assert [role.split(":")[0] for _name, role, _link in rows][:3] == [
        "a member", "chair of Aigul's primary", "lawyer of the branch union",
    ]  # fmt: skip
    assert len({link for _name, _role, link in rows}) == 11
    assert all(link.startswith("http://testserver/account/link/") for *_who, link in rows)


def test_no_federation_is_invented_in_a_real_installation(settings) -> None:
    settings.MODE = "production"
    with pytest.raises(RuntimeError):
        demo.build("small")
