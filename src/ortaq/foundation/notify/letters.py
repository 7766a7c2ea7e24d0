"""Letters in the reader's language: one message, several together, a code, a finished text."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ortaq.foundation.notify.kinds import words_of
from ortaq.foundation.notify.locks import fingerprint, unsubscribe_token
from ortaq.foundation.notify.models import Message
from ortaq.foundation.notify.ports import Letter


def message_id(name: str) -> str:
    """Return the Message-ID of a letter: the same for the same letter, telling nothing."""
    return f"<{fingerprint(name)}@{urlsplit(settings.PUBLIC_URL).hostname}>"


def compose(messages: Sequence[Message], *, to: str, channel: str) -> Letter:
    """Return one letter with one or several messages of one person, in his language."""
    person = messages[0].person
    groups = {message.kind.partition(".")[0] for message in messages}
    token = unsubscribe_token(person.pk, groups.pop() if len(groups) == 1 else "")
    with translation.override(person.language):
        items = [
            {
                "title": title,
                "text": text,
                # Through the inbox: opening marks as read, and asks for a sign-in where needed.
                "url": settings.PUBLIC_URL + reverse("notify:open", args=[message.pk]),
            }
            for message in messages
            for title, text in [words_of(message.kind, message.params)]
        ]
        subject = (
            items[0]["title"]
            if len(items) == 1
            else ngettext("{count} new message", "{count} new messages", len(items)).format(
                count=len(items)
            )
        )
        unsubscribe = settings.PUBLIC_URL + reverse("notify:unsubscribe", args=[token])
        context = {
            "subject": subject,
            "language": person.language,
            "items": items,
            "settings_url": settings.PUBLIC_URL + reverse("notify:settings"),
            "unsubscribe_url": unsubscribe,
            "is_demo": settings.MODE == "demo",
        }
        return Letter(
            to=to,
            message_id=message_id(f"{channel} {[message.pk for message in messages]}"),
            language=person.language,
            subject=_one_line(subject),
            text=render_to_string("notify/mail/messages.txt", context),
            html=render_to_string("notify/mail/messages.html", context),
            unsubscribe_url=unsubscribe,
        )


def code_letter(code: str, *, to: str, language: str, name: str) -> Letter:
    """Return a letter with a sign-in code. The code is not in the subject: screens light up."""
    with translation.override(language):
        subject = _("Your code for Ortaq")
        context = {"subject": subject, "language": language, "code": code}
        return Letter(
            to=to,
            message_id=message_id(name),
            language=language,
            subject=subject,
            text=render_to_string("notify/mail/code.txt", context),
            html=render_to_string("notify/mail/code.html", context),
        )


def plain_letter(subject: str, text: str, *, to: str, language: str, name: str) -> Letter:
    """Return a letter whose words another room has written."""
    return Letter(
        to=to,
        message_id=message_id(name),
        language=language,
        subject=_one_line(subject),
        text=text,
    )


def _one_line(text: str) -> str:
    """Return a subject without line breaks, which would open a header of its own."""
    return " ".join(text.split())[:200]
