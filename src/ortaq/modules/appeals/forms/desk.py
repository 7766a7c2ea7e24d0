"""What officers type at the desk: filters, notes, saved replies, collective cases, plans."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.texts.forms import TextsField
from ortaq.modules.appeals.models import (
    STATUS_LABELS,
    TOPIC_LABELS,
    URGENCY_LABELS,
    Appeal,
    Case,
    SavedReply,
)
from ortaq.modules.appeals.selectors.queue import ME, NOBODY, Filter
from ortaq.modules.appeals.workflow import Status

LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
_ANY = ("", _("Any"))


def _choices(labels: Any) -> list[tuple[str, Any]]:
    return [_ANY, *((value.value, label) for value, label in labels.items())]


class FilterForm(forms.Form):
    """What of the queue is shown. It lives in the address: a filter can be kept as a bookmark."""

    number = forms.CharField(label=_("Number"), required=False, max_length=16)
    due = forms.ChoiceField(
        label=_("Clock"),
        required=False,
        choices=[
            _ANY,
            ("overdue", _("Overdue")),
            ("today", _("Due today")),
            ("week", _("Due this week")),
        ],
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=_choices(TOPIC_LABELS))
    urgency = forms.ChoiceField(
        label=_("Urgency"), required=False, choices=_choices(URGENCY_LABELS)
    )
    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Open")),
            (Status.SUBMITTED.value, STATUS_LABELS[Status.SUBMITTED]),
            (Status.IN_WORK.value, STATUS_LABELS[Status.IN_WORK]),
            (Status.ANSWERED.value, _("Answered, the member's word is awaited")),
        ],
    )
    holder = forms.ChoiceField(label=_("With whom"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[_ANY, *LANGUAGES])
    collective = forms.ChoiceField(
        label=_("Collective cases"),
        required=False,
        choices=[
            ("", _("As one line each")),
            ("all", _("Among the others")),
            ("yes", _("Only what is in them")),
        ],
    )
    body = forms.CharField(label=_("Organisation"), required=False, max_length=100)

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["holder"])
        field.choices = [
            _ANY,
            (ME, _("With me")),
            (NOBODY, _("Nobody yet")),
            *((str(user.public_id), user.short_name) for user in colleagues),
        ]

    @property
    def asked(self) -> Filter:
        """The filter; what is not a choice asks nothing."""
        self.is_valid()
        return Filter(whole=self.data.get("of") == "desk", **self.cleaned_data)


class NoteForm(forms.Form):
    """A word for colleagues."""

    text = forms.CharField(
        label=_("Note for colleagues"),
        help_text=_("The member never sees it. Write facts, not opinions about people."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 5000}),
    )


class SavedReplyForm(forms.Form):
    """Words used often, in three languages."""

    body = forms.ChoiceField(label=_("Of which desk"))
    title = forms.CharField(label=_("Title"), max_length=120)
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=_choices(TOPIC_LABELS))
    text = TextsField(
        label=_("Words"),
        help_text=_("You may write {number}, {name} and {day}: they are filled in by themselves."),
        max_length=5000,
        multiline=True,
    )

    def __init__(
        self, *args: Any, bodies: list[Body], reply: SavedReply | None = None, **kwargs: Any
    ) -> None:
        if reply:
            kwargs["initial"] = {
                "body": str(reply.body_id),
                "title": reply.title,
                "topic": reply.topic,
                "text": reply.text,
            }
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        field = cast("forms.ChoiceField", self.fields["body"])
        field.choices = [(key, str(body)) for key, body in self.bodies.items()]

    def clean_body(self) -> Body:
        """Return the body itself."""
        return self.bodies[self.cleaned_data["body"]]


class PickForm(forms.Form):
    """Which appeals of a list: checked ones, by number."""

    pick = forms.MultipleChoiceField(
        label=_("Appeals"), widget=forms.CheckboxSelectMultiple, required=True
    )

    def __init__(self, *args: Any, rows: list[Appeal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.number: row for row in rows}
        field = cast("forms.MultipleChoiceField", self.fields["pick"])
        field.choices = [(number, number) for number in self.rows]

    @property
    def picked(self) -> list[Appeal]:
        """The rows that were checked."""
        return [self.rows[number] for number in self.cleaned_data["pick"]]


class OpenCaseForm(PickForm):
    """Open a case of this appeal and others alike, or join one that stands."""

    case = forms.ChoiceField(label=_("Collective case"), required=False)
    title = forms.CharField(
        label=_("What the matter is, in a line"),
        help_text=_("Without names: members of the same place may read it."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = {case.number: case for case in cases}
        self.fields["pick"].required = False
        field = cast("forms.ChoiceField", self.fields["case"])
        field.choices = [
            ("", _("A new one")),
            *((number, f"{number}: {case.title}") for number, case in self.cases.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """A new case has a title."""
        cleaned = super().clean() or {}
        if not cleaned.get("case") and not str(cleaned.get("title", "")).strip():
            self.add_error("title", _("Say in a line what the matter is."))
        return cleaned

    @property
    def chosen(self) -> Case | None:
        """The case to join, or None for a new one."""
        return self.cases.get(self.cleaned_data["case"])


class WordCaseForm(forms.Form):
    """What a case is about, for those who may sign it."""

    title = forms.CharField(label=_("What the matter is, in a line"), max_length=200)
    words = forms.CharField(
        label=_("What it is about, for those who may sign it"),
        help_text=_("Name nobody. While this is empty, nobody but officers sees the case."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 3000}),
    )


class PlanForm(forms.Form):
    """To whom each appeal of an officer goes; empty: it stays with him."""

    reason = forms.CharField(
        label=_("Why"), help_text=_("The authors read this in the timeline."), max_length=500
    )

    def __init__(
        self, *args: Any, officers: list[User], numbers: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.officers = {str(user.public_id): user for user in officers}
        self.numbers = numbers

    def clean(self) -> dict[str, Any]:
        """Read who was chosen beside each number; only officers of the plan count."""
        cleaned = super().clean() or {}
        cleaned["plan"] = {
            number: self.officers[key]
            for number in self.numbers
            if (key := self.data.get(f"to-{number}", "")) in self.officers
        }
        if not cleaned["plan"]:
            self.add_error(None, _("Choose an officer for at least one appeal."))
        return cleaned
