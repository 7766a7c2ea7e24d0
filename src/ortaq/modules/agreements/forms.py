"""What people type about agreements, made clean."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.files.uploads import RefusedUpload
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.ui.forms import DateInput
from ortaq.modules.agreements.documents.reader import DESK, GUEST, Bounds
from ortaq.modules.agreements.models import DECISION_LABELS, KEPT_LABELS, OUTCOME_LABELS, Agreement
from ortaq.modules.agreements.refusals import REFUSALS
from ortaq.modules.agreements.selectors import agreements_above, bodies_to_write_for
from ortaq.modules.agreements.workflow import Decision, Kept, Outcome
from ortaq.modules.workplaces import selectors as workplaces


class DocumentField(forms.FileField):
    """One document, of at most so many bytes; what the upload handler refused is said here."""

    widget = forms.FileInput(attrs={"accept": ".docx,.pdf,.txt"})

    def __init__(self, *, bounds: Bounds = DESK, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bounds = bounds

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the upload; the reader looks inside."""
        if isinstance(data, RefusedUpload):
            raise forms.ValidationError(data.refusal.reason, code=data.refusal.code)
        if data and data.size > self.bounds.bytes:
            raise forms.ValidationError(REFUSALS[self.bounds.over], code=self.bounds.over)
        return super().clean(data, initial)


class AgreementForm(forms.Form):
    """What the registry holds."""

    title = forms.CharField(label=_("Title"), max_length=300)
    level = forms.ChoiceField(label=_("Kind"), choices=Agreement.Level.choices)
    bin = forms.CharField(label=_("BIN of the employer"), max_length=12, required=False)
    oked = forms.RegexField(
        r"^\d{2,5}$", label=_("OKED"), required=False, help_text=_("Taken from the employer.")
    )
    signed_on = forms.DateField(label=_("Signed on"), required=False, widget=DateInput)
    expires_on = forms.DateField(label=_("Ends on"), required=False, widget=DateInput)
    covered = forms.IntegerField(
        label=_("Workers covered"), required=False, min_value=0, max_value=50_000_000
    )
    above = forms.ModelChoiceField(
        label=_("Branch or regional agreement above"),
        queryset=Agreement.objects.none(),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        bodies: Iterable[Body],
        agreement: Agreement | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer(bodies, agreement)

    def _offer(self, bodies: Iterable[Body], agreement: Agreement | None) -> None:
        """Offer what stands above these bodies, and what was chosen before."""
        above: Any = self.fields["above"]
        rows = agreements_above(bodies)
        if agreement:
            rows = Agreement.objects.filter(Q(pk__in=rows) | Q(pk=agreement.above_id))
            rows = rows.exclude(pk=agreement.pk)
        above.queryset = rows.order_by("title")

    def clean(self) -> dict[str, Any]:
        """Find the employer; an agreement ends after it began."""
        data: dict[str, Any] = super().clean() or {}
        data["employer"] = None
        if data.get("bin"):
            data["employer"] = workplaces.employer_by_bin(data["bin"])
            if data["employer"] is None:
                self.add_error("bin", _("No employer with this BIN stands in the register."))
        begin, end = data.get("signed_on"), data.get("expires_on")
        if begin and end and end < begin:
            self.add_error("expires_on", _("The last day is before the day of signature."))
        return data


class NewAgreementForm(AgreementForm):
    """A new row: for which body, and the text if it is at hand."""

    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.none())
    file = DocumentField(label=_("Text: DOCX, PDF or plain text"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        bodies = bodies_to_write_for(user).filter(closed_on__isnull=True)
        super().__init__(*args, bodies=bodies, **kwargs)
        body: Any = self.fields["body"]
        body.queryset = bodies
        self.order_fields(["body", "title", "level"])

    def clean(self) -> dict[str, Any]:
        """What stands above one body is not above another."""
        data = super().clean()
        above, body = data.get("above"), data.get("body")
        if above and body and not agreements_above([body]).filter(pk=above.pk).exists():
            self.add_error("above", _("This agreement is not above the body."))
        return data


class UploadForm(forms.Form):
    """A text of an agreement."""

    file = DocumentField(label=_("Text: DOCX, PDF or plain text"))


class DecisionForm(forms.Form):
    """A person's word on a finding."""

    decision = forms.ChoiceField(
        choices=[(d.value, DECISION_LABELS[d]) for d in Decision if d is not Decision.OPEN]
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class PromiseForm(forms.Form):
    """A duty of the agreement."""

    clause = forms.CharField(label=_("Clause"), max_length=60, required=False)
    text = forms.CharField(label=_("What was promised"), max_length=500)
    due_on = forms.DateField(label=_("By which day"), required=False, widget=DateInput)


class MarkForm(forms.Form):
    """Whether a promise is kept."""

    state = forms.ChoiceField(
        label=_("Is it kept?"), choices=[(k.value, KEPT_LABELS[k]) for k in Kept]
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class RoundForm(forms.Form):
    """The day of the written proposal to bargain."""

    proposed_on = forms.DateField(
        label=_("Day of the written proposal"),
        widget=DateInput,
        validators=[MinValueValidator(date(1991, 12, 16)), MaxValueValidator(date(2100, 12, 31))],
    )


class ProposalForm(forms.Form):
    """A clause that the union proposes; the same form sent twice is one proposal."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    clause = forms.CharField(label=_("Clause"), max_length=60, required=False)
    union_text = forms.CharField(
        label=_("Words of the union"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )


class AnswerForm(forms.Form):
    """What the employer answered."""

    employer_text = forms.CharField(
        label=_("Words of the employer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=[(o.value, OUTCOME_LABELS[o]) for o in Outcome]
    )


class DraftForm(forms.Form):
    """A draft to check without keeping it: a file or its text."""

    file = DocumentField(
        label=_("Draft: DOCX, PDF or plain text"),
        help_text=REFUSALS["long_draft"],
        bounds=GUEST,
        required=False,
    )
    text = forms.CharField(
        label=_("Or paste the text"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=GUEST.letters,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("file") and not data.get("text"):
            raise forms.ValidationError(_("Choose a file or paste the text."))
        return data
