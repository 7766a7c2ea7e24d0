"""A few norms with a lawyer's name, and a value with an administrator's, for a stage."""

from datetime import date
from decimal import Decimal

from ortaq.foundation.accounts.models import User
from ortaq.modules.law import selectors, services

SIGNED = ("tk-113-3", "tk-088", "tk-108", "tk-110", "tk-077-1", "tk-113-4")
KAZAKH = ("tk-113-3", "tk-088")
WITHDRAWN = "tk-113-1"
DEMO_SOURCE = "Көрсетілімге арналған мән, ресми емес · Значение для показа, не официальное"


def tell_a_story(*, lawyer: User, administrator: User) -> None:
    """Let a lawyer sign some norms and take one signature back; give the base rate a value."""
    for norm_id in (*SIGNED, WITHDRAWN):
        norm = selectors.norm(norm_id)
        signed = services.sign_norm(actor=lawyer, norm_id=norm_id, digest=norm.digest)
        if norm_id == WITHDRAWN:
            services.withdraw_sign_off(
                actor=lawyer, sign_off=signed, why="Мерзімін қайта қараймын."
            )
    for norm_id in KAZAKH:
        norm = selectors.norm(norm_id)
        services.sign_norm(actor=lawyer, norm_id=norm_id, digest=norm.kk_digest, aspect="kk")
    services.set_value(
        actor=administrator,
        key="base_rate",
        amount=Decimal(18),
        since=date(2025, 10, 13),
        source=DEMO_SOURCE,
    )
