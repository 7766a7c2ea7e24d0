"""The stage of the walk over all pages: what the demo alone does not show.

Runs inside of the product's own environment (staging.py); everything by the rooms' services.
"""

import io
from datetime import date

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.sheets import services as sheets
from ortaq.foundation.sheets.layouts import layout
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
    }
