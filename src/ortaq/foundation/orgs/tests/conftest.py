"""The small union that most tests walk in."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from ortaq.foundation.orgs import factories


@pytest.fixture
def union(db) -> factories.Union:
    return factories.union()


@pytest.fixture
def time_machine_day(monkeypatch):
    """Let a test move the day of the house."""

    def travel(day: date) -> None:
        noon = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: noon)

    return travel
