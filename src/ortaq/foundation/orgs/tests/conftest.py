"""The small union that most tests walk in."""

import pytest

from ortaq.foundation.orgs import factories


@pytest.fixture
def union(db) -> factories.Union:
    return factories.union()
