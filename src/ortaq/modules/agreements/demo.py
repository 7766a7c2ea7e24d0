"""Invented agreements: one in force with violations and a round of bargaining, one above."""

import io
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.models import Body
from ortaq.modules.agreements import services
from ortaq.modules.agreements.models import Agreement, Version
from ortaq.modules.agreements.workflow import Decision, Kept, Outcome

OLD = """1. Жалпы ережелер
1.1. Шарт үш жылға жасалды және қол қойылған күннен бастап қолданылады.
1.2. Шартқа өзгерістер мен толықтырулар тараптардың келісімімен енгізіледі.
2. Трудовые отношения
2.1. Испытательный срок при приёме на работу — до пяти месяцев.
2.2. О сокращении численности работник предупреждается за два месяца.
3. Жұмыс уақыты
3.1. Жұмыс уақыты аптасына 40 сағаттан аспайды.
3.2. Ауысым кестесі қызметкерлерге бес күн бұрын жеткізіледі.
4. Оплата труда
4.1. Работа в ночное время оплачивается с доплатой 40 процентов.
4.2. Мерзімнен тыс жұмысқа екі еселенген мөлшерде ақы төленеді.
4.3. Жыл сайынғы ақылы еңбек демалысы отыз күнтізбелік күн.
5. Охрана труда
5.1. Стоимость спецодежды удерживается из зарплаты работника.
5.2. На мероприятия по охране труда ежегодно выделяется 12 млн тенге.
6. Кәсіподақ
6.1. Кәсіподаққа тегін бөлме мен байланыс беріледі.
6.2. Участие в забастовке по Трудовому кодексу 2007 года согласуется заранее.
"""
BRANCH = """1. Испытательный срок не превышает двух месяцев.
2. Ночное время оплачивается в двойном размере.
3. Ежегодный отпуск — 30 календарных дней.
4. График сменности доводится до работников за 15 календарных дней.
"""


@transaction.atomic
def tell_a_story(*, officer: User, primary: Body, branch: Body) -> None:
    """Enter two agreements with their texts checked, a promise broken, and bargaining begun."""
    today = timezone.localdate()
    above = _entered(
        officer,
        branch,
        "Ойдан шығарылған салалық келісім",
        BRANCH,
        level=Agreement.Level.BRANCH,
        signed_on=today - timedelta(days=1100),
    )
    row = _entered(
        officer,
        primary,
        "«Ойдан шығарылған кен» ЖШС ұжымдық шарты",
        OLD,
        oked="05101",
        signed_on=today - timedelta(days=1000),
        expires_on=today + timedelta(days=60),
        covered=1240,
        above=above,
    )
    text = row.versions.get()
    for finding in text.findings.filter(verdict="worse")[:2]:
        services.decide(actor=officer, finding=finding, decision=Decision.CONFIRMED)
    kept = services.promise(
        actor=officer, agreement=row, clause="5.2", text="Еңбекті қорғауға 12 млн теңге бөлу"
    )
    services.mark_promise(actor=officer, promise=kept, state=Kept.PARTLY, note="7 млн теңге")
    round_ = services.open_round(
        actor=officer, agreement=row, proposed_on=today - timedelta(days=4)
    )
    one = services.propose(
        actor=officer,
        round_=round_,
        clause="2.1",
        key=uuid4(),
        union_text="Сынақ мерзімі екі айдан аспайды.",
    )
    services.answer_proposal(
        actor=officer, proposal=one, employer_text="Үш ай.", outcome=Outcome.DISAGREED
    )
    services.propose(
        actor=officer,
        round_=round_,
        clause="5.1",
        key=uuid4(),
        union_text="Арнайы киім тегін беріледі.",
    )


def _entered(officer: User, body: Body, title: str, text: str, **more: object) -> Agreement:
    draft = services.Draft(title=title, **more)  # type: ignore[arg-type]
    row = services.register_agreement(actor=officer, body=body, draft=draft)
    version = services.add_version(
        actor=officer, agreement=row, name="shart.txt", stream=io.BytesIO(text.encode())
    )
    services.read_version(
        version=Version.objects.select_related("file", "agreement").get(pk=version.pk)
    )
    return row
