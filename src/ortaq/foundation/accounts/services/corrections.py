"""Corrections of what documents prove: the person asks, an officer compares and decides."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts import keys, selectors
from ortaq.foundation.accounts.clock import working_days_after
from ortaq.foundation.accounts.errors import IinConflictError, NotOpenError
from ortaq.foundation.accounts.events import CorrectionAsked, CorrectionDecided, PersonChanged
from ortaq.foundation.accounts.models import Correction, Identity, User
from ortaq.foundation.accounts.services.identity import parse_iin, set_iin
from ortaq.foundation.accounts.services.persons import index_name
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.lib import kazid

# Law on personal data (94-V), article 25 as remembered: an answer within three working days.
ANSWER_DAYS = 3


@transaction.atomic
def ask_correction(
    *,
    person: User,
    family_name: str | None = None,
    given_name: str | None = None,
    patronymic: str | None = None,
    born_on: date | None = None,
    iin: str = "",
    note: str = "",
) -> Correction:
    """Ask to correct one's record; None leaves a field as it is. One open wish a person.

    NotOpenError when an earlier wish still waits; BadIinError for a wrong number.
    """
    User.objects.select_for_update().get(pk=person.pk)
    if Correction.objects.filter(person=person, state=Correction.State.ASKED).exists():
        raise NotOpenError("an earlier wish still waits")
    box = None
    if iin:
        text = parse_iin(iin).digits
        box = keys.seal(text.encode(), place=selectors.iin_place(person))
    now = timezone.now()
    wish = Correction(
        person=person,
        family_name=family_name,
        given_name=given_name,
        patronymic=patronymic,
        born_on=born_on,
        iin_box=box,
        note=note,
        asked_at=now,
        due_at=working_days_after(now, ANSWER_DAYS),
    )
    wish.save()
    audit.record(action="accounts.correction_asked", subject=person, actor=person)
    publish(CorrectionAsked(correction_id=wish.pk))
    return wish


@transaction.atomic
def accept_correction(*, actor: User, correction: Correction, answer: str = "") -> None:
    """Correct the record as asked. IdentityError when the IIN and the record still disagree.

    Nobody decides on his own wish: PermissionError.
    """
    wish = _locked(actor, correction)
    person = User.objects.select_for_update().get(pk=wish.person_id)
    for field in ("family_name", "given_name", "patronymic"):
        value = getattr(wish, field)
        if value is not None:
            setattr(person, field, value)
    if wish.born_on:
        person.born_on = wish.born_on
    index_name(person)
    person.full_clean()
    person.save()
    if wish.iin_box:
        iin = keys.unseal(wish.iin_box, place=selectors.iin_place(person)).decode()
        set_iin(actor=actor, user=person, iin=iin)
    elif wish.born_on and Identity.objects.filter(user=person).exists():
        iin = selectors.iin_of(person)
        if kazid.Iin.parse(iin).born_on != wish.born_on:
            raise IinConflictError("born_on")
    publish(PersonChanged(user_id=person.pk))
    _decide(wish, actor, Correction.State.ACCEPTED, answer)


@transaction.atomic
def refuse_correction(*, actor: User, correction: Correction, answer: str) -> None:
    """Refuse, with a reason the person reads. Nobody decides on his own wish."""
    _decide(_locked(actor, correction), actor, Correction.State.REFUSED, answer)


def _locked(actor: User, correction: Correction) -> Correction:
    wish = Correction.objects.select_for_update().get(pk=correction.pk)
    if wish.state != Correction.State.ASKED:
        raise NotOpenError("already decided")
    if wish.person_id == actor.pk:
        raise PermissionError("nobody decides on his own wish")
    return wish


def _decide(wish: Correction, actor: User, state: str, answer: str) -> None:
    wish.state = state
    wish.answer = answer
    wish.decided_by = actor
    wish.decided_at = timezone.now()
    wish.iin_box = None  # the number now stands in its own place, or nowhere
    wish.save()
    audit.record(
        action=f"accounts.correction_{state}",
        subject=wish,
        actor=actor,
        params={"person": str(wish.person_id)},
    )
    publish(CorrectionDecided(correction_id=wish.pk, person_id=wish.person_id))
