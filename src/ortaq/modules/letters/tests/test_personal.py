"""What letters hold of a person: told, taken away, and what has to stay."""

import pytest
from django.utils import timezone

from ortaq.modules.letters import personal, services
from ortaq.modules.letters.models import Answer, Letter
from ortaq.modules.letters.tests.factories import (
    World,
    appeal,
    drafted,
    link_of,
    reply,
    sent,
    world,
)

pytestmark = pytest.mark.django_db


def test_export_and_erasure() -> None:
    w: World = world()
    got = appeal(w, taken=True)
    letter, token = sent(got)
    drafted(got)
    answer = reply(token, text="Ответ завода")
    services.propose_solution(
        officer=w.daniyar, letter=letter, text="Выплатить", check_on=timezone.localdate()
    )
    services.accept_solution(link=link_of(token), version=1, writer="Дир")
    told = personal.export(w.aigul)
    assert len(told) == 1  # a draft is the officer's
    assert w.aigul.full_name in told[0]["words"]
    assert told[0]["agreed"] == "Выплатить"
    assert told[0]["replies"] == []
    services.release_answer(officer=w.daniyar, answer=answer)
    assert personal.export(w.aigul)[0]["replies"][0]["text"] == "Ответ завода"
    assert personal.export(w.bota) == []
    assert personal.erase(w.bota) == []
    assert personal.erase(w.aigul)
    left = Letter.objects.get(pk=letter.pk)
    assert (left.number, left.digest, left.to_name) == (
        letter.number,
        letter.digest,
        "ЖШС «Шахта»",
    )
    assert (left.facts, left.sheet, left.pdf, left.docx) == ("", {}, None, None)
    assert Answer.objects.get().text == ""
    assert personal.purge_closed(timezone.now()) == 0
