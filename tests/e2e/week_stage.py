"""The stage of the chair's week: what has come to Saule since she last looked.

Runs inside of the product's own environment (staging.py); everything by the rooms' services.
"""

import uuid
from datetime import date
from typing import Any

from django.utils import timezone

from ortaq.foundation.accounts import selectors as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.services import register_person
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals.services import submit_appeal
from ortaq.modules.membership import services as membership
from ortaq.modules.membership.models import Membership
from ortaq.modules.workplaces import services as workplaces

APPLICANTS = "абвгд"


def stage() -> dict[str, str]:
    """Let people come: applicants, a mover, two who ask, one who leaves, one entered twice."""
    saule = accounts.find_by_address("saule@example.org")
    aigul = accounts.find_by_address("aigul@example.org")
    assert saule
    assert aigul
    body = next(m.body for m in orgs.mandates_of(saule, kinds=[Kind.CHAIR]))
    other = orgs.open_bodies(level=Body.Level.PRIMARY).exclude(pk=body.pk).first()
    assert other
    for letter in APPLICANTS:
        membership.apply_for_membership(user=newcomer("Арғынбаев", f"Талап{letter}"), body=body)
    mover = admitted(newcomer("Көшпелиев", "Арыстан"), other)
    membership.ask_transfer(
        actor=mover.user, membership=mover, body=body, ground="Works here since 1 November."
    )
    for text in ("My overtime was not paid.", "The changing room has no heating."):
        submit_appeal(
            author=aigul, body=body, text=text, topic="help", idempotency_key=uuid.uuid4()
        )
    leaver = admitted(newcomer("Жолаушин", "Ақжолтай"), body)
    born = date(1985, 4, 12)
    admitted(newcomer("Екібаева", "Қарлығаш", born_on=born), body)
    admitted(newcomer("Екибаева", "Карлыгаш", born_on=born), body)
    employer = workplaces.add_employer(actor=saule, name={"kk": "«Апталық» зауыты"})
    site = workplaces.add_site(actor=saule, employer=employer, name={"kk": "Апталық цех"})
    workplaces.attach_site(actor=saule, site=site, body=body, since=timezone.localdate())
    return {"leaver": leaver.user.family_name, "site": str(site.name)}


def newcomer(family_name: str, given_name: str, **fields: Any) -> User:
    return register_person(actor=None, family_name=family_name, given_name=given_name, **fields)


def admitted(user: User, body: Body) -> Membership:
    applied = membership.apply_for_membership(user=user, body=body)
    chair = orgs.holders(body, kinds=[Kind.CHAIR])[0]
    membership.approve_application(actor=chair, membership=applied)
    applied.refresh_from_db()
    return applied
