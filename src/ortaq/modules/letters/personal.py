"""What letters hold of a person, and for how long."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.personal import PersonalData, Retention, Words, register
from ortaq.modules.letters.composing import words_of
from ortaq.modules.letters.models import Answer, Enclosure, Letter, Link, Solution, Version

if TYPE_CHECKING:
    from django.db.models import QuerySet

LABELS: dict[str, Words] = {
    "number": _("Number"),
    "kind": _("Kind of letter"),
    "state": _("State"),
    "to": _("To whom"),
    "words": _("Words of the pages"),
    "approved_at": _("You approved the pages"),
    "refusal": _("Why you said no"),
    "sent_at": _("Sent"),
    "replies": _("Replies"),
    "at": _("When"),
    "text": _("Text"),
    "agreed": _("What was agreed"),
}
GROUND = _("Time in which a claim can still be brought; not checked by a lawyer")


def export(user: User) -> list[dict[str, Any]]:
    """Return the letters about a person's appeals, and the replies opened to him."""
    rows = Letter.objects.filter(appeal__author=user, prepared_at__isnull=False).order_by("pk")
    return [_exported(row) for row in rows.prefetch_related("answers")]


def _exported(row: Letter) -> dict[str, Any]:
    solution = Solution.objects.filter(letter=row, agreed_at__isnull=False).first()
    agreed = solution and solution.versions.filter(no=solution.union_version).first()
    return {
        "number": row.number,
        "kind": row.get_kind_display(),
        "state": row.get_state_display(),
        "to": row.to_name,
        "words": words_of(row.sheet),
        "approved_at": row.approved_at,
        "refusal": row.refusal,
        "sent_at": row.sent_at,
        "replies": [
            {"at": answer.at, "text": answer.text}
            for answer in row.answers.all()
            if answer.released_at
        ],
        "agreed": agreed.text if agreed else "",
    }


def erase(user: User) -> list[Words]:
    """Take away pages, words and replies of a person's letters; what was sent cannot come back."""
    count = _forget(Letter.objects.filter(appeal__author=user))
    if not count:
        return []
    return [
        _(
            "Numbers, days and addressees of letters stay in the register of outgoing letters, "
            "without words. What was sent is in the hands of those who received it."
        )
    ]


def purge_closed(before: datetime) -> int:
    """Take away the words of letters about appeals closed long ago."""
    return _forget(
        Letter.objects.filter(appeal__status="closed", appeal__closed_at__lt=before).exclude(
            facts=""
        )
    )


def _forget(rows: "QuerySet[Letter]") -> int:
    """Empty the words; files that nothing refers to go by the nightly run of files.

    A page that both sides made public names nobody and stays.
    """
    ids = list(rows.values_list("pk", flat=True))
    Enclosure.objects.filter(answer__letter__in=ids).delete()
    Answer.objects.filter(letter__in=ids).update(text="", writer="", responsible="")
    Link.objects.filter(letter__in=ids).delete()
    private = Solution.objects.filter(letter__in=ids).exclude(
        agreed_at__isnull=False, union_public=True, other_public=True
    )
    Version.objects.filter(solution__in=private.values("pk")).update(text="", writer="")
    private.update(other_name="", member_done="")
    return Letter.objects.filter(pk__in=ids).update(
        facts="", asks="", ground="", sheet={}, refusal="", without_notice="", pdf=None, docx=None
    )


register(
    PersonalData(
        name="letters",
        label=_("Letters about your appeals"),
        why=_("To show what was written in your name, and that you approved it."),
        export=export,
        erase=erase,
        labels=LABELS,
        retention=[
            Retention(
                "letters.closed",
                _("Letters about closed appeals and the replies to them"),
                60,
                GROUND,
                purge_closed,
            )
        ],
    )
)
