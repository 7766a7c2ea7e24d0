"""People, and a folder of their own."""

import io

import pytest

from ortaq.foundation.accounts.models import User
from ortaq.foundation.files import blobs, services


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def aigul(db) -> User:
    return User.objects.create(family_name="Aigul", given_name="Member")


@pytest.fixture
def marat(db) -> User:
    return User.objects.create(family_name="Marat", given_name="Stranger")


@pytest.fixture
def store(aigul):
    """Store bytes as a person."""

    def store_as(data, name="photo.jpg", owner=aigul):
        return services.store(owner=owner, name=name, stream=io.BytesIO(data))

    return store_as


@pytest.fixture
def on_disk():
    """The hashes that lie on the disk now."""
    return lambda: sorted(h for _shard, hashes in blobs.shards() for h in hashes)
