"""The joint page: to and fro, agreed by both, public by both, looked at on its day."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.notify.models import Message
from ortaq.modules.letters import errors, selectors, services
from ortaq.modules.letters.models import Solution
from ortaq.modules.letters.services.agreeing import digest_of
from ortaq.modules.letters.tests.factories import World, appeal, link_of, sent, world
from ortaq.modules.letters.workflow import Done

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def test_words_go_to_and_fro_until_both_stand_on_one_version(w: World, client: Client) -> None:
    letter, token = sent(appeal(w, taken=True))
    today = timezone.localdate()
    with pytest.raises(errors.TracesError):
        services.propose_solution(
            officer=w.daniyar, letter=letter, text=f"{w.aigul.family_name}", check_on=today
        )
    services.propose_solution(
        officer=w.daniyar, letter=letter, text="Выплатить до 1 мая.", check_on=today
    )
    link = link_of(token)
    countered = services.counter_solution(link=link, text="Выплатить до 1 июня.", writer="Дир")
    assert (countered.union_version, countered.other_version) == (1, 2)
    with pytest.raises(errors.NotAgreedError):  # the first words are not the last any more
        services.accept_solution(link=link, version=1, writer="Дир")
    with pytest.raises(errors.NotAgreedError):
        services.confirm_solution(officer=w.daniyar, letter=letter, version=1)
    agreed = services.confirm_solution(
        officer=w.daniyar, letter=letter, version=2, may_be_public=True
    )
    assert agreed.agreed_at
    assert agreed.digest == digest_of(agreed, "Выплатить до 1 июня.")
    page = reverse("letters-public:agreement", args=[agreed.public_id])
    assert client.get(page).status_code == 404  # only one side wants everybody to read it
    with pytest.raises(errors.NotAgreedError):
        services.counter_solution(link=link, text="Передумали", writer="Дир")
    Solution.objects.update(other_public=True)
    shown = client.get(page).content.decode()
    assert "Выплатить до 1 июня." in shown
    assert agreed.printed_digest in shown
    assert w.aigul.family_name not in shown
    assert (
        str(agreed.public_id) in client.get(reverse("letters-public:agreements")).content.decode()
    )
    assert services.remind(now=timezone.now()) == 1
    services.check_solution(officer=w.daniyar, letter=letter, done=Done.YES)
    assert services.remind(now=timezone.now()) == 0
    services.say_done(author=w.aigul, letter=letter, done=Done.NO)
    found = selectors.solution_of(letter)
    assert found
    assert (found.done, found.member_done) == ("yes", "no")
    services.close_to_public(officer=w.daniyar, letter=letter)
    assert client.get(page).status_code == 404


def test_the_counterpart_may_accept_our_words_at_once(w: World) -> None:
    letter, token = sent(appeal(w, taken=True))
    later = timezone.localdate() + timedelta(days=30)
    services.propose_solution(officer=w.daniyar, letter=letter, text="Так", check_on=later)
    agreed = services.accept_solution(
        link=link_of(token), version=1, writer="Дир", may_be_public=True
    )
    assert agreed.agreed_at
    assert not agreed.is_public  # the union has not said yes to that
    assert Message.objects.filter(person=w.aigul, kind="letters.solution_agreed").exists()
    with pytest.raises(errors.NotAgreedError):
        services.propose_solution(officer=w.daniyar, letter=letter, text="Иначе", check_on=later)


def test_words_of_theirs_that_name_the_member_are_not_confirmed(w: World) -> None:
    letter, token = sent(appeal(w, taken=True))
    day = timezone.localdate()
    services.propose_solution(officer=w.daniyar, letter=letter, text="Так", check_on=day)
    named = f"{w.aigul.full_name} получит премию"
    services.counter_solution(link=link_of(token), text=named, writer="Дир")
    with pytest.raises(errors.TracesError):
        services.confirm_solution(officer=w.daniyar, letter=letter, version=2)
    with pytest.raises(errors.NotAgreedError):  # nothing is agreed, so nothing can be done
        services.check_solution(officer=w.daniyar, letter=letter, done=Done.YES)
    for stranger in (w.saule, w.aigul):
        with pytest.raises(errors.NotHolderError):
            services.propose_solution(officer=stranger, letter=letter, text="x", check_on=day)
