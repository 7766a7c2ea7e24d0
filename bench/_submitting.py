"""A process that submits appeals as a web worker does; ``bench/_intake.py`` starts and kills it.

Each line it prints is the number of an appeal that a member was told of: committed, by promise.
"""

import os
import sys
import time
from io import BytesIO
from random import Random
from typing import Any
from uuid import UUID, uuid4

WORDS = (
    "Маған қазан айының жалақысы төленбеді, түнгі ауысымдар есептелмеді.",
    "Не выплатили премию за октябрь всей смене, мастер говорит, что приказа не было.",
    "Не дают отпуск второй год, график переписали без нашего согласия.",
    "They do not pay for overtime, and the shift was changed without a word.",
)


def _photo() -> bytes:
    from PIL import Image  # noqa: PLC0415 -- only this process draws

    made = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(made, "JPEG", quality=80)
    return made.getvalue()


def authors(count: int) -> list[tuple[int, int]]:
    """Return members and their primaries, the same ones each time."""
    from ortaq.modules.membership.models import Membership  # noqa: PLC0415
    from ortaq.modules.membership.workflow import IN_FORCE  # noqa: PLC0415

    rows = Membership.objects.filter(state__in=IN_FORCE).order_by("pk")
    return list(rows.values_list("user_id", "body_id")[:count])


def submit(author: Any, body: Any, photo: bytes, key: UUID, text: str) -> str:
    """Take one appeal the whole way of a request: form, file, act; return its number."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from django.http import QueryDict  # noqa: PLC0415
    from django.utils.datastructures import MultiValueDict  # noqa: PLC0415

    from ortaq.modules.appeals.forms import AppealForm  # noqa: PLC0415
    from ortaq.modules.appeals.views.member import submitted  # noqa: PLC0415

    data = QueryDict(mutable=True)
    data.update({"key": str(key), "body": str(body.pk), "text": text, "topic": ""})
    upload = SimpleUploadedFile("photo.jpg", photo, "image/jpeg")
    form = AppealForm(data, MultiValueDict({"photos": [upload]}), bodies=[body])
    if not form.is_valid():
        raise RuntimeError(str(form.errors))
    appeal = submitted(form, author)
    if appeal is None:
        raise RuntimeError(str(form.errors))
    return str(appeal.number)


def main(seed: int, seconds: float) -> None:
    """Submit until the time is over; the parent reads what was acknowledged."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "ortaq.config.settings"
    import django  # noqa: PLC0415

    django.setup()
    from ortaq.foundation.accounts.models import User  # noqa: PLC0415
    from ortaq.foundation.orgs.models import Body  # noqa: PLC0415

    rng, photo = Random(seed), _photo()  # noqa: S311 -- the same ones each time
    people = authors(5_000)
    bodies = Body.objects.in_bulk({body for _user, body in people})
    users = User.objects.in_bulk(
        [user for user, _body in rng.sample(people, min(2_000, len(people)))]
    )
    people = [(user, body) for user, body in people if user in users]
    print("ready", flush=True)
    sys.stdin.readline()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        user, body = rng.choice(people)
        unique = photo + rng.randbytes(8)  # no two people send the same bytes
        number = submit(users[user], bodies[body], unique, uuid4(), rng.choice(WORDS))
        sys.stdout.write(number + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
