"""An officer is away: a colleague has his open appeals, and new ones come to the colleague."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.notify.services import notify
from ortaq.modules.appeals.errors import DeputyError
from ortaq.modules.appeals.models import Absence, Appeal
from ortaq.modules.appeals.selectors.absences import deputies_for
from ortaq.modules.appeals.standing_in import forget_absences
from ortaq.modules.appeals.workflow import OPEN


@transaction.atomic
def set_absence(*, actor: User, officer: User, deputy: User, since: date, until: date) -> Absence:
    """Say that an officer is away from a day to a day, both counted, and who stands in for him.

    Nothing is moved: while he is away his deputy sees and works the officer's appeals, however
    many, and on the day after they are the officer's as before. New appeals look for the deputy.
    DeputyError unless the deputy works at the same desks or above, is there himself all the
    time, and the officer stands in for nobody meanwhile.
    """
    User.objects.select_for_update().filter(pk__in=[officer.pk, deputy.pk]).order_by("pk").count()
    if until < max(since, timezone.localdate()):
        raise DeputyError
    if deputy.pk not in {post.user_id for post in deputies_for(officer)}:
        raise DeputyError
    meanwhile = Absence.objects.filter(since__lte=until, until__gte=since)
    if meanwhile.filter(Q(officer=officer) | Q(officer=deputy) | Q(deputy=officer)).exists():
        raise DeputyError
    absence = Absence.objects.create(officer=officer, deputy=deputy, since=since, until=until)
    forget_absences(deputy)
    audit.record(
        action="appeals.absent",
        subject=absence,
        actor=actor,
        params={"since": since, "until": until},
    )
    notify(
        users=[deputy],
        kind="appeals.stand_in",
        params={"count": Appeal.objects.filter(holder=officer, status__in=OPEN).count()},
        url="/desk/appeals/away/",
    )
    return absence


@transaction.atomic
def end_absence(*, actor: User | None, absence: Absence) -> None:
    """Come back early, or call a planned absence off: from now on one has one's own again."""
    absence = Absence.objects.select_for_update().select_related("deputy").get(pk=absence.pk)
    today = timezone.localdate()
    audit.record(
        action="appeals.back",
        subject=absence,
        actor=actor,
        params={"since": absence.since, "until": absence.until},
    )
    if absence.since >= today:
        absence.delete()
    elif absence.until >= today:
        absence.until = today - timedelta(days=1)
        absence.save(update_fields=["until"])


def release_absences_of(*, deputy: User) -> int:
    """End the absences whose deputy may stand in no more; return how many. Idempotent."""
    rows = Absence.objects.filter(deputy=deputy, until__gte=timezone.localdate())
    ended = 0
    for absence in rows.select_related("officer"):
        if deputy.pk in {post.user_id for post in deputies_for(absence.officer)}:
            continue
        end_absence(actor=None, absence=absence)
        notify(users=[absence.officer], kind="appeals.deputy_gone", url="/desk/appeals/away/")
        ended += 1
    return ended
