"""A channel that prints letters, for whoever builds without a mail server."""

import sys
from typing import TYPE_CHECKING

from ortaq.foundation.notify.ports import Letter, PermanentError

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


class ConsoleChannel:
    """Prints to standard output; never for production, since letters are private."""

    def address_of(self, person: "User") -> str:
        """Return the person's e-mail address."""
        return person.email or ""

    def send(self, letter: Letter) -> None:
        """Print the letter."""
        if letter.to.endswith(".invalid"):
            raise PermanentError("550 5.1.1", address_is_dead=True)
        sys.stdout.write(
            f"--- {letter.message_id} to {letter.to}\n{letter.subject}\n\n{letter.text}\n"
        )
