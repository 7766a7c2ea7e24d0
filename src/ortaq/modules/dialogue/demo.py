"""Invented talk of the people of the story, by real acts: threads, an announcement, replies."""

from datetime import timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.texts.values import Texts
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.dialogue import services
from ortaq.modules.dialogue.models import Announcement
from ortaq.modules.membership import selectors as membership

WITH_CHAIR = (
    (True, "Сәлеметсіз бе! Жұма күнгі жиналыс нешеде басталады?"),
    (False, "Сәлеметсіз бе! Сағат 16:00-де, акт залында. Келесіз бе?"),
    (True, "Келемін. Түнгі ауысым туралы да айтсақ деп едік."),
)
IN_CASE = (
    (False, "Айгүл, есеп парақтарыңызды алдым. Тағы бір құжат керек: қазан айының кестесі."),
    (True, "Кестені ертең цехтан аламын, суретін осында жіберемін."),
)
ANNOUNCEMENT = (
    {
        "kk": "Ұжымдық шартты талқылау: жұма, 16:00",
        "ru": "Обсуждаем коллективный договор: пятница, 16:00",
        "en": "We discuss the collective agreement: Friday, 16:00",
    },
    {
        "kk": "Акт залында жиналамыз. Түнгі ауысым мен арнайы киім туралы ұсыныстарыңызды осы "
        "жерге жауап етіп жазыңыз немесе өзіңізбен ала келіңіз.",
        "ru": "Собираемся в актовом зале. Предложения о ночных сменах и спецодежде пишите здесь в "
        "ответ или приносите с собой.",
        "en": "We meet in the assembly hall. Write your wishes about night shifts and work "
        "clothes here as a reply, or bring them with you.",
    },
)
REPLIES = (
    (True, "Түнгі ауысымға қосымша ақы туралы айту керек."),
    (False, "Қолғап екі айда бір рет беріледі, аз. Мұны ашық айтқым келмейді."),
)
READERS = 12


@transaction.atomic
def tell_a_story(*, member: User, chair: User, body: Body, rng: Random) -> None:
    """Let a member talk with her chair and her lawyer, and the chair write to everybody."""
    thread = services.open_thread(member=member, body=body)
    for is_member, text in WITH_CHAIR:
        services.say(
            author=member if is_member else chair, thread=thread, text=text, key=_key(rng)
        )
    case = appeals.appeals_of(member).filter(status="in_work").first()
    if case is not None and case.holder is not None:
        thread = services.open_thread(member=member, appeal=case)
        for is_member, text in IN_CASE:
            author = member if is_member else case.holder
            services.say(author=author, thread=thread, text=text, key=_key(rng))
    title, text_of_all = ANNOUNCEMENT
    row = services.announce(
        leader=chair, body=body, title=Texts(title), text=Texts(text_of_all), key=_key(rng)
    )
    now = timezone.now()
    Announcement.objects.filter(pk=row.pk).update(
        sent_at=now - timedelta(hours=5), goes_at=now - timedelta(hours=4)
    )
    services.go_out(announcement_id=row.pk)
    people = [m.user for m in membership.members_of([body.pk]).order_by("pk")[:READERS]]
    others = [one for one in people if one.pk not in (member.pk, chair.pk)]
    for reader in others:
        services.mark_announcement_read(person=reader, announcement=row)
    for (is_public, words), person in zip(REPLIES, others, strict=False):
        services.reply_to_announcement(
            person=person, announcement=row, text=words, is_public=is_public, key=_key(rng)
        )


def _key(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)
