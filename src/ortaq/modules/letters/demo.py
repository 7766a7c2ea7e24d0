"""Invented letters: one waits for a word, one for a reply, one ended in an agreement."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.files.pdf import PdfUnavailableError
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.letters import selectors, services
from ortaq.modules.letters.models import Letter
from ortaq.modules.letters.workflow import Kind

EMPLOYER = {
    "kk": "«Ойдан шығарылған кен» ЖШС",
    "ru": "ТОО «Вымышленный рудник»",
}
FACTS = {
    "kk": "Қазан айының сыйақысы төленбеді.\nТөлем мерзімі 10 қарашада өтті.",
    "ru": "Премия за октябрь не выплачена.\nСрок выплаты истёк 10 ноября.",
}
ASKS = {
    "kk": "Сыйақыны 5 желтоқсанға дейін төлеу.\nКешігу себебін жазбаша түсіндіру.",
    "ru": "Выплатить премию до 5 декабря.\nПисьменно объяснить задержку.",
}
PAPERS = {
    "kk": "Қазан айының сыйақы туралы бұйрығы.\nУчаскенің жұмыс уақыты табелі.",
    "ru": "Приказ о премии за октябрь.\nТабель учёта рабочего времени участка.",
}
REPLY = {
    "kk": "Сыйақы 5 желтоқсанға дейін төленеді, бұйрық дайындалып жатыр.",
    "ru": "Премия будет выплачена до 5 декабря, приказ готовится.",
}
AGREED = {
    "kk": "1. Жұмыс беруші сыйақыны 5 желтоқсанға дейін төлейді.\n"
    "2. Алдағы уақытта сыйақы айдың 10-ына дейін төленеді.",
    "ru": "1. Работодатель выплатит премию до 5 декабря.\n"
    "2. Впредь премия выплачивается до 10-го числа.",
}
WRITER = {"kk": "Ойдан шығарылған директор", "ru": "Вымышленный директор"}


@transaction.atomic
def tell_a_story(*, author: User) -> int:
    """Write three letters by real acts of today; return how many.

    None where no PDF can be made: the demo of such a machine has no letters.
    """
    own = appeals.appeals_of(author).filter(status="in_work").order_by("pk").first()
    if own is None or own.holder is None:
        return 0
    others = appeals.queue_of(own.holder).filter(status="in_work").exclude(author=author)
    second, third = [*others.order_by("pk")[:2], None, None][:2]
    try:
        with transaction.atomic():
            _prepared(own.number, Kind.DEMAND)
    except PdfUnavailableError:
        return 0
    if second:
        letter = _prepared(second.number, Kind.DOCUMENTS, names_member=False)
        services.send_letter(officer=own.holder, letter=letter, carrier="paper")
    if third:
        _agreed(third.number)
    return 1 + bool(second) + bool(third)


def _prepared(number: str, kind: Kind, *, names_member: bool = True) -> Letter:
    appeal = appeals.appeal(number)
    assert appeal  # noqa: S101 -- it was just read
    assert appeal.holder  # noqa: S101 -- only held ones are chosen
    language = "ru" if appeal.author.language == "ru" else "kk"
    draft = services.Draft(
        to_name=EMPLOYER[language],
        to_email="office@example.org",
        language=language,
        facts=FACTS[language],
        asks=(PAPERS if kind is Kind.DOCUMENTS else ASKS)[language],
        names_member=names_member,
    )
    letter = services.draft_letter(officer=appeal.holder, appeal=appeal, kind=kind, draft=draft)
    return services.prepare_letter(officer=appeal.holder, letter=letter)


def _agreed(number: str) -> None:
    """Let a demand be approved, sent, replied to and end in a page that everybody may read."""
    letter = _prepared(number, Kind.DEMAND)
    officer, language = letter.officer, letter.language
    letter = services.approve_letter(
        author=letter.appeal.author, letter=letter, digest=letter.digest
    )
    letter, address = services.send_letter(officer=officer, letter=letter, carrier="paper")
    link = selectors.live_link(address.rstrip("/").rpartition("/")[2])
    assert link  # noqa: S101 -- it was just made
    words = services.Words(text=REPLY[language], writer=WRITER[language])
    answer = services.receive_answer(link=link, key=UUID(int=letter.pk), words=words)
    services.release_answer(officer=officer, answer=answer)
    services.propose_solution(
        officer=officer, letter=letter, text=AGREED[language], check_on=timezone.localdate()
    )
    services.accept_solution(link=link, version=1, writer=WRITER[language], may_be_public=True)
    solution = selectors.solution_of(letter)
    assert solution  # noqa: S101 -- it was just agreed
    services.open_to_public(officer=officer, letter=letter)
