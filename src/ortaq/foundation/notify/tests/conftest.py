"""Aigul, Marat, and a real SMTP server in a thread."""

import socket
import time
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage  # noqa: TC003 -- the fixture is annotated with it

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.notify.kinds import message_group, message_kind

message_group("tests", "Tests")
message_kind("tests.kettle", title="Kettle {number}", text="The kettle {number} has boiled.")
message_kind("tests.fire", title="Fire", text="Please leave the house.", urgent=True)


class Sink:
    """Takes mail, or refuses it as a test says."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.refusals: list[str] = []  # answers to the next RCPT commands; then "250"
        self.data_answer = "250 OK"
        self.delay = 0.0

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refusals:
            return self.refusals.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        time.sleep(self.delay)
        if self.data_answer.startswith("250"):
            self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients += envelope.rcpt_tos
        return self.data_answer


@pytest.fixture
def sink(settings) -> Iterator[Sink]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield handler
    controller.stop()


def person(given_name: str, family_name: str, email: str, language: str = "ru") -> User:
    return User.objects.create_user(
        email=email, given_name=given_name, family_name=family_name, language=language
    )


@pytest.fixture
def aigul(db) -> User:
    return person("Айгүл", "Серікқызы", "aigul@example.org")


@pytest.fixture
def marat(db) -> User:
    return person("Марат", "Чужой", "marat@example.org")


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the house: at("2026-11-23 12:00") in Almaty."""

    def move(text: str) -> datetime:
        moment = timezone.make_aware(datetime.fromisoformat(text))
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return move
