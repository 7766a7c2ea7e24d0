"""Jobs of this room."""

from ortaq.foundation.accounts import services
from ortaq.foundation.events.jobs import periodic, task


@task("accounts.build_export", queue="slow")
def build_export(export_id: int) -> None:
    """Gather and seal a person's copy of his data."""
    services.build_export(export_id=export_id)


@task("accounts.erase_person", queue="default")
def erase_person(user_id: int) -> None:
    """Erase what may go of a person who asked for it."""
    services.erase_person(user_id=user_id)


@periodic("accounts.enforce_retention", cron="15 21 * * *")  # 02:15 in Astana
def enforce_retention() -> None:
    """Remove every kind of data that is older than its term.

    If it does not run, data stay longer than /privacy/ promises; the next run removes them.
    """
    services.enforce_retention()


@periodic("accounts.tidy_name_words", cron="45 21 * * *")  # 02:45 in Astana
def tidy_name_words() -> None:
    """Forget the words of names that nobody bears any more.

    If it does not run, a rare name of an erased person stays in a list of words, without him.
    """
    services.tidy_name_words()


@periodic("accounts.tidy_throttle", cron="40 * * * *")
def tidy_throttle() -> None:
    """Drop spent counters of the throttle, so that its table stays small.

    If it does not run, sign-in grows slower by the size of the table; nobody is locked out.
    """
    services.tidy_throttle()
