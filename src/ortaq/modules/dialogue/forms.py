"""What people say in talk and in announcements, as clean values."""

import uuid
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.files.forms import FilesField, FilesInput
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.texts.forms import TextsField
from ortaq.foundation.ui.forms import choice
from ortaq.modules.dialogue.errors import EmptyWordError
from ortaq.modules.dialogue.workflow import MUTE_DAYS

LONGEST_WORD = 4000
UPLOADS = ("voice", "attachments")


class VoiceInput(FilesInput):
    """The phone's own recorder, and ours beside it where the browser can record."""

    def __init__(self) -> None:
        super().__init__(
            {
                "accept": "audio/*",
                "capture": "user",
                "data-record": _("Record a voice message"),
                "data-stop": _("Stop recording"),
                "data-refused": _("The microphone is closed to this page. Choose a recording."),
            }
        )


class KeyField(forms.UUIDField):
    """A hidden key: the same form sent twice is one act."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=uuid.uuid4)


class WordForm(forms.Form):
    """A word in a thread."""

    text = forms.CharField(
        label=_("Your words"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    voice = FilesField(
        label=_("Voice message"), help_text="", required=False, max_count=1, widget=VoiceInput
    )
    attachments = FilesField(label=_("Photos and files"), required=False, max_count=3)
    key = KeyField()

    def clean(self) -> dict[str, Any]:
        """Ask for words, a voice or a file."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        given = data.get("text", "").strip() or any(data.get(name) for name in UPLOADS)
        if not given and not any(name in self.errors for name in UPLOADS):
            self.add_error("text", str(EmptyWordError()))
        return data


class MuteForm(forms.Form):
    """For how long, and why."""

    days = forms.IntegerField(
        label=_("For how many days"), min_value=1, max_value=MUTE_DAYS, initial=3
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        help_text=_("The member reads this, and it stays in the audit trail of your body."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnnouncementForm(forms.Form):
    """What a body says to its members."""

    body = forms.ChoiceField(label=_("In whose name"))
    title = TextsField(label=_("Title"), max_length=150)
    text = TextsField(
        label=_("Text"),
        max_length=LONGEST_WORD,
        multiline=True,
        help_text=_("Whoever has no text in his language reads another one."),
    )
    key = KeyField()

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        field = cast("forms.ChoiceField", self.fields["body"])
        field.choices = [(key, str(body)) for key, body in self.bodies.items()]


class ReplyForm(forms.Form):
    """A member's word on an announcement."""

    text = forms.CharField(
        label=_("Your reply"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    who = forms.ChoiceField(
        label=_("Who reads it?"),
        choices=[
            ("leaders", choice(_("Only the leaders"), _("of the body that wrote this"))),
            ("all", choice(_("Everybody"), _("with my name, my colleagues and chiefs too"))),
        ],
        initial="leaders",
        widget=forms.RadioSelect,
    )
    key = KeyField()


class HideForm(forms.Form):
    """Why a reply is hidden."""

    reason = forms.CharField(label=_("Why is it hidden?"), max_length=300)
