"""What a member asks: words, a photo or a voice message are enough; all else is folded away."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.files.forms import FilesField, FilesInput
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.ui.forms import DateInput, FoldedForm, choice
from ortaq.modules.appeals.forms.words import LONGEST, words
from ortaq.modules.appeals.models import TOPIC_LABELS
from ortaq.modules.appeals.routing import Post
from ortaq.modules.appeals.services import Intake
from ortaq.modules.appeals.workflow import Secrecy, Urgency

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

# By type, not by ending: a phone then turns its own format of photo into JPEG by itself.
PHOTOS = "image/jpeg,image/png,image/webp"
UPLOADS = ("voice", "photos", "attachments")
TOPICS = [
    ("", _("Let it be guessed from my words")),
    *((t.value, w) for t, w in TOPIC_LABELS.items()),
]

_SECRECIES = [
    (
        Secrecy.NAMED.value,
        choice(_("The officers at the desk that answers"), _("The usual way.")),
    ),
    (
        Secrecy.CONFIDENTIAL.value,
        choice(
            _("Only the one officer who has my case"),
            _("My name stands in no list, message or record of acts."),
        ),
    ),
]


class VoiceInput(FilesInput):
    """The phone's own recorder; ``recorder.js`` puts one into the page where it can."""

    def __init__(self) -> None:
        super().__init__(
            {
                "accept": "audio/*",
                "capture": "user",
                "data-record": _("Record a voice message"),
                "data-stop": _("Stop and keep"),
                "data-refused": _("The microphone is not available. Choose a file instead."),
            }
        )


# Called, since a form copies its own lists of choices to the bottom at each request.
def _topics() -> list[tuple[str, Any]]:
    return TOPICS


def _secrecies() -> list[tuple[str, Any]]:
    return _SECRECIES


class MatterForm(FoldedForm):
    """The matter itself, whoever writes it down."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        label=_("What happened, and what do you ask for?"),
        help_text=_("A few words are enough. Or record a voice message, or take a photo."),
        max_length=LONGEST,
        required=False,
        widget=words(5),
    )
    danger = forms.BooleanField(
        label=_("There is danger to life or health"),
        help_text=_(
            "An officer answers within two hours, at night too. Is somebody hurt? Call 112 first."
        ),
        required=False,
    )
    topic = forms.ChoiceField(label=_("What is it about?"), choices=_topics, required=False)
    event_on = forms.DateField(
        label=_("When did it happen?"),
        help_text=_("Some terms of the law run from that day."),
        required=False,
        widget=DateInput,
    )

    def clean_event_on(self) -> date | None:
        """Refuse a day that has not come."""
        day: date | None = self.cleaned_data["event_on"]
        if day and (day > timezone.localdate() or day.year < 1990):  # noqa: PLR2004 -- a misprint
            raise ValidationError(_("Check the day: it lies ahead, or too far back."))
        return day

    @property
    def urgency(self) -> Urgency:
        """What the tick says."""
        return Urgency.DANGER if self.cleaned_data["danger"] else Urgency.ORDINARY


class AppealForm(MatterForm):
    """A member's own appeal, in which of one's primaries, and who may learn the name."""

    FOLDS: ClassVar[Sequence[tuple[Promise, Sequence[str]]]] = (
        (_("My name, my workplace, the topic, other files"), (
            "secrecy", "bypass", "against", "topic", "event_on", "attachments",
        )),
    )  # fmt: skip

    body = forms.ChoiceField(label=_("Organisation"))
    voice = FilesField(
        label=_("Voice message"), help_text="", required=False, max_count=1, widget=VoiceInput
    )
    photos = FilesField(
        label=_("Photos"),
        help_text="",
        required=False,
        widget=FilesInput({"accept": PHOTOS, "capture": "environment"}),
    )
    secrecy = forms.ChoiceField(
        label=_("Who learns my name"),
        required=False,
        initial=Secrecy.NAMED.value,
        widget=forms.RadioSelect,
        choices=_secrecies,
    )
    bypass = forms.BooleanField(
        label=_("Bypass my workplace"),
        help_text=_("Nobody of my own primary organisation sees it; it goes to those above."),
        required=False,
    )
    against = forms.ChoiceField(
        label=_("Is it a complaint about an officer of the union?"),
        help_text=_("Neither the officer nor, if it is a chair, the organisation gets it."),
        required=False,
    )
    attachments = FilesField(label=_("Other files"), required=False)
    field_order = ("text", "voice", "photos", "danger", "body")

    def __init__(
        self, *args: Any, bodies: list[Body], posts: Iterable[Post] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        field = cast("forms.ChoiceField", self.fields["body"])
        field.choices = [(key, str(body)) for key, body in self.bodies.items()]
        if len(bodies) == 1:  # nothing to choose
            field.widget = forms.HiddenInput()
            field.initial = str(bodies[0].pk)
        self.officers: dict[str, User] = {}
        named: list[tuple[str, Any]] = [("", _("No"))]
        for post in posts:
            key = str(post.officer.public_id)
            if key not in self.officers:
                self.officers[key] = post.officer
                named.append((key, _post(post)))
        cast("forms.ChoiceField", self.fields["against"]).choices = named

    def clean_body(self) -> Body:
        """Return the body itself."""
        return self.bodies[self.cleaned_data["body"]]

    def clean(self) -> dict[str, Any]:
        """Ask for something at all, and not for too many files."""
        data = self.cleaned_data
        uploads = [upload for name in UPLOADS for upload in data.get(name) or []]
        if not data.get("text", "").strip() and not uploads and not self.errors:
            self.add_error("text", _("Write a few words, record a voice message or take a photo."))
        if len(uploads) > settings.FILES_MAX_COUNT:
            limit = settings.FILES_MAX_COUNT
            self.add_error("attachments", _("No more than {n} files in all.").format(n=limit))
        return data

    def intake(self) -> Intake:
        """Return what comes besides the words."""
        data = self.cleaned_data
        return Intake(
            secrecy=Secrecy(data["secrecy"] or Secrecy.NAMED),
            bypass=data["bypass"],
            against=self.officers.get(data["against"]),
            event_on=data["event_on"],
            urgency=self.urgency,
        )


def _post(post: Post) -> str:
    return _("{name}: {kind}, {body}").format(
        name=post.officer.short_name, kind=post.mandate.get_kind_display(), body=post.mandate.body
    )
