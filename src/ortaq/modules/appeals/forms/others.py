"""What a guest says, what an officer writes down, and the road that a person confirms."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals.forms.submit import MatterForm
from ortaq.modules.appeals.models import TOPIC_LABELS, URGENCY_LABELS
from ortaq.modules.appeals.services import Guest, Intake
from ortaq.modules.appeals.workflow import Secrecy

if TYPE_CHECKING:
    from ortaq.modules.workplaces.models import Site


class ReceiptForm(forms.Form):
    """The number and the code of a receipt."""

    number = forms.CharField(
        label=_("Number"),
        help_text=_("As on the receipt, for example 2026-000123."),
        max_length=16,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Check code"),
        help_text=_("Twenty digits; spaces do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class GuestForm(MatterForm):
    """A guest's question; nothing that he says of himself is believed."""

    FOLDS: ClassVar[Sequence[tuple[Promise, Sequence[str]]]] = (
        (_("My name, the topic, the day"), ("confidential", "topic", "event_on")),
    )

    text = forms.CharField(
        label=_("What happened, and what do you ask for?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 4000}),
    )
    given_name = forms.CharField(label=_("Given name"), max_length=60)
    family_name = forms.CharField(label=_("Family name"), max_length=60)
    contact = forms.CharField(
        label=_("Phone or e-mail"),
        help_text=_("Only the officer who has your case sees it. You can do without."),
        max_length=120,
        required=False,
    )
    region = forms.ChoiceField(label=_("Where do you work?"), required=False)
    confidential = forms.BooleanField(
        label=_("Only the one officer who has my case learns my name"), required=False
    )
    field_order = ("text", "danger", "given_name", "family_name", "contact", "region")

    def __init__(self, *args: Any, is_site_known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions: dict[str, Body] = {}
        if is_site_known:
            del self.fields["region"]
            return
        regions = orgs.open_bodies(level=Body.Level.REGION)
        self.regions = {str(body.pk): body for body in regions}
        cast("forms.ChoiceField", self.fields["region"]).choices = [
            ("", _("I do not know, or I do not want to say")),
            *((key, str(body)) for key, body in self.regions.items()),
        ]

    def guest(self, language: str) -> Guest:
        """Return who asks."""
        data = self.cleaned_data
        return Guest(
            family_name=data["family_name"],
            given_name=data["given_name"],
            contact=data["contact"],
            language=language,
        )

    def body(self) -> Body | None:
        """Return the territorial body that was chosen, or None."""
        return self.regions.get(self.cleaned_data.get("region", ""))

    def intake(self, site: "Site | None" = None) -> Intake:
        """Return what comes besides the words; ``site``: the workplace that was found."""
        data = self.cleaned_data
        secrecy = Secrecy.CONFIDENTIAL if data.get("confidential") else Secrecy.NAMED
        return Intake(secrecy=secrecy, site=site, event_on=data["event_on"], urgency=self.urgency)


class InPersonForm(MatterForm):
    """What a member who came says, as an officer writes it down."""

    FOLDS: ClassVar[Sequence[tuple[Promise, Sequence[str]]]] = (
        (_("Name, workplace, day"), ("confidential", "bypass", "event_on")),
    )

    text = forms.CharField(
        label=_("What happened, and what does the member ask for?"),
        help_text=_("In the member's own words; read them out before you send."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": 10_000}),
    )
    body = forms.ChoiceField(label=_("Organisation"))
    confidential = forms.BooleanField(
        label=_("Only the one officer who has the case learns the name"), required=False
    )
    bypass = forms.BooleanField(label=_("Bypass the member's workplace"), required=False)
    field_order = ("body", "text", "danger", "topic")

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body in bodies}
        field = cast("forms.ChoiceField", self.fields["body"])
        field.choices = [(key, str(body)) for key, body in self.bodies.items()]
        if len(bodies) == 1:
            field.widget = forms.HiddenInput()
            field.initial = str(bodies[0].pk)

    def clean_body(self) -> Body:
        """Return the body itself."""
        return self.bodies[self.cleaned_data["body"]]

    def intake(self) -> Intake:
        """Return what comes besides the words."""
        data = self.cleaned_data
        secrecy = Secrecy.CONFIDENTIAL if data["confidential"] else Secrecy.NAMED
        return Intake(
            secrecy=secrecy,
            bypass=data["bypass"],
            event_on=data["event_on"],
            urgency=self.urgency,
        )


class RouteForm(forms.Form):
    """What the table suggested, for a person to confirm or correct."""

    topic = forms.ChoiceField(
        label=_("Topic"), choices=[(t.value, label) for t, label in TOPIC_LABELS.items()]
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[(u.value, label) for u, label in URGENCY_LABELS.items()]
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Needed when danger is no danger. The author reads it."),
        max_length=500,
        required=False,
    )
