"""Sets a stage in the database of the started product: rows that its pages are looked at with."""

import json
import os
import subprocess
import sys

from tools.product import ROOT, Product

ASK = """
import json
from django.db import transaction
from tests.e2e import {stage}
with transaction.atomic():
    names = {stage}.stage()
print("STAGE " + json.dumps(names))
"""


def set_up(product: Product, stage: str) -> dict[str, str]:
    """Run ``stage()`` of a module beside this one in the product; return what it names."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ORTAQ_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "ortaq", "shell", "-c", ASK.format(stage=stage)],
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
    line = next((row for row in done.stdout.splitlines() if row.startswith("STAGE ")), "")
    assert line, f"{stage} could not be set:\n{done.stdout}\n{done.stderr}"
    names: dict[str, str] = json.loads(line.removeprefix("STAGE "))
    return names
