"""Appeals for tests, in the small union of membership's tests."""

from uuid import uuid4

from ortaq.foundation.accounts.models import User
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.services import submit_appeal, take_appeal
from ortaq.modules.membership.tests.factories import World, world

__all__ = ["World", "appeal", "world"]


def appeal(
    w: World, *, topic: str = "pay", taken: bool = False, author: User | None = None
) -> Appeal:
    """Return an appeal of Aigul's (or another member of the mine)."""
    submitted = submit_appeal(
        author=author or w.aigul,
        body=w.union.mine,
        topic=topic,
        text="The bonus of October was not paid to our shift.",
        idempotency_key=uuid4(),
    )
    if taken and submitted.holder:
        submitted = take_appeal(officer=submitted.holder, appeal=submitted)
    return submitted
