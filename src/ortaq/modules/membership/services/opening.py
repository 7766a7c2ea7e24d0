"""Reading names from above: for a purpose, of few people, each of whom is told."""

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.membership import selectors
from ortaq.modules.membership.errors import MembershipError
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.rules import READERS_ABOVE


class TooManyError(MembershipError):
    """The words find more people than may be named at once, or nobody any more."""

    text = _("Add a word to the name: only a few people may be named at once.")


@transaction.atomic
def open_found(*, reader: User, query: str, purpose: str) -> list[Membership]:
    """Open the records of the few people whom a search from above counted.

    Each opening is in the trail, holds for an hour, and the person is told. TooManyError when
    they are not few; PurposeNeededError when the purpose says too little.
    """
    found = selectors.people_above(reader, query)
    if not found:
        raise TooManyError
    for row in found:
        accounts.open_record(
            reader=reader, person=row.user, purpose=purpose, post=_post(reader, row.body_id)
        )
    return found


def _post(reader: User, body_id: int) -> str:
    """Return the mandate by which the reader reaches a body, in words."""
    for mandate in orgs.mandates_of(reader, kinds=READERS_ABOVE):
        if orgs.reaches(reader, body_id, kinds=[Kind(mandate.kind)]):
            return gettext("{kind}, {body}").format(
                kind=mandate.get_kind_display(), body=mandate.body
            )
    return ""
