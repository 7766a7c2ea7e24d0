"""What an officer writes and states, and what the author says to it."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.files.forms import FilesField
from ortaq.foundation.ui.forms import DateInput
from ortaq.modules.appeals.forms.words import LONGEST, words
from ortaq.modules.appeals.models import REMEDY_LABELS, Appeal
from ortaq.modules.appeals.workflow import (
    FITTING,
    MOST_TENGE,
    WITH_REMEDY,
    Ending,
    Lack,
    OutcomeError,
    Remedy,
    Stated,
    Topic,
    Verdict,
)

_SPACES = re.compile(r"[\s\u00a0\u202f'’.,₸]+")


class WriteForm(forms.Form):
    """A word to the member that ends nothing."""

    text = forms.CharField(
        label=_("Your words to the member"),
        help_text=_("What you are doing, and what comes next. The appeal stays open."),
        max_length=LONGEST,
        widget=words(6),
    )
    promised_on = forms.DateField(
        label=_("A day that you promise (if you do)"),
        help_text=_("Both of you see it and are reminded of it. A promise ends nothing."),
        required=False,
        widget=DateInput(),
    )
    attachments = FilesField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate().isoformat()
        self.fields["promised_on"].widget.attrs["min"] = today


class TengeField(forms.CharField):
    """A sum in whole tenge, written as people write it: 1 250 000."""

    default_error_messages = {
        "not_tenge": _("Write the sum in whole tenge, for example 1 250 000.")
    }

    def clean(self, value: Any) -> int:
        """Return whole tenge; spaces and the sign of tenge do not matter."""
        digits = _SPACES.sub("", super().clean(value))
        if not digits:
            return 0
        if not digits.isascii() or not digits.isdigit() or int(digits) > MOST_TENGE:
            raise forms.ValidationError(self.error_messages["not_tenge"], code="not_tenge")
        return int(digits)


class AnswerForm(forms.Form):
    """The officer's answer, and what came of the appeal: only what fits this ending is asked."""

    kind = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Ending], widget=forms.HiddenInput
    )
    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("What was done, what comes next, by whom and when. Plain words."),
        max_length=LONGEST,
        widget=words(8),
    )
    remedies = forms.MultipleChoiceField(
        label=_("What did the member get?"), widget=forms.CheckboxSelectMultiple
    )
    tenge = TengeField(
        label=_("How many tenge reached the member"),
        help_text=_("Only what is paid. What is promised is a word with a day, not an outcome."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    article = forms.CharField(
        label=_("Article of law or of the agreement"),
        help_text=_("On what the refusal stands, so that the member can check it."),
        max_length=200,
    )
    late_reason = forms.CharField(
        label=_("Why did it take longer than promised?"),
        help_text=_("The day of the answer has passed. The member reads this with the answer."),
        max_length=500,
    )
    attachments = FilesField(required=False)

    def __init__(
        self, *args: Any, appeal: Appeal, ending: Ending, late: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ending = ending
        if not late:
            del self.fields["late_reason"]
        self.initial["kind"] = ending.value
        if ending in WITH_REMEDY:
            fitting = FITTING[Topic(appeal.topic)]
            rest = [one for one in Remedy if one not in fitting]
            self.fields["remedies"].choices = [  # type: ignore[attr-defined]
                (one.value, REMEDY_LABELS[one]) for one in (*fitting, *rest)
            ]
        else:
            del self.fields["remedies"], self.fields["tenge"]
        if ending is not Ending.REFUSED:
            del self.fields["article"]
        self.stated = Stated()

    def clean(self) -> dict[str, Any]:
        """Make the outcome whole, or say what it lacks, beside the field."""
        data = super().clean() or {}
        if self.errors:
            return data
        stated = Stated(
            kind=self.ending,
            remedies=tuple(Remedy(one) for one in data.get("remedies", ())),
            tenge=data.get("tenge", 0),
            article=data.get("article", ""),
        )
        try:
            self.stated = stated.checked()
        except OutcomeError as error:
            if error.lack is Lack.TENGE and Remedy.MONEY in stated.remedies:
                self.add_error("tenge", _("Write how many tenge reached the member."))
            elif error.lack is Lack.TENGE:
                self.add_error("remedies", _("Mark “Money recovered”, or leave the sum empty."))
            else:
                self.add_error(None, _("Say what the member got, or on what the refusal stands."))
        return data


class VerdictForm(forms.Form):
    """Is it so? One tap is enough; words and stars if one likes."""

    verdict = forms.ChoiceField(
        choices=[(one.value, one.value) for one in (Verdict.YES, Verdict.NO)]
    )
    words = forms.CharField(
        label=_("Your words (if you say no: what is missing)"),
        required=False,
        max_length=2000,
        widget=words(3, 2000),
    )
    stars = forms.TypedChoiceField(
        label=_("How was the help?"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[
            (5, _("5: very good")),
            (4, _("4: good")),
            (3, _("3: so-so")),
            (2, _("2: bad")),
            (1, _("1: very bad")),
        ],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """A no says what is missing: the officer begins anew with these words."""
        data = super().clean() or {}
        if data.get("verdict") == Verdict.NO and not data.get("words", "").strip():
            self.add_error("words", _("Write what is missing, so that the officer can go on."))
        return data


class ReopenForm(forms.Form):
    """What is still missing."""

    reason = forms.CharField(
        label=_("What is still missing?"),
        help_text=_("The officer reads this, and a new term of 15 working days begins."),
        max_length=2000,
        widget=words(3, 2000),
    )


class WithdrawForm(forms.Form):
    """Why one does not ask any more; nobody has to say."""

    reason = forms.CharField(
        label=_("Why (if you like)"),
        help_text=_("The officer reads this. You can ask again at any time."),
        required=False,
        max_length=2000,
        widget=words(2, 2000),
    )
