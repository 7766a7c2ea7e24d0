"""What stands around an appeal on its page: notes, doubles, its case, replies at hand."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.utils.translation import override

from ortaq.foundation.accounts.access import SignedRequest
from ortaq.foundation.accounts.models import User
from ortaq.foundation.texts.dates import day
from ortaq.modules.appeals.forms.desk import FilterForm, NoteForm, OpenCaseForm, PickForm
from ortaq.modules.appeals.models import Appeal, SavedReply
from ortaq.modules.appeals.selectors import cases as kept
from ortaq.modules.appeals.selectors import queue as queued
from ortaq.modules.appeals.workflow.replies import fill

ALIKE = 30  # offered for a new case; the queue's filter finds the rest
FILTERS = ("of", *FilterForm.base_fields)


def around(
    request: SignedRequest,
    appeal: Appeal,
    *,
    note: NoteForm | None = None,
    grouping: OpenCaseForm | None = None,
) -> dict[str, Any]:
    """Return the context of everything that is neither the words nor the answer."""
    officer = request.user
    may_name = officer.has_perm("appeals.name_author", appeal)
    may_group = appeal.is_open and not appeal.case_id and officer.has_perm("appeals.group", appeal)
    doubles = kept.doubles_of(appeal) if officer.has_perm("appeals.merge", appeal) else []
    return {
        "may_name": may_name,
        "notes": kept.notes_of(appeal),
        "note": note or NoteForm(),
        "doubles": doubles,
        "may_part": kept.may_be_parted(appeal) and officer.has_perm("appeals.merge", appeal),
        "merges": kept.merged_into(appeal) if may_name else [],
        "grouping": (grouping or group_form(officer, appeal)) if may_group else None,
        "grouping_open": grouping is not None,
        "saved": kept.saved_replies(officer, topic=appeal.topic) if appeal.is_open else [],
        "keep": keep(request),
        "following": queued.after(officer, appeal, asked(request)),
    }


def asked(request: SignedRequest) -> queued.Filter:
    """Return the filter of the queue that an address carries on from page to page."""
    if not any(request.GET.get(name) for name in FILTERS):
        return queued.Filter()
    colleagues = queued.colleagues(request.user) if request.GET.get("holder") else []
    return FilterForm(request.GET, colleagues=colleagues).asked


def keep(request: HttpRequest) -> str:
    """Return the filter of an address as a query string, '' or beginning with '?'."""
    kept_words = QueryDict(mutable=True)
    for name in FILTERS:
        if value := request.GET.get(name, ""):
            kept_words[name] = value
    return f"?{kept_words.urlencode()}" if kept_words else ""


def group_form(
    officer: User, appeal: Appeal, data: Mapping[str, Any] | None = None
) -> OpenCaseForm:
    """Return the form that puts an appeal, and others like it, into a case."""
    alike = list(kept.alike(appeal).exclude(author=officer).order_by("pk")[:ALIKE])
    rows = [row for row in alike if officer.has_perm("appeals.group", row)]
    return OpenCaseForm(data, rows=rows, cases=kept.joinable_cases(officer, appeal))


def merge_form(appeal: Appeal, data: Mapping[str, Any]) -> PickForm:
    """Return the form that joins later appeals of the author with this one."""
    return PickForm(data, rows=kept.doubles_of(appeal))


def put_reply(request: HttpRequest, appeal: Appeal, form: Form, *, name: str) -> None:
    """Put the saved reply that the address names into a form, in the language of the author.

    Without JavaScript: the reply is a link, and the page comes back with its words.
    """
    pk = request.GET.get("reply", "")
    if form.is_bound or not pk.isascii() or not pk.isdigit():
        return
    for reply in kept.saved_replies(request.user, topic=appeal.topic):  # type: ignore[arg-type]
        if str(reply.pk) == pk:
            form.initial["text"] = words_of(reply, appeal, name=name)
            field = form.fields["text"]
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["lang"] = _language(reply, appeal)


def words_of(reply: SavedReply, appeal: Appeal, *, name: str) -> str:
    """Return a saved reply in the author's language, with its blanks filled in."""
    language = _language(reply, appeal)
    with override(language):
        values = {"number": appeal.number, "name": name, "day": day(appeal.due_on)}
    return fill(str(reply.text.in_language(language)), values)


def _language(reply: SavedReply, appeal: Appeal) -> str:
    return str(reply.text.wording(appeal.author.language)[0])
