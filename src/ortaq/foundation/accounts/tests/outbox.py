"""Fakes at this room's ports: what was sent, and who needs a second factor."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    address: str
    channel: str
    language: str
    code: str = ""
    subject: str = ""
    text: str = ""


SENT: list[Sent] = []


def send_code(*, address, channel, code, language):
    SENT.append(Sent(address, channel, language, code=code))


def send_letter(*, address, channel, subject, text, language):
    SENT.append(Sent(address, channel, language, subject=subject, text=text))


def chairs_only(user):
    return bool(user.email) and user.email.startswith("saule")


def nobody(user):
    return False
