"""Seconds until a demo answers: first start and second; ./ortaq bench start."""

import os
import platform
import tempfile
from pathlib import Path
from typing import Any

from tools.product import Product

LIMITS = {"first_start": 45.0, "second_start": 8.0}


def main() -> dict[str, Any]:
    """Start a demo in an empty folder, stop it, start it again on the same data."""
    load = os.getloadavg()[0]
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder:
        for name in LIMITS:
            with Product(Path(folder)) as product:
                seconds[name] = product.seconds
                people = len(product.people)
    figures = [
        {
            "name": name,
            "value": round(seconds[name], 2),
            "unit": "s",
            "limit": limit,
            "kept": seconds[name] <= limit,
        }
        for name, limit in LIMITS.items()
    ]
    print(
        f"{os.cpu_count()} cores, load {load:.1f} before the start, "
        f"Python {platform.python_version()}"
    )
    for figure in figures:
        print(f"{figure['name']:<14} {figure['value']:6.1f} s   ≤ {figure['limit']:g}")
    return {
        "cores": os.cpu_count(),
        "load_before": round(load, 2),
        "python": platform.python_version(),
        "people_offered": people,
        "figures": figures,
        "passed": all(figure["kept"] for figure in figures),
    }
