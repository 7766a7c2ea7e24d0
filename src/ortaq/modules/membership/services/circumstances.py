"""Acts: what is known of a person beside the name, as copies for statistics."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import OuterRef, Subquery

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.models import User
from ortaq.modules.membership.errors import ConsentMissingError
from ortaq.modules.membership.models import Membership
from ortaq.modules.membership.services import steps
from ortaq.modules.membership.workflow import LIVE


@transaction.atomic
def mark_circumstances(
    *, actor: User, user: User, retired: bool, veteran: bool, disabled: bool
) -> None:
    """Keep that a member is retired, a veteran or has a disability, in all he belongs to.

    The last two are kept with the consent ``circumstances`` only: ConsentMissingError. Taking
    them away needs none. What is so already is not written again.
    """
    if (veteran or disabled) and not accounts.has_consent(user, steps.CIRCUMSTANCES):
        raise ConsentMissingError
    marks = {"is_retired": retired, "is_veteran": veteran, "is_disabled": disabled}
    rows = Membership.objects.select_for_update().filter(user=user, state__in=LIVE)
    for row in rows.order_by("pk"):
        if any(getattr(row, name) != value for name, value in marks.items()):
            for name, value in marks.items():
                setattr(row, name, value)
            row.save(update_fields=list(marks))
            steps.note(row, "circumstances", actor=actor)


@transaction.atomic
def retire(*, actor: User, user: User, retired: bool = True) -> None:
    """Keep that a member no longer works and stays in the union, or works again."""
    rows = Membership.objects.select_for_update().filter(user=user, state__in=LIVE)
    for row in rows.exclude(is_retired=retired).order_by("pk"):
        row.is_retired = retired
        row.save(update_fields=["is_retired"])
        steps.note(row, "retired" if retired else "works_again", actor=actor)


@transaction.atomic
def forget_circumstances(*, user_id: int) -> int:
    """Remove what was kept with a consent that is taken back, from ended memberships too."""
    rows = Membership.objects.filter(user_id=user_id)
    return rows.update(is_veteran=False, is_disabled=False)


@transaction.atomic
def copy_person(*, user_id: int) -> int:
    """Bring sex and birth date of a person's live memberships up to date. Idempotent."""
    person = User.objects.get(pk=user_id)
    rows = Membership.objects.filter(user=person, state__in=LIVE)
    stale = rows.exclude(sex=person.sex, born_on=person.born_on)
    if person.born_on is None:
        stale = rows.exclude(sex=person.sex, born_on__isnull=True)
    return stale.update(sex=person.sex, born_on=person.born_on)


@transaction.atomic
def copy_people(*, user_ids: Collection[int]) -> int:
    """Bring sex and birth date of many persons' live memberships up to date, by one statement."""
    person = User.objects.filter(pk=OuterRef("user"))
    rows = Membership.objects.filter(user__in=user_ids, state__in=LIVE)
    return rows.update(
        sex=Subquery(person.values("sex")), born_on=Subquery(person.values("born_on"))
    )
