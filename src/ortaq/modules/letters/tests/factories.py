"""Letters for tests: Aigul's appeal, held by Daniyar, lawyer of the branch union."""

from typing import Any
from uuid import uuid4

from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.tests.factories import World, appeal, world
from ortaq.modules.letters import selectors, services
from ortaq.modules.letters.models import Answer, Letter, Link
from ortaq.modules.letters.workflow import Kind

__all__ = ["World", "appeal", "approved", "drafted", "link_of", "reply", "sent", "world"]


def drafted(got: Appeal, kind: Kind = Kind.DEMAND, **more: Any) -> Letter:
    """Return a draft of the holder's."""
    draft = {
        "to_name": "ЖШС «Шахта»",
        "to_email": "office@mine.example",
        "language": "ru",
        "facts": "Премия за октябрь не выплачена.",
        "asks": "Выплатить премию.\nНазвать срок.",
    } | more
    assert got.holder
    return services.draft_letter(
        officer=got.holder, appeal=got, kind=kind, draft=services.Draft(**draft)
    )


def approved(got: Appeal, kind: Kind = Kind.DEMAND, **more: Any) -> Letter:
    """Return a letter whose pages the author has approved."""
    assert got.holder
    letter = services.prepare_letter(officer=got.holder, letter=drafted(got, kind, **more))
    if letter.needs_word:
        services.approve_letter(author=got.author, letter=letter, digest=letter.digest)
    letter.refresh_from_db()
    return letter


def sent(got: Appeal, kind: Kind = Kind.DEMAND, **more: Any) -> tuple[Letter, str]:
    """Return a letter that has left on paper, and the token of its link."""
    assert got.holder
    letter, address = services.send_letter(
        officer=got.holder, letter=approved(got, kind, **more), carrier="paper",
        without_notice="" if kind is Kind.DEMAND else "Danger to life",
    )  # fmt: skip
    return letter, address.rstrip("/").rpartition("/")[2]


def link_of(token: str) -> Link:
    """Return the link of a token."""
    link = selectors.live_link(token)
    assert link
    return link


def reply(token: str, text: str = "Выплатим до 1 декабря.", **more: Any) -> Answer:
    """Return a reply by a link."""
    words = services.Words(text=text, writer="А. Директор", **more)
    return services.receive_answer(link=link_of(token), key=uuid4(), words=words)
