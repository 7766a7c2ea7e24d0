"""One contract for every channel (see notify.ports)."""

import pytest

from ortaq.foundation.accounts.models import User
from ortaq.foundation.notify.adapters.console import ConsoleChannel
from ortaq.foundation.notify.adapters.email import EmailChannel
from ortaq.foundation.notify.adapters.memory import MemoryChannel
from ortaq.foundation.notify.ports import (
    Channel,
    Letter,
    PermanentError,
    TemporaryError,
    channel,
    known_channels,
)


def letter(to: str = "aigul@example.org", **more: str) -> Letter:
    return Letter(
        to=to, message_id="<a@b>", language="kk", subject="Тақырып", text="Мәтін: ₸", **more
    )


@pytest.fixture(params=[EmailChannel, MemoryChannel, ConsoleChannel])
def adapter(request, sink) -> Channel:
    MemoryChannel.sent.clear()
    sink.refusals = []
    return request.param()


@pytest.fixture
def taken(adapter, sink, capsys):
    """Return what the medium has taken over, as one text."""

    def read() -> str:
        mails = [f"{m['Subject']} {m.get_body(('plain',)).get_content()}" for m in sink.taken]
        kept = [f"{m.subject} {m.text}" for m in MemoryChannel.sent]
        return "".join([*mails, *kept, capsys.readouterr().out])

    return read


def test_a_person_without_an_address_cannot_be_reached(adapter):
    assert adapter.address_of(User(email=None)) == ""
    assert adapter.address_of(User(email="aigul@example.org")) == "aigul@example.org"


def test_a_letter_is_taken_over_whole_in_kazakh(adapter, taken):
    adapter.send(letter())
    text = taken()
    assert "Тақырып" in text
    assert "Мәтін: ₸" in text


def test_a_dead_address_is_said_to_be_dead(adapter, sink):
    sink.refusals = ["550 5.1.1 no such user"]
    with pytest.raises(PermanentError) as refused:
        adapter.send(letter("nobody@example.invalid"))
    assert refused.value.address_is_dead
    assert refused.value.reply == "550 5.1.1"
    assert "nobody" not in str(refused.value)


def test_errors_never_quote_the_address(sink):
    sink.refusals = ["450 4.2.0 <aigul@example.org> is busy"]
    with pytest.raises(TemporaryError) as refused:
        EmailChannel().send(letter())
    assert refused.value.reply == "450 4.2.0"
    assert refused.value.__suppress_context__


def test_what_is_not_connected_says_so():
    assert {known.name: known.connected for known in known_channels()} == {
        "email": True,
        "push": False,
        "sms": False,
        "telegram": False,
    }
    assert channel("sms") is None
    assert isinstance(channel("email"), EmailChannel)
