"""What the house keeps of a person's files."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ortaq.foundation.accounts.bundle import OwnFile
from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.foundation.files import blobs, selectors, services
from ortaq.foundation.files.models import StoredFile


def export(user: User) -> list[dict[str, Any]]:
    """Return the list of files; the files themselves lie in the same copy, as they were sent."""
    return [
        {
            "name": stored.name,
            "type": stored.media_type,
            "size": stored.size,
            "sha256": stored.sha256,
            "sent_at": stored.stored_at.isoformat(),
            "clean_copy": stored.clean_state,
            "in_copy": "" if stored.is_held else _place(stored),
        }
        for stored in selectors.files_of(user)
    ]


def own_files(user: User) -> list[OwnFile]:
    """Return the originals of what the person sent; what the virus scanner holds is not given."""
    return [
        OwnFile(_place(stored), blobs.path_of(stored.sha256))
        for stored in selectors.files_of(user)
        if not stored.is_held
    ]


def _place(stored: StoredFile) -> str:
    """Return where a file lies in the copy: under its own name, however many are called so."""
    return f"files/{stored.pk}/{stored.name}"


def erase(user: User) -> list[Words]:
    """Remove what nothing refers to; say how many files a case still holds."""
    kept = sum(
        not services.remove(actor=user, stored=stored) for stored in selectors.files_of(user)
    )
    if not kept:
        return []
    return [
        ngettext_lazy(
            "%(count)d file stays, because a case that it belongs to is still kept. It goes "
            "together with the case.",
            "%(count)d files stay, because cases that they belong to are still kept. They go "
            "together with the cases.",
            "count",
        )
        % {"count": kept}
    ]


def purge_unattached(before: datetime) -> int:
    """Remove the files that nothing refers to."""
    return services.remove_unattached(before=before)


register(
    PersonalData(
        name="files",
        label=_("Files"),
        why=_("To keep what you attached to your appeals and applications as you sent it."),
        export=export,
        erase=erase,
        files=own_files,
        rows=["files.StoredFile.owner"],
        retention=[
            Retention(
                "files.unattached",
                _("Files that were sent but belong to nothing"),
                0,
                _("An unfinished sending leaves them behind; nobody needs them."),
                purge_unattached,
                days=1,
            )
        ],
        labels={
            "name": _("Name"),
            "type": _("Type"),
            "size": _("Size in bytes"),
            "in_copy": _("Place in this copy"),
            "sha256": _("Fingerprint (SHA-256)"),
            "sent_at": _("Sent"),
            "clean_copy": _("Copy without hidden personal details"),
        },
    )
)
