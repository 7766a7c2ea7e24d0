"""Acts: what an officer confirms or corrects is kept, so that the next suggestion is better."""

from typing import TYPE_CHECKING

import numpy as np
from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.ai.masking import mask
from ortaq.foundation.audit.services import record
from ortaq.modules.assistant.models import Correction, Miss, Refusal
from ortaq.modules.assistant.ranking import ranker
from ortaq.modules.assistant.selectors import LONGEST, has_refused, triage
from ortaq.modules.assistant.triaging import ROUTES, TOPICS

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal

LONGEST_ADDRESS = 40


class UnknownLabelError(Exception):
    """A topic, route or article that does not exist."""


class RefusedError(Exception):
    """The author does not want the assistant to read his appeals."""


@transaction.atomic
def confirm_triage(
    *,
    actor: User,
    appeal: "Appeal",
    topic: str,
    urgent: bool,
    collective: bool,
    route: str,
) -> Correction:
    """Keep what an officer says an appeal is; a second word on the same appeal replaces the first.

    Nothing of the appeal itself changes. Of its words only a vector stays, and goes with it.
    """
    if topic not in TOPICS or route not in ROUTES:
        raise UnknownLabelError(topic if topic not in TOPICS else route)
    if has_refused(appeal.author):
        raise RefusedError
    read = ranker().read
    [question] = read.questions([appeal.text[:LONGEST]])
    row, _made = Correction.objects.update_or_create(
        appeal=appeal,
        defaults={
            "body_id": appeal.body_id,
            "topic": topic,
            "urgent": urgent,
            "collective": collective,
            "route": route,
            "suggested": triage(appeal.text).topic,
            "vector": read.turn(question.centred).astype(np.float16).tobytes(),
            "confirmed_at": timezone.now(),
        },
    )
    record(
        action="assistant.triage_confirmed",
        subject=appeal,
        actor=actor,
        body_id=appeal.body_id,
        params={"number": appeal.number},
    )
    return row


@transaction.atomic
def note_article(
    *, actor: User, question: str, lang: str, said: str, act: str, article: str
) -> Miss:
    """Keep a question with the article that a lawyer chose for it; people in it are masked."""
    address = f"{act}:{article}"
    if not article or len(address) > LONGEST_ADDRESS:
        raise UnknownLabelError(address)
    row = Miss.objects.create(
        question=mask(question[:LONGEST]).text,
        lang=lang,
        said=said,
        meant=address,
        lawyer=actor,
        at=timezone.now(),
    )
    record(
        action="assistant.article_chosen", subject=row, actor=actor, params={"article": article}
    )
    return row


@transaction.atomic
def refuse_assistant(*, user: User) -> None:
    """Turn the assistant off for a person's own appeals; what it had learned of them goes too."""
    _row, made = Refusal.objects.get_or_create(user=user, defaults={"at": timezone.now()})
    if made:
        Correction.objects.filter(appeal__author=user).delete()
        record(action="assistant.refused", subject=user, actor=user)


@transaction.atomic
def allow_assistant(*, user: User) -> None:
    """Let the assistant read a person's appeals again."""
    if Refusal.objects.filter(user=user).delete()[0]:
        record(action="assistant.allowed", subject=user, actor=user)
