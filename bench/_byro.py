"""Runs inside byro's own environment: its import and its member list, through Django's client.

Called by bench.register with a CSV whose columns have byro's own names, and the number of pages to
ask for. Prints one JSON object.
"""

import json
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

from byro.common.models import Configuration  # type: ignore[import-not-found]  # noqa: E402
from byro.members.models import Member  # type: ignore[import-not-found]  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402


def cpu() -> float:
    """Return the CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Import the CSV, then ask for the list of members."""
    source, pages = Path(sys.argv[1]), int(sys.argv[2])
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("compress", verbosity=0)
    config = Configuration.get_solo()  # without these it sends everybody to its first settings
    config.name = "Bench"
    config.mail_from = config.backoffice_mail = "bench@example.org"
    config.save()
    officer = get_user_model().objects.create_user("officer", password="officer")  # noqa: S106
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    began, cpu_began = time.perf_counter(), cpu()
    answer = client.post(
        "/members/list/import",
        {
            "importer": "byro.office.members.import.default_csv",
            "upload_file": SimpleUploadedFile("members.csv", source.read_bytes()),
        },
    )
    seconds, cpu_seconds = time.perf_counter() - began, cpu() - cpu_began
    if answer.status_code != 302 or not Member.objects.exists():
        names = [str(one.name) for one in Member.get_fields().values()]
        raise SystemExit(f"byro took no member: {answer.status_code}; its columns are {names}")

    client.get("/members/list")
    walls, began_cpu = [], cpu()
    for _ in range(pages):
        began = time.perf_counter()
        answer = client.get("/members/list")
        walls.append(time.perf_counter() - began)
    if answer.status_code != 200:
        raise SystemExit(f"byro's list answered {answer.status_code}")
    print(
        json.dumps(
            {
                "members": Member.objects.count(),
                "import_seconds": seconds,
                "import_cpu_seconds": cpu_seconds,
                "list_ms": sorted(walls)[len(walls) // 2] * 1000,
                "list_cpu_ms": (cpu() - began_cpu) / pages * 1000,
                "list_bytes": len(answer.content),
            }
        )
    )


main()
