"""Runs inside django-helpdesk's own environment: 1,000,000 tickets, and an officer's list of them.

Called by bench.appeals with the number of tickets, the officer's open ones, and how often to ask.
The list is a page and then a request of its script for the rows; a person waits for both. Prints
one JSON object.
"""

import json
import os
import sys
import time

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="bench",  # noqa: S106 -- a scratch database
    ALLOWED_HOSTS=["*"],
    USE_TZ=True,
    ROOT_URLCONF="urls",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "helpdesk",
            "USER": os.environ["BENCH_ROLE"],
            "HOST": os.environ["BENCH_SOCKET"],
            "CONN_MAX_AGE": 60,
        }
    },
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.sites",
        "django.contrib.humanize",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "django.contrib.admin",
        "rest_framework",
        "helpdesk",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    SITE_ID=1,
    STATIC_URL="/static/",
    HELPDESK_TEAMS_MODE_ENABLED=False,
    HELPDESK_KB_ENABLED=True,  # without it 2.6.1 cannot read its own urls.py
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from helpdesk.models import Queue  # type: ignore[import-not-found]  # noqa: E402
from helpdesk.query import query_to_base64  # type: ignore[import-not-found]  # noqa: E402

FILL = """
    INSERT INTO helpdesk_ticket
           (title, queue_id, created, modified, submitter_email, assigned_to_id, status, on_hold,
            description, priority, due_date, secret_key)
    SELECT 'Bonus of October ' || n, %(queue)s + n %% 45, now() - make_interval(mins => n),
           now() - make_interval(mins => n), 'member' || n || '@example.org',
           CASE WHEN n <= %(own)s THEN %(officer)s END, CASE WHEN n <= 60000 THEN 1 ELSE 4 END,
           false, 'The bonus of October was not paid to our shift. ' || n, 3,
           now() + make_interval(hours => n %% 500), md5(n::text)
      FROM generate_series(1, %(tickets)s) n
"""


def main() -> None:
    """Fill the tables, then ask for the officer's list."""
    tickets, own, times = (int(word) for word in sys.argv[1:4])
    call_command("migrate", verbosity=0)
    queues = Queue.objects.bulk_create(
        Queue(title=f"Branch {n}", slug=f"branch-{n}") for n in range(45)
    )
    officer = get_user_model().objects.create_superuser("officer", password="officer")  # noqa: S106
    with connection.cursor() as cursor:
        values = {"queue": queues[0].pk, "own": own, "officer": officer.pk, "tickets": tickets}
        cursor.execute(FILL, values)
        cursor.execute("VACUUM ANALYZE helpdesk_ticket")
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    mine = {"filtering": {"status__in": [1, 2, 3], "assigned_to__id__in": [officer.pk]}}
    every = {"filtering": {"status__in": [1, 2, 3]}}
    print(json.dumps({name: measure(client, query, times) for name, query in
                      (("own", mine), ("all", every))}))  # fmt: skip


def measure(client: Client, query: dict[str, object], times: int) -> dict[str, float]:
    """Return milliseconds of the page and of its rows, p95 each, and how many rows came."""
    query = {"filtering_null": {}, "sorting": "created", "sortreverse": False,
             "search_string": "", **query}  # fmt: skip
    rows = f"/datatables_ticket_list/{query_to_base64(query)}?draw=1&start=0&length=25"
    rows += "&order[0][column]=0&order[0][dir]=desc&search[value]="
    page = [timed(client, "/tickets/") for _ in range(times)]
    data = [timed(client, rows) for _ in range(times)]
    found = json.loads(client.get(rows).content)
    return {"page_ms": p95(page), "rows_ms": p95(data), "rows": len(found["data"])}


def timed(client: Client, path: str) -> float:
    """Return how long one answer takes."""
    began = time.perf_counter()
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}: {answer.content[:500]!r}")
    return (time.perf_counter() - began) * 1000


def p95(values: list[float]) -> float:
    """Return the value that 95 of a hundred do not pass."""
    return sorted(values)[int(len(values) * 0.95)]


main()
