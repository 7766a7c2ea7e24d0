"""HTTP input of appeals."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.files.forms import FilesField
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals.models import TOPIC_LABELS
from ortaq.modules.appeals.routing import Post

LONGEST = 10_000


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST})


class AppealForm(forms.Form):
    """What happened, about what, in which of one's primaries."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    body = forms.ChoiceField(label=_("Organisation"))
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[
            ("", _("Choose a topic")),
            *((t.value, label) for t, label in TOPIC_LABELS.items()),
        ],
    )
    text = forms.CharField(
        label=_("What happened, and what do you ask for?"),
        help_text=_("Write as you would tell it. When and where it was helps most."),
        max_length=LONGEST,
        widget=_words(8),
    )
    attachments = FilesField(required=False)

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        field = cast("forms.ChoiceField", self.fields["body"])
        field.choices = [(key, str(body)) for key, body in self.bodies.items()]
        if len(bodies) == 1:  # nothing to choose
            field.widget = forms.HiddenInput()
            field.initial = str(bodies[0].pk)

    def clean_body(self) -> Body:
        """Return the body itself."""
        return self.bodies[self.cleaned_data["body"]]


class AnswerForm(forms.Form):
    """The officer's answer."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("What was done, what comes next, by whom and when. Plain words."),
        max_length=LONGEST,
        widget=_words(8),
    )
    attachments = FilesField(required=False)


class HandOverForm(forms.Form):
    """To whom, and why."""

    officer = forms.ChoiceField(label=_("Hand over to"))
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The author reads this in the timeline."),
        max_length=500,
    )

    def __init__(self, *args: Any, posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.officer.public_id): post for post in posts}
        field = cast("forms.ChoiceField", self.fields["officer"])
        field.choices = [
            (
                key,
                _("{name}: {kind}, {body}").format(
                    name=post.officer.short_name,
                    kind=post.mandate.get_kind_display(),
                    body=post.mandate.body,
                ),
            )
            for key, post in self.posts.items()
        ]


class RatingForm(forms.Form):
    """Did the answer help?"""

    stars = forms.TypedChoiceField(
        label=_("Did the answer help?"),
        coerce=int,
        choices=[
            (5, _("5: it helped fully")),
            (4, _("4: it helped")),
            (3, _("3: partly")),
            (2, _("2: hardly")),
            (1, _("1: it did not help")),
        ],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("What was good or missing"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReopenForm(forms.Form):
    """What is still missing."""

    reason = forms.CharField(
        label=_("What is still missing?"),
        help_text=_("The officer reads this, and a new term of 15 working days begins."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
