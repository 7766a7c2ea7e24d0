"""What every step shares: the row held, the table of steps asked, memory and trail written."""

from datetime import date
from typing import cast

from django.db import connection
from django.utils import timezone

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership import workflow
from ortaq.modules.membership.card_number import card_number
from ortaq.modules.membership.errors import OwnCaseError, ReasonMissingError, WrongDayError
from ortaq.modules.membership.models import Membership, StepTaken
from ortaq.modules.membership.rules import CHAIRS
from ortaq.modules.membership.workflow import ENDED, IN_FORCE, State, Step

MY_URL = "/my/membership/"
CIRCUMSTANCES = "circumstances"  # the wording of the consent is in accounts.consents


def locked(membership: Membership) -> Membership:
    """Return the row as it is now, held until the transaction ends."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user", "body")
    return rows.get(pk=membership.pk)


def by_another(actor: User | None, membership: Membership) -> None:
    """Nobody decides for himself: OwnCaseError."""
    if actor is not None and membership.user_id == actor.pk:
        raise OwnCaseError


def needed(text: str) -> str:
    """Return a reason without stray spaces; ReasonMissingError when there is none."""
    if not (tidy := " ".join(text.split())):
        raise ReasonMissingError
    return tidy


def day_of(membership: Membership, on: date | None) -> date:
    """Return the day of a step (today unless told); WrongDayError outside the membership."""
    today = timezone.localdate()
    day = on or today
    if day > today or (membership.since and day < membership.since):
        raise WrongDayError
    return day


def take(
    membership: Membership,
    step: Step,
    *,
    by: User | None,
    on: date | None = None,
    ground: str = "",
) -> StepTaken:
    """Change the state of a locked row as the table of steps allows, and remember the step.

    The caller saves the row: most steps change more than the state.
    """
    membership.state = workflow.after(State(membership.state), step)
    return StepTaken.objects.create(
        membership=membership,
        step=step.value,
        on=on or timezone.localdate(),
        at=timezone.now(),
        by=by,
        ground=ground,
    )


def note(membership: Membership, act: str, *, actor: User | None) -> None:
    """Write an act about a membership into the trail."""
    audit.record(
        action=f"membership.{act}", subject=membership, actor=actor, body_id=membership.body_id
    )


def card_of(user: User) -> str:
    """Return the number of the card that a person had and that is free, or a new number.

    Who comes back keeps his number. A number in force stays with its membership.
    """
    cards = Membership.objects.filter(user=user, card_no__isnull=False)
    used = cards.filter(state__in=IN_FORCE).values("card_no")
    old = cards.filter(state__in=ENDED).exclude(card_no__in=used).order_by("-left_on", "-pk")
    found = old.values_list("card_no", flat=True).first()
    return found or card_number(next_serial())


def next_serial() -> int:
    """Return the next serial number of cards; a gap is harmless."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('membership_card_serial')")
        return cast("int", cursor.fetchone()[0])


def facts_of(user: User) -> dict[str, object]:
    """Return the copies that a new membership keeps of a person.

    Circumstances come from his latest membership; those that need a consent, with it only.
    """
    rows = Membership.objects.filter(user=user).order_by("-applied_at", "-pk")
    last = rows.first()
    agreed = last is not None and accounts.has_consent(user, CIRCUMSTANCES)
    return {
        "sex": user.sex,
        "born_on": user.born_on,
        "is_retired": bool(last and last.is_retired),
        "is_veteran": bool(agreed and last and last.is_veteran),
        "is_disabled": bool(agreed and last and last.is_disabled),
    }


def deciders(body: Body, but: User) -> list[User]:
    """Return the nearest chairs who are not this person: here, else upward."""
    for place in (body, *orgs.ancestors(body)):
        posts = orgs.people_in_posts(place).filter(kind__in=CHAIRS)
        if found := [post.user for post in posts if post.user_id != but.pk]:
            return list(dict.fromkeys(found))
    return []
