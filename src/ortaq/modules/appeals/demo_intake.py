"""The other doors of intake, for the demo: by voice, in person, from a guest, confidential."""

import io
import math
import wave
from random import Random
from uuid import UUID

from ortaq.foundation.accounts.models import User
from ortaq.foundation.files.services import store
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals import services
from ortaq.modules.appeals.routing import posts_above
from ortaq.modules.appeals.services import Guest, Intake, Secrecy
from ortaq.modules.membership import selectors as membership

SAID = "Менің еңбек демалысымды екінші жыл қатарынан бермей жатыр."
GUESTS_WORDS = "Со мной не подписывают трудовой договор уже третий месяц. Что мне делать?"
RATE, SECONDS = 8_000, 2


def stage_intake(*, author: User, body: Body, rng: Random) -> None:
    """Let a colleague speak, another come in person, and a guest ask without an account."""
    rows = membership.members_of([body.pk]).exclude(user=author).order_by("-pk")
    officers = {post.officer.pk: post.officer for post in posts_above(body)}
    speaks, comes = [row.user for row in rows[:12] if row.user_id not in officers][:2]
    voice = store(owner=speaks, name="voice.wav", stream=_tone())
    services.submit_appeal(
        author=speaks,
        body=body,
        text="",
        topic="hours",
        idempotency_key=_key(rng),
        files=[voice],
        intake=Intake(secrecy=Secrecy.CONFIDENTIAL),
    )
    officer = next(iter(officers.values()), None)
    if officer and officer.pk != author.pk:
        services.enter_for(
            officer=officer, author=comes, body=body, text=SAID, idempotency_key=_key(rng)
        )
    services.submit_as_guest(
        guest=Guest(family_name="Ким", given_name="Виктор", contact="+7 700 000 00 00"),
        body=body,
        text=GUESTS_WORDS,
        idempotency_key=_key(rng),
    )


def _key(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


def _tone() -> io.BytesIO:
    """Return two seconds of a quiet tone: nobody's voice is invented."""
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        steps = range(RATE * SECONDS)
        sound.writeframes(bytes(128 + int(24 * math.sin(step * 0.35)) for step in steps))
    made.seek(0)
    return made
