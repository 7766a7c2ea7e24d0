"""Work in the background."""

from ortaq.foundation.events.jobs import task
from ortaq.modules.dialogue import services


@task("dialogue.go_out", queue="slow")
def go_out(announcement_id: int) -> None:
    """Count whom an announcement reaches when it goes out."""
    services.go_out(announcement_id=announcement_id)
