"""A channel that keeps letters in memory, for tests of what would have been sent."""

from typing import TYPE_CHECKING, ClassVar

from ortaq.foundation.notify.ports import Letter, PermanentError

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


class MemoryChannel:
    """Keeps letters in ``sent``; an address that ends with ``.invalid`` does not exist."""

    sent: ClassVar[list[Letter]] = []

    def address_of(self, person: "User") -> str:
        """Return the person's e-mail address."""
        return person.email or ""

    def send(self, letter: Letter) -> None:
        """Keep the letter."""
        if letter.to.endswith(".invalid"):  # RFC 2606: such names never exist
            raise PermanentError("550 5.1.1", address_is_dead=True)
        self.sent.append(letter)
