"""The environment of tests, loaded by ``-p tests.environment`` (pyproject.toml).

pytest-django reads the settings before any conftest.py runs: set there, these values came too
late, and the tests ran in production mode on the data folder of the checkout.
"""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings

from ortaq.ops.catalogues import compile_stale

os.environ["ORTAQ_MODE"] = "test"
os.environ["ORTAQ_DATA_DIR"] = tempfile.mkdtemp(prefix="ortaq-test-")
os.environ["ORTAQ_SECRET_KEY"] = "tests-only-secret-key-of-more-than-fifty-characters-0123"
os.environ["ORTAQ_IDENTITY_KEYS"] = "tests-only-identity-key"
os.environ["ORTAQ_DATABASE_URL"] = ""
os.environ["ORTAQ_PUBLIC_URL"] = "http://testserver"
(Path(os.environ["ORTAQ_DATA_DIR"]) / "static").mkdir()  # WhiteNoise looks for it
# A fresh clone has no compiled catalogues, and Django reads them when it starts.
compile_stale()

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
