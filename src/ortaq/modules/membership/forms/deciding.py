"""Yes, or no with a reason that the person reads."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonedForm(forms.Form):
    """A decision: what it is called to say yes stands in the forms made of this one."""

    REFUSE = "refuse"

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason of a refusal"),
        help_text=_("The person reads these words. Say what can be done about it."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, object]:
        """A refusal gives its reason."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == self.REFUSE and not str(cleaned.get("reason", "")).strip():
            self.add_error("reason", _("Say why in words: the person will read it."))
        return cleaned


REFUSAL = (ReasonedForm.REFUSE, _("Refuse, with a reason"))


class DecisionForm(ReasonedForm):
    """Admit a person, or say why not."""

    APPROVE = "approve"

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(APPROVE, _("Admit to the union")), REFUSAL],
        widget=forms.RadioSelect,
    )


class AnswerForm(ReasonedForm):
    """Agree to a move, or say why not."""

    AGREE = "agree"

    decision = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(AGREE, _("I agree")), REFUSAL],
        widget=forms.RadioSelect,
    )
