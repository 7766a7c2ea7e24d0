"""Erasure where the law lets: what may go goes, references stay and point at a nameless person."""

from dataclasses import dataclass

from django.db import transaction

from ortaq.foundation.accounts import personal
from ortaq.foundation.accounts.errors import ErasureBlockedError
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import Words
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs


@dataclass(frozen=True)
class Preview:
    """What an erasure would do, app by app."""

    obstacles: list[Words]
    goes: list[Words]
    stays: list[Words]


def _obstacles(user: User) -> list[Words]:
    return [words for data in personal.registered() for words in data.obstacles(user)]


def preview_erasure(*, user: User) -> Preview:
    """Say exactly what would go and what must stay: the erasure is run and rolled back."""
    goes: list[Words] = []
    stays: list[Words] = []
    with transaction.atomic():
        for data in personal.registered():
            before = data.export(user)
            stays += data.erase(User.objects.get(pk=user.pk))
            if before and before != data.export(User.objects.get(pk=user.pk)):
                goes.append(data.label or data.name)
        transaction.set_rollback(True)
    return Preview(obstacles=_obstacles(user), goes=goes, stays=stays)


@transaction.atomic
def request_erasure(*, user: User) -> None:
    """Take the person's confirmed wish; the account closes at once, a job does the rest.

    ErasureBlockedError names what must end first.
    """
    if reasons := _obstacles(user):
        raise ErasureBlockedError(reasons)
    User.objects.filter(pk=user.pk).update(is_active=False)
    audit.record(action="accounts.erasure_asked", subject=user, actor=user)
    jobs.defer("accounts.erase_person", user_id=user.pk)


@transaction.atomic
def erase_person(*, user_id: int) -> None:
    """Erase what may go, in every app, in one transaction. Idempotent."""
    user = User.objects.select_for_update().filter(pk=user_id, erased_at__isnull=True).first()
    if user is None:
        return
    for data in personal.registered():
        data.erase(user)
    audit.record(action="accounts.erased", subject=user, actor=None)
