"""Help: asked for before a clock rings, offered from above, or the appeal goes over."""

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals.errors import NotShownError
from ortaq.modules.appeals.models import Appeal, Clock, Move, Told
from ortaq.modules.appeals.rules import LEADERS, is_holder, is_kept_away, is_shown_to, step_of
from ortaq.modules.appeals.services.moves import locked, note, said
from ortaq.modules.appeals.services.work import hand_over_appeal, take_appeal
from ortaq.modules.appeals.workflow import ClockKind, IllegalStepError, Status


@transaction.atomic
def ask_help(*, officer: User, appeal: Appeal, words: str) -> list[User]:
    """Ask the nearest leaders for help before the clock rings; return who was asked.

    They see number, topic, clock and officer on their page "Needs help", and the words; the
    member reads the words, too. Asking costs nothing: the clocks run on as they did.
    """
    appeal = locked(appeal)
    words = said(words)
    if not appeal.is_open:
        raise IllegalStepError("a closed appeal needs no help")
    leaders = _nearest_leaders(appeal, without=officer.pk)
    level = step_of(leaders[0][1]) if leaders else Told.CENTRE
    running = Clock.objects.filter(appeal=appeal, stopped_at__isnull=True, told__lt=level)
    running.exclude(kind=ClockKind.FORWARDED.value).update(told=level)
    note(appeal, Move.Kind.ASKED_HELP, who=officer, words=words)
    people = [leader for leader, _level in leaders]
    notify(
        users=people,
        kind="appeals.help_asked",
        params={"number": appeal.number},
        url=f"/desk/appeals/needs-help/{appeal.number}/",
    )
    return people


def _nearest_leaders(appeal: Appeal, *, without: int) -> list[tuple[User, str]]:
    """Return the leaders of the nearest body from the desk upward who may see the appeal."""
    for body in [appeal.desk, *orgs.ancestors(appeal.desk)]:
        here = orgs.people_in_posts(body).filter(kind__in=LEADERS, user__is_active=True)
        found = [
            (post.user, body.level)
            for post in here
            if post.user_id not in {without, appeal.author_id, appeal.holder_id}
            and not is_kept_away.test(post.user, appeal)
        ]
        if found:
            return found
    return []


@transaction.atomic
def offer_help(*, leader: User, appeal: Appeal, words: str) -> None:
    """Say to the officer how one helps; he and the member read it. NotShownError for others."""
    appeal = locked(appeal)
    if not is_shown_to.test(leader, appeal):
        raise NotShownError
    note(appeal, Move.Kind.HELPED, who=leader, words=said(words))
    if appeal.holder:
        notify(
            users=[appeal.holder],
            kind="appeals.help_offered",
            params={"number": appeal.number},
            url=f"/desk/appeals/{appeal.number}/",
        )


@transaction.atomic
def take_over(*, leader: User, appeal: Appeal, reason: str) -> Appeal:
    """Take an appeal that needs help into one's own hands; its clocks run on."""
    appeal = locked(appeal)
    if not is_shown_to.test(leader, appeal):
        raise NotShownError
    appeal = hand_over_appeal(actor=leader, appeal=appeal, officer=leader, reason=reason)
    if appeal.status == Status.SUBMITTED:
        appeal = take_appeal(officer=leader, appeal=appeal)
    return appeal


@transaction.atomic
def help_over(*, leader: User, appeal: Appeal, officer: User, reason: str) -> Appeal:
    """Hand an appeal that needs help to another officer; its clocks run on."""
    appeal = locked(appeal)
    if not is_shown_to.test(leader, appeal):
        raise NotShownError
    return hand_over_appeal(actor=leader, appeal=appeal, officer=officer, reason=reason)


@transaction.atomic
def name_deputy(*, officer: User, appeal: Appeal, deputy: User, reason: str) -> Appeal:
    """Let a colleague have one appeal in one's stead, and say why; the clocks run on."""
    if not is_holder.test(officer, appeal):
        raise NotShownError
    appeal = hand_over_appeal(actor=officer, appeal=appeal, officer=deputy, reason=reason)
    last = Move.objects.filter(appeal=appeal, kind=Move.Kind.HANDED_OVER).latest("pk")
    last.kind, last.at = Move.Kind.DEPUTISED, timezone.now()
    last.save(update_fields=["kind", "at"])
    return appeal
