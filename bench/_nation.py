"""The national demo as the benches use it: its database here, its pages over loopback."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.product import ROOT, Product

from bench.pages import Visitor

PATIENCE = 60 * 60  # seconds: the first time two million people are invented


def folder() -> Path:
    """Where it lives: BENCH_NATION, or what ``./ortaq demo --size national`` keeps."""
    return Path(os.environ.get("BENCH_NATION", ROOT / "var" / "demo-national"))


@contextmanager
def nation() -> Iterator[Product]:
    """Serve the national demo, seeded if it is not there, and open its database to Django."""
    place = folder()
    if not (place / "demo.seeded").exists():
        print(f"inventing two million members in {place}: some ten minutes, once", flush=True)
    with Product(place, size="national", patience=PATIENCE) as product:
        os.environ.update(
            ORTAQ_MODE="demo",
            ORTAQ_DATA_DIR=str(place),
            ORTAQ_DATABASE_URL="",
            ORTAQ_EMAIL_HOST="",
            ORTAQ_PUBLIC_URL=product.address,
            DJANGO_SETTINGS_MODULE="ortaq.config.settings",
        )
        import django  # noqa: PLC0415 -- only now are its settings known

        django.setup()
        yield product


_visitors: dict[str, Visitor] = {}  # by the link, which signs in once


def visitor(product: Product, role: str) -> Visitor:
    """Return somebody of the demo, signed in."""
    link = product.person(role).link
    if link not in _visitors:
        _visitors[link] = Visitor(product.port)
        _visitors[link].sign_in(link)
    return _visitors[link]


def officer(name: str) -> Any:
    """Return a person of the story as a fresh object, its mandates not read yet."""
    from ortaq.foundation.accounts import selectors  # noqa: PLC0415 -- Django is set up by now

    found = selectors.find_by_address(f"{name}@example.org")
    if found is None:
        raise LookupError(f"the demo has no {name}")
    return found
