"""The register of personal data: every app says in its own ``personal.py`` what it holds.

From it come a person's export, erasure, the public table of retention and the nightly clean-up.
An app that keeps anything about a person and is not here breaks a promise made on /privacy/.

    register(PersonalData(
        name="appeals", label=_("Appeals"), why=_("To answer them."),
        export=export_appeals, erase=erase_appeals,
        retention=[Retention("appeals.closed", _("Closed appeals"), 60, _("…"), purge_closed)],
    ))
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ortaq.foundation.accounts.bundle import OwnFile

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

Words = str | Promise


@dataclass(frozen=True)
class Retention:
    """How long one kind of data is kept, and why; ``purge(before)`` removes what is older.

    ``purge`` is called nightly with the moment, returns how many rows went, and is idempotent.
    ``months=None`` means kept for as long as the union exists; then ``purge`` is never called.
    """

    kind: str
    label: Words
    months: int | None
    ground: Words
    purge: Callable[[datetime], int]
    days: int = 0  # on top of the months

    @property
    def term(self) -> str:
        """The term in the reader's language."""
        if self.months is None:
            return str(_("for as long as the union exists"))
        years, months = divmod(self.months, 12)
        parts = [
            ngettext("{n} year", "{n} years", years).format(n=years) if years else "",
            ngettext("{n} month", "{n} months", months).format(n=months) if months else "",
            ngettext("{n} day", "{n} days", self.days).format(n=self.days) if self.days else "",
        ]
        return " ".join(filter(None, parts))


def _nothing(_user: "User") -> list[Words]:
    return []


def _no_files(_user: "User") -> list[OwnFile]:
    return []


@dataclass(frozen=True)
class PersonalData:
    """What one app holds of a person.

    ``export`` returns JSON-able plain values about this person only, never about another.
    ``erase`` removes what may go and returns in lazy sentences what had to stay and why. It
    touches the database only (files and mail by jobs): the preview runs it and rolls it back.
    ``obstacles`` says what must end before an erasure, such as an office.
    ``labels`` gives words to the keys of the export. ``files`` names what the person sent; their
    bytes join the copy when it is fetched. ``rows`` names the columns that say whose a row is
    ("appeals.Appeal.author"): they follow the person when two records of his are joined.
    """

    name: str
    export: Callable[["User"], Any]
    erase: Callable[["User"], Sequence[Words]]
    retention: Sequence[Retention] = ()
    label: Words = ""
    why: Words = ""
    obstacles: Callable[["User"], Sequence[Words]] = _nothing
    labels: Mapping[str, Words] = field(default_factory=dict)
    files: Callable[["User"], Iterable[OwnFile]] = _no_files
    rows: Sequence[str] = ()


_registry: dict[str, PersonalData] = {}


def register(data: PersonalData) -> None:
    """Add an app's declaration; a second one of the same name replaces it (module reload)."""
    _registry[data.name] = data


def registered() -> list[PersonalData]:
    """Return all declarations; this room's own comes last, so that names go last of all."""
    return sorted(_registry.values(), key=lambda data: (data.name == "accounts", data.name))


def files_of(user: "User") -> list[OwnFile]:
    """Return every file that the person sent, of all rooms."""
    return [file for data in registered() for file in data.files(user)]


def rows_of_a_person() -> list[str]:
    """Return every column that says whose a row is, as "app.Model.column"."""
    return [column for data in registered() for column in data.rows]


def retentions() -> list[Retention]:
    """Return every term, by kind."""
    return sorted(
        (term for data in _registry.values() for term in data.retention), key=lambda t: t.kind
    )
