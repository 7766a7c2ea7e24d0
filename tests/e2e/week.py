"""The stage of the chair's week: what has come to Saule since she last looked.

Run inside of the started product's environment, by ``set_up``; everything by the rooms' services.
"""

import json
import os
import subprocess
import sys
import uuid
from datetime import date
from typing import Any

from tools.product import ROOT, Product


APPLICANTS = 5
ASK = """
import json
from django.db import transaction
from tests.e2e import week
with transaction.atomic():
    names = week.stage()
print("WEEK " + json.dumps(names))
"""


def set_up(product: Product) -> dict[str, str]:
    """Fill Saule's week in the product's database; return the names that the journey types."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ORTAQ_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "ortaq", "shell", "-c", ASK],
        cwd=ROOT,
        env=kept
        | {
            "ORTAQ_MODE": "demo",
            "ORTAQ_DATA_DIR": str(product.folder),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    line = next((row for row in done.stdout.splitlines() if row.startswith("WEEK ")), "")
    assert line, f"the week could not be staged:\n{done.stdout}\n{done.stderr}"
    names: dict[str, str] = json.loads(line.removeprefix("WEEK "))
    return names


def stage() -> dict[str, str]:
    """Let people come: applicants, a mover, two who ask, one who leaves, one entered twice."""
    from django.utils import timezone

    from ortaq.foundation.accounts import selectors as accounts
    from ortaq.foundation.orgs import selectors as orgs
    from ortaq.foundation.orgs.kinds import Kind
    from ortaq.foundation.orgs.models import Body
    from ortaq.modules.appeals.services import submit_appeal
    from ortaq.modules.membership import services as membership
    from ortaq.modules.workplaces import services as workplaces

    saule = accounts.find_by_address("saule@example.org")
    aigul = accounts.find_by_address("aigul@example.org")
    assert saule
    assert aigul
    body = next(m.body for m in orgs.mandates_of(saule, kinds=[Kind.CHAIR]))
    other = orgs.open_bodies(level=Body.Level.PRIMARY).exclude(pk=body.pk).first()
    assert other
    for n in range(APPLICANTS):
        membership.apply_for_membership(user=_person("Арғынбаев", f"Талап{'абвгд'[n]}"), body=body)
    mover = _admitted(_person("Көшпелиев", "Арыстан"), other)
    membership.ask_transfer(
        actor=mover.user, membership=mover, body=body, ground="Works here since 1 November."
    )
    for text in ("My overtime was not paid.", "The changing room has no heating."):
        submit_appeal(
            author=aigul, body=body, text=text, topic="help", idempotency_key=uuid.uuid4()
        )
    leaver = _admitted(_person("Жолаушин", "Ақжолтай"), body)
    born = date(1985, 4, 12)
    _admitted(_person("Екібаева", "Қарлығаш", born_on=born), body)
    _admitted(_person("Екибаева", "Карлыгаш", born_on=born), body)
    employer = workplaces.add_employer(actor=saule, name={"kk": "«Апталық» зауыты"})
    site = workplaces.add_site(actor=saule, employer=employer, name={"kk": "Апталық цех"})
    workplaces.attach_site(actor=saule, site=site, body=body, since=timezone.localdate())
    return {"leaver": leaver.user.family_name, "site": str(site.name)}


def _person(family_name: str, given_name: str, **fields: Any) -> Any:
    from ortaq.foundation.accounts.services import register_person

    return register_person(actor=None, family_name=family_name, given_name=given_name, **fields)


def _admitted(user: Any, body: Any) -> Any:
    from ortaq.foundation.orgs import selectors as orgs
    from ortaq.foundation.orgs.kinds import Kind
    from ortaq.modules.membership import services as membership

    applied = membership.apply_for_membership(user=user, body=body)
    chair = orgs.holders(body, kinds=[Kind.CHAIR])[0]
    membership.approve_application(actor=chair, membership=applied)
    applied.refresh_from_db()
    return applied
