"""The desk of the story, alive: notes, replies at hand, a double, a signed case, a flood."""

from collections.abc import Sequence
from random import Random
from uuid import UUID

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.texts.values import Texts
from ortaq.modules.appeals import services
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.workflow import CROWD, FLOOD, Secrecy, Topic
from ortaq.modules.membership import selectors as membership

REPLIES = (  # title, topic, texts
    (
        "Біз сұрадық / Мы запросили",
        Topic.PAY,
        Texts({
            "kk": "Сәлеметсіз бе, {name}! {number} өтінішіңіз бойынша жұмыс берушіден есеп "
            "парақтарын сұрадық. Жауапты {day} дейін жазамын.",
            "ru": "Здравствуйте, {name}! По вашему обращению {number} мы запросили у работодателя "
            "расчётные листки. Отвечу вам до {day}.",
            "en": "Hello {name}, about your appeal {number}: we have asked the employer for the "
            "pay sheets. I will answer you by {day}.",
        }),
    ),
    (
        "Ештеңеге қол қоймаңыз / Ничего не подписывайте",
        Topic.DISMISSAL,
        Texts({
            "kk": "{name}, ештеңеге қол қоймаңыз. Қағаздардың көшірмесін жіберіңіз, {day} дейін "
            "не істейтінімізді айтамын.",
            "ru": "{name}, ничего не подписывайте. Пришлите копии бумаг: до {day} я скажу, что мы "
            "делаем дальше.",
            "en": "{name}, sign nothing. Send me copies of the papers; by {day} I will tell you "
            "what we do next.",
        }),
    ),
)  # fmt: skip
COMMON = Texts({
    "kk": "Өтінішіңіз {number} бізде. Оны жоғалтпаймыз: {day} дейін жауап беріледі.",
    "ru": "Ваше обращение {number} у нас. Оно не потеряется: ответ будет до {day}.",
    "en": "Your appeal {number} is with us. It will not be lost: you get the answer by {day}.",
})  # fmt: skip
BUSES = {
    "kk": "Түнгі ауысымнан кейін қызметтік автобус жүрмейді, үйге жаяу қайтамыз.",
    "ru": "После ночной смены не ходит служебный автобус, домой идём пешком.",
}
PAID_LATE = {
    "kk": "Қазан айының жалақысы әлі түскен жоқ, бүкіл учаске бойынша.",
    "ru": "Зарплата за октябрь до сих пор не пришла, по всему участку.",
}


def stage_desk(*, author: User, body: Body, rng: Random) -> None:
    """Let the officer of the story find everything on his desk, by real acts of today."""
    first = Appeal.objects.filter(author=author, status="in_work").order_by("pk").first()
    if first is None or first.holder is None:
        return
    lawyer, desk = first.holder, first.desk
    _replies(lawyer, desk)
    services.add_note(
        officer=lawyer,
        appeal=first,
        text="Бухгалтер сейсенбіде орнында болады. / Бухгалтер на месте во вторник.",
    )
    others = _members(body, without=author, count=CROWD + 4)
    if len(others) > CROWD + 1:
        _signed_case(body, others, rng)
        twice = others[-1]
        for secrecy in (Secrecy.CONFIDENTIAL, Secrecy.CONFIDENTIAL):
            _ask(twice, body, Topic.PAY, PAID_LATE, rng, services.Intake(secrecy=secrecy))
    _flood(desk, body, rng)


def _replies(lawyer: User, desk: Body) -> None:
    for title, topic, text in REPLIES:
        services.save_reply(officer=lawyer, body=desk, title=title, topic=topic.value, text=text)
    centre = orgs.centre()
    for officer in orgs.holders(centre, kinds=[Kind.OFFICER])[:1]:
        services.save_reply(
            officer=officer, body=centre, title="Өтініш бізде / Обращение у нас", text=COMMON
        )


def _signed_case(body: Body, others: Sequence[User], rng: Random) -> None:
    """A matter of three who asked and of those who signed, worded so that nobody is named."""
    asked = [_ask(user, body, Topic.HOURS, BUSES, rng) for user in others[:3]]
    holder = asked[0].holder
    rows = [row for row in asked if row.holder == holder]
    if holder is None:
        return
    case = services.open_case(
        actor=holder, appeals=rows, title="Түнгі ауысымнан кейінгі автобус / Автобус после ночной"
    )
    services.word_case(
        actor=holder, case=case, title=case.title, words=f"{BUSES['kk']}\n\n{BUSES['ru']}"
    )
    for user in others[3 : CROWD + 2]:
        services.sign_case(person=user, case=case)


def _flood(desk: Body, home: Body, rng: Random) -> None:
    """Within one hour more ask from one primary than the rule bears: one matter, none lost."""
    for body in orgs.descendants(desk).filter(level=Body.Level.PRIMARY).exclude(pk=home.pk)[:20]:
        people = _members(body, without=None, count=FLOOD.more_than + 4)
        if len(people) > FLOOD.more_than:
            for user in people:
                _ask(user, body, Topic.PAY, PAID_LATE, rng)
            return


def _members(body: Body, *, without: User | None, count: int) -> list[User]:
    rows = membership.members_of([body.pk]).select_related("user").order_by("pk")
    held = {user.pk for user in orgs.holders(body, kinds=list(Kind))}
    found = [row.user for row in rows[: 3 * count]]
    return [user for user in found if user != without and user.pk not in held][:count]


def _ask(
    author: User,
    body: Body,
    topic: Topic,
    words: dict[str, str],
    rng: Random,
    intake: services.Intake | None = None,
) -> Appeal:
    return services.submit_appeal(
        author=author,
        body=body,
        topic=topic.value,
        text=words.get(author.language, words["ru"]),
        idempotency_key=UUID(int=rng.getrandbits(128), version=4),
        intake=intake or services.Intake(),
    )
