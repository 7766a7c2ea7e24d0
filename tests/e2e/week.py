"""Sets up the chair's week in the database of the started product."""

import json
import os
import subprocess
import sys

from tools.product import ROOT, Product

ASK = """
import json
from django.db import transaction
from tests.e2e import week_stage
with transaction.atomic():
    names = week_stage.stage()
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
