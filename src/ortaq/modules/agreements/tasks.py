"""What happens after a text came in."""

from ortaq.foundation.events.jobs import task
from ortaq.modules.agreements import services
from ortaq.modules.agreements.models import Version


@task("agreements.read", queue="slow")
def read(version_id: int) -> None:
    """Read and check a text of an agreement."""
    row = Version.objects.select_related("file", "agreement").filter(pk=version_id).first()
    if row:
        services.read_version(version=row)
