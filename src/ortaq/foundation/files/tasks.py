"""Jobs."""

from ortaq.foundation.events.jobs import periodic, task
from ortaq.foundation.files import services


@task("files.clean")
def clean(stored_id: int) -> None:
    """Make one file's cleaned copy."""
    services.make_clean_copy(stored_id=stored_id)


@task("files.drop")
def drop(hashes: list[str]) -> None:
    """Delete the bytes of a removed file."""
    services.drop_bytes(hashes=hashes)


@periodic("files.scan_waiting", cron="*/5 * * * *")
def scan_waiting() -> None:
    """Scan what came while the virus scanner was silent.

    If it does not run: held files stay held, and their readers are asked to wait.
    """
    services.scan_waiting()


@periodic("files.tidy", cron="15 21 * * *", queue="slow")
def tidy() -> None:
    """Delete bytes that no row names any more, and drafts of killed processes.

    If it does not run: disk space is lost, nothing else.
    """
    services.tidy()
