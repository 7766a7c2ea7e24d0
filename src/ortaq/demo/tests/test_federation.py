"""The invented federation: whole, the same every time, quick."""

import time

import pytest
from django.db.models import Count

from ortaq import demo
from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.models import Body, Mandate
from ortaq.modules.appeals.models import Appeal, Reply
from ortaq.modules.appeals.selectors import queue_of
from ortaq.modules.membership.card_number import is_card_number
from ortaq.modules.membership.models import Membership

pytestmark = pytest.mark.django_db


def test_the_small_federation_is_whole() -> None:
    began = time.process_time()
    demo.build("small")
    assert time.process_time() - began < 10
    demo.build("small")  # a second call leaves it alone

    assert Body.objects.count() == 1 + 8 + 20 + 40
    assert User.objects.filter(email__endswith="@example.org").exists()
    states = dict(Membership.objects.values_list("state").annotate(n=Count("pk")).order_by())
    assert set(states) == {"applied", "approved", "refused", "left"}
    assert 1_850 <= states["approved"] <= 2_100
    numbers = Membership.objects.exclude(card_no=None).values_list("card_no", flat=True)
    assert all(is_card_number(number) for number in numbers)

    appeals = dict(Appeal.objects.values_list("status").annotate(n=Count("pk")).order_by())
    assert sum(appeals.values()) == 122
    assert set(appeals) == {"submitted", "in_work", "answered", "closed"}
    assert not Appeal.objects.filter(holder=None).exists()
    assert set(
        User.objects.filter(appeals__in=Appeal.objects.all()).values_list("language", flat=True)
    ) >= {"kk", "ru"}
    assert Reply.objects.filter(stars__isnull=False).count() > 30

    aigul, daniyar, marat = (
        accounts.find_by_address(f"{name}@example.org") for name in ("aigul", "daniyar", "marat")
    )
    assert list(Appeal.objects.filter(author=aigul).values_list("status", "holder")) == [
        ("in_work", daniyar.pk), ("answered", daniyar.pk),
    ]  # fmt: skip
    assert queue_of(daniyar).exists()
    assert not marat.memberships.exists()
    primaries = Body.objects.filter(level="primary")
    assert Mandate.objects.filter(kind="chair", body__in=primaries).count() == 40


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
