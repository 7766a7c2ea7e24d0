"""A real SMTP server in a thread that keeps what it takes."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from email.message import EmailMessage


class PostOffice:
    """Letters in the order they came, each with its recipient."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a letter."""
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters += [(to, letter) for to in envelope.rcpt_tos]
        return "250 OK"

    def emptied(self) -> list[tuple[str, str]]:
        """Return to whom each letter went and under which subject, and empty the box."""
        found = [(to, str(letter["Subject"]).strip()) for to, letter in self.letters]
        self.letters.clear()
        return sorted(found)


@contextmanager
def post_office(settings: Any) -> Iterator[PostOffice]:
    """Open an office on a free port and let Django send its mail there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield office
    controller.stop()
