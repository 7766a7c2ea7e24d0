"""Taking files in, cleaning, letting go."""

import io

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.files import blobs, services
from ortaq.foundation.files.errors import FileRefusedError
from ortaq.foundation.files.models import StoredFile
from ortaq.foundation.files.tests import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def aigul() -> User:
    return User.objects.create(family_name="Aigul", given_name="Member")


@pytest.fixture
def marat() -> User:
    return User.objects.create(family_name="Marat", given_name="Stranger")


def store(owner, data, name="photo.jpg"):
    return services.store(owner=owner, name=name, stream=io.BytesIO(data))


def on_disk() -> list[str]:
    return sorted(h for _shard, hashes in blobs.shards() for h in hashes)


def test_an_original_is_kept_byte_for_byte_and_read_only(aigul):
    data = samples.jpeg()
    stored = store(aigul, data)
    path = blobs.path_of(stored.sha256)
    assert path.read_bytes() == data
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.parent.stat().st_mode & 0o077 == 0
    assert (stored.media_type, stored.size, stored.scan) == ("image/jpeg", len(data), "none")
    assert list((blobs.root() / "incoming").iterdir()) == []
    assert list(Entry.objects.values_list("action", "params")) == [
        ("files.stored", {"type": "image/jpeg"})
    ]
