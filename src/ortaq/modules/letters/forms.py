"""HTTP input of letters."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.files.forms import FilesField
from ortaq.foundation.ui.forms import DateInput
from ortaq.modules.letters.models import DONE_LABELS, Carrier
from ortaq.modules.letters.workflow import SORTS, Kind, Side

LONGEST = 10_000
LOOK_AFTER = 30  # days after which one looks whether it was done, unless another day is named


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST})


class LetterForm(forms.Form):
    """Words of a letter."""

    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=[("kk", "Қазақша"), ("ru", "Русский")]
    )
    to_name = forms.CharField(label=_("To which organisation"), max_length=300)
    to_post = forms.CharField(
        label=_("Post and name of the addressee"), required=False, max_length=300
    )
    to_address = forms.CharField(label=_("Postal address"), required=False, max_length=300)
    to_email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_(
            "With it the letter can go by a link that lets them reply without an account."
        ),
    )
    facts = forms.CharField(
        label=_("What happened at work"),
        help_text=_("Days, places, amounts. Each line becomes a paragraph."),
        max_length=LONGEST,
        widget=_words(6),
    )
    asks = forms.CharField(
        label=_("What is asked for"),
        help_text=_("One point a line; they will be numbered."),
        required=False,
        max_length=LONGEST,
        widget=_words(4),
    )
    ground = forms.CharField(
        label=_("Article of the law or of the agreement"),
        help_text=_("You add it: the set words quote no articles."),
        required=False,
        max_length=500,
    )
    names_member = forms.TypedChoiceField(
        label=_("Does the letter name the member?"),
        coerce=lambda value: value == "yes",
        choices=[
            ("yes", _("Yes: he approves the exact pages first")),
            ("no", _("No: nothing in it tells who he is")),
        ],
        widget=forms.RadioSelect,
        initial="yes",
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if SORTS[kind].side is Side.MEMBER or kind is Kind.POWER:
            del self.fields["names_member"]
        if SORTS[kind].reply is None:
            del self.fields["to_email"]


class SendForm(forms.Form):
    """How a letter leaves, and why the state hears at once."""

    carrier = forms.ChoiceField(
        label=_("How it goes"),
        choices=[(c.value, c.label) for c in (Carrier.EMAIL, Carrier.PAPER)],
        widget=forms.RadioSelect,
        initial=Carrier.PAPER.value,
    )
    without_notice = forms.CharField(
        label=_("Why the employer is not heard first"),
        help_text=_("For example: danger to life, fear of revenge. It stays with the letter."),
        required=False,
        max_length=500,
    )

    def __init__(self, *args: Any, by_email: bool, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_email:
            self.fields["carrier"] = forms.CharField(
                widget=forms.HiddenInput, initial=Carrier.PAPER.value, required=False
            )
        if not needs_reason:
            del self.fields["without_notice"]

    def clean_carrier(self) -> str:
        """Return a carrier; on paper when there is nothing to choose."""
        chosen: str = self.cleaned_data["carrier"]
        return chosen if chosen == Carrier.EMAIL else Carrier.PAPER.value


class RefusalForm(forms.Form):
    """Why the pages may not leave so."""

    words = forms.CharField(
        label=_("What is wrong with the pages?"),
        help_text=_("Your officer reads this, changes the letter and asks you again."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(forms.Form):
    """A counterpart's reply."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(label=_("Your reply"), max_length=LONGEST, widget=_words(8))
    writer = forms.CharField(label=_("Who replies"), help_text=_("Name and post."), max_length=200)
    responsible = forms.CharField(
        label=_("Who is responsible for this matter with you"),
        help_text=_("Name, post and how to reach him, if that is another person."),
        required=False,
        max_length=300,
    )
    attachments = FilesField(required=False, max_count=5)


class TimeForm(forms.Form):
    """A wish for more time."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(label=_("Why more time is needed"), max_length=1000)
    writer = forms.CharField(label=_("Who asks"), help_text=_("Name and post."), max_length=200)


class SolutionForm(forms.Form):
    """The union's words of a solution."""

    text = forms.CharField(
        label=_("What both sides will do"),
        help_text=_("Who does what until when. No names of members: the page may become public."),
        max_length=LONGEST,
        widget=_words(6),
    )
    check_on = forms.DateField(
        label=_("On which day to look whether it was done"),
        widget=DateInput,
        initial=lambda: timezone.localdate() + timedelta(days=LOOK_AFTER),
    )

    def clean_check_on(self) -> object:
        """Refuse a day that has passed."""
        chosen = self.cleaned_data["check_on"]
        if chosen < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return chosen


class ConfirmForm(forms.Form):
    """Yes to the last words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    may_be_public = forms.BooleanField(
        label=_("Everybody may read the agreed page, if the other side wants that too"),
        required=False,
    )


class OtherConfirmForm(ConfirmForm):
    """The counterpart's yes."""

    writer = forms.CharField(
        label=_("Who confirms"), help_text=_("Name and post."), max_length=200
    )


class OtherWordsForm(forms.Form):
    """The counterpart's words."""

    text = forms.CharField(label=_("How you would word it"), max_length=LONGEST, widget=_words(6))
    writer = forms.CharField(
        label=_("Who proposes"), help_text=_("Name and post."), max_length=200
    )


class DoneForm(forms.Form):
    """Was it done?"""

    done = forms.ChoiceField(
        label=_("Was it done?"),
        choices=[(d.value, label) for d, label in DONE_LABELS.items()],
        widget=forms.RadioSelect,
    )
