"""Pure: when a message may travel. Moments come in and go out aware, in the reader's zone."""

from datetime import datetime, time, timedelta

DIGEST_AT = time(9)  # of the reader's day; later when his quiet hours last longer


def is_quiet(moment: datetime, *, quiet_from: time, quiet_until: time) -> bool:
    """Whether a local moment lies in quiet hours; they may span midnight. Equal ends: never."""
    now = moment.time()
    if quiet_from <= quiet_until:
        return quiet_from <= now < quiet_until
    return now >= quiet_from or now < quiet_until


def first_free(moment: datetime, *, quiet_from: time, quiet_until: time) -> datetime:
    """Return the moment itself, or the end of the quiet hours in which it lies."""
    if not is_quiet(moment, quiet_from=quiet_from, quiet_until=quiet_until):
        return moment
    end = _at(moment, quiet_until)
    return end if end > moment else _at(moment + timedelta(days=1), quiet_until)


def next_digest(moment: datetime, *, quiet_from: time, quiet_until: time) -> datetime:
    """Return the next morning's digest, strictly after the moment and outside quiet hours."""
    today = _at(moment, DIGEST_AT)
    digest = today if today > moment else _at(moment + timedelta(days=1), DIGEST_AT)
    return first_free(digest, quiet_from=quiet_from, quiet_until=quiet_until)


def _at(day: datetime, hour: time) -> datetime:
    return datetime.combine(day.date(), hour, day.tzinfo)
