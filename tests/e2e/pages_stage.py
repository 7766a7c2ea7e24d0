"""The stage of the walk over all pages: what the demo alone does not show.

Runs inside of the product's own environment (staging.py); everything by the rooms' services.
"""

import io
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.utils import timezone

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.sheets import services as sheets
from ortaq.foundation.sheets.layouts import layout
from ortaq.modules.appeals import services as appeals
from ortaq.modules.appeals.models import Review
from ortaq.modules.hearings import services as hearings
from ortaq.modules.law import services as law
from ortaq.modules.letters import services as letters
from ortaq.modules.letters.models import Letter
from ortaq.modules.letters.workflow import Kind as LetterKind
from ortaq.modules.membership import services as membership
from ortaq.modules.workplaces import services as workplaces
from tests.e2e.week_stage import admitted, newcomer

BORN = date(1979, 8, 3)
LIST = """ЖСН;Тегі;Аты;Туған күні
123;Қатеев;Ерлан;03.08.1979
;Ұқсасова;Гүлзара;03.08.1979
;Жаңабаева;Ақерке;01.02.1990
"""


def stage() -> dict[str, str]:
    """Let somebody move in, two records look alike, two be joined, a site wait, a list come."""
    saule = accounts.find_by_address("saule@example.org")
    assert saule
    body = next(m.body for m in orgs.mandates_of(saule, kinds=[Kind.CHAIR]))
    other = orgs.open_bodies(level=Body.Level.PRIMARY).exclude(pk=body.pk).first()
    assert other
    mover = admitted(newcomer("Ауысова", "Мөлдір"), other)
    membership.ask_transfer(
        actor=mover.user, membership=mover, body=body, ground="A new place of work."
    )
    for family_name in ("Ұқсасова", "Уксасова"):
        admitted(newcomer(family_name, "Гүлзада", born_on=BORN), body)
    kept, dropped = (newcomer("Егізова", "Зере") for _twin in range(2))
    admitted(kept, body)
    membership.merge_people(actor=saule, keep=kept, drop=dropped, ground="Entered twice.")
    employer = workplaces.add_employer(actor=saule, name={"kk": "«Иесіз» шеберханасы"})
    site = workplaces.add_site(actor=saule, employer=employer, name={"kk": "Жаңа цех"})
    batch = sheets.receive(
        actor=saule,
        layout=layout("membership.members"),
        body=body,
        name="мүшелер.csv",
        stream=io.BytesIO(LIST.encode()),
    )
    return {
        "site": f"/desk/workplaces/sites/{site.pk}/",
        "sheet": f"/desk/sheets/{batch.public_id}/",
        **_of_appeals(saule, body),
        "edition": _edition(),
    }


def _edition() -> str:
    """Two editions of an invented act, so that imported texts and their diff have pages."""
    text = (Path(law.__file__).parents[1] / "tests" / "texts" / "code_ru.txt").read_text()
    for said in (text, text.replace("1,25-кратной", "2-кратной")):
        report = law.import_act(actor=None, text=said, name="code_ru.txt")
    return f"/desk/law/editions/{report.edition.pk}/"


def _of_appeals(saule: User, body: Body) -> dict[str, str]:
    """What leads from an appeal to pages that the demo's first appeals do not have."""
    aigul = accounts.find_by_address("aigul@example.org")
    assert aigul
    at_the_chair, for_the_lawyer = (
        appeals.submit_appeal(
            author=aigul, body=body, topic=topic, text=text, idempotency_key=uuid4()
        )
        for topic, text in (("help", "Анам ауырып қалды."), ("pay", "Сыйақы берілмеді."))
    )
    appeals.ask_help(officer=saule, appeal=at_the_chair, words="Қаражат жоқ.")
    came = appeals.submit_as_guest(
        guest=appeals.Guest(family_name="Қонақов", given_name="Ер"),
        body=body,
        topic="help",
        text="Қалай мүше боламын?",
        idempotency_key=uuid4(),
        officer=saule,
    )
    lawyer = for_the_lawyer.holder
    assert lawyer
    appeals.take_appeal(officer=lawyer, appeal=for_the_lawyer)
    draft = letters.draft_letter(
        officer=lawyer,
        appeal=for_the_lawyer,
        kind=LetterKind.DEMAND,
        draft=letters.Draft(to_name="«Зауыт» ЖШС", language="kk", facts="Жоқ.", asks="Төлеу."),
    )
    term = hearings.open_limitation(
        actor=lawyer, appeal=for_the_lawyer, key="other_disputes", event_on=timezone.localdate()
    )
    case = appeals.open_case(actor=lawyer, appeals=[for_the_lawyer], title="Қазанның сыйақысы")
    drawn = Review.objects.create(appeal=came, desk=came.desk, drawn_on=timezone.localdate())
    own = Letter.objects.filter(appeal__author=aigul, prepared_at__isnull=False).first()
    assert own
    return {
        "own_letter": f"/my/letters/{own.public_id}/",
        "enter": f"/desk/appeals/enter/{aigul.public_id}/",
        "entered": f"/desk/appeals/{came.number}/entered/",
        "help": f"/desk/appeals/needs-help/{at_the_chair.number}/",
        "review": f"/desk/appeals/reviews/{drawn.pk}/",
        "letter": f"/desk/letters/{draft.public_id}/change/",
        "term": f"/desk/hearings/terms/{term.pk}/",
        "case": f"/desk/hearings/case/{case.number}/",
    }
