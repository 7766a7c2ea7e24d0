"""E-mail by the installation's SMTP server."""

import re
import smtplib
from typing import TYPE_CHECKING

from django.core.mail import EmailMultiAlternatives

from ortaq.foundation.notify.ports import Letter, PermanentError, TemporaryError

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

PERMANENT = 500
# RFC 5321: no such mailbox, not local, name not allowed. Others (552 full, 554 policy) may pass.
NO_SUCH_ADDRESS = {550, 551, 553}
_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


class EmailChannel:
    """Sends by Django's mail backend."""

    def address_of(self, person: "User") -> str:
        """Return the person's e-mail address."""
        return person.email or ""

    def send(self, letter: Letter) -> None:
        """Hand the letter to the SMTP server. Errors carry codes, never the server's words."""
        try:
            self._message(letter).send()
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _of_recipient(code, words) from None
        except (smtplib.SMTPSenderRefused, smtplib.SMTPAuthenticationError) as error:
            raise TemporaryError(f"ours-{error.smtp_code}") from None  # our settings are wrong
        except smtplib.SMTPDataError as error:
            reply = _code(error.smtp_code, error.smtp_error)
            refused = error.smtp_code >= PERMANENT
            raise (PermanentError(reply) if refused else TemporaryError(reply)) from None
        except smtplib.SMTPResponseException as error:
            raise TemporaryError(str(error.smtp_code)) from None
        except (smtplib.SMTPException, OSError) as error:
            raise TemporaryError(type(error).__name__) from None

    def _message(self, letter: Letter) -> EmailMultiAlternatives:
        headers = {
            "Message-ID": letter.message_id,
            "Content-Language": letter.language,
            "Auto-Submitted": "auto-generated",
        }
        if letter.unsubscribe_url:
            headers["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        message = EmailMultiAlternatives(
            subject=letter.subject, body=letter.text, to=[letter.to], headers=headers
        )
        if letter.html:
            message.attach_alternative(letter.html, "text/html")
        return message


def _of_recipient(code: int, words: bytes | str) -> TemporaryError | PermanentError:
    """Return what a refusal of the recipient means (RFC 5321, RFC 3463)."""
    text = _code(code, words)
    if code < PERMANENT:
        return TemporaryError(text)  # greylisting, a full mailbox
    enhanced = text.partition(" ")[2]
    dead = enhanced.startswith("5.1.") if enhanced else code in NO_SUCH_ADDRESS
    return PermanentError(text, address_is_dead=dead)


def _code(code: int, words: bytes | str) -> str:
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    found = _ENHANCED.search(text)
    return f"{code} {found[1]}" if found else str(code)
