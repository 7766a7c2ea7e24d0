"""Sessions in the database, read by a kept question: each page of a signed-in person asks it."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from ortaq.foundation.events.kept import kept


@kept(str, datetime)
def _live(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    """Django's own store, but for the reading of one row."""

    def _get_session_from_db(self) -> Session | None:
        found = _live(self.session_key or "", timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]
