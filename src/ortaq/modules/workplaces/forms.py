"""What people type about workplaces, as clean values."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.selectors import find_by_address
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.forms.places import clean_kato, kato_field, region_choices
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.texts.fields import Texts
from ortaq.foundation.texts.forms import TextsField
from ortaq.foundation.ui.forms import DateInput, choice
from ortaq.lib.kazid import OKED_SECTIONS, is_bin, section_of_oked
from ortaq.modules.workplaces.models import Group, Job, Side
from ortaq.modules.workplaces.rules import KEEPERS
from ortaq.modules.workplaces.selectors import groups


def section_choices() -> list[tuple[str, str]]:
    """Return the OKED sections in their own order."""
    rows = [(letter, f"{letter}. {Texts(names)}") for letter, names in OKED_SECTIONS.items()]
    return [("", str(_("All trades"))), *rows]


class FindForm(forms.Form):
    """Words of a name or a BIN, a region, a section of OKED."""

    q = forms.CharField(label=_("Name or BIN of the employer"), required=False, max_length=100)
    region = forms.ChoiceField(label=_("Region"), required=False, choices=region_choices)
    section = forms.ChoiceField(label=_("Trade"), required=False, choices=section_choices)

    def asked(self) -> dict[str, str]:
        """Return what to look for; nothing for what is not valid."""
        values = self.cleaned_data if self.is_valid() else {}
        return {
            "query": str(values.get("q", "")),
            "region": str(values.get("region", "")),
            "section": str(values.get("section", "")),
        }


class WordsForm(forms.Form):
    """Words to find a workplace by."""

    q = forms.CharField(
        label=_("Your workplace, its employer or BIN"), required=False, max_length=100
    )

    def words(self) -> str:
        """Return the words; '' when they are not valid."""
        return str(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""


class EmployerForm(forms.Form):
    """An employer as its papers say it."""

    bin_text = forms.CharField(
        label=_("BIN"),
        required=False,
        max_length=20,
        help_text=_("Twelve digits. A small employer may have none."),
    )
    name = TextsField(label=_("Name"), max_length=300)
    oked = forms.CharField(
        label=_("OKED code"),
        required=False,
        max_length=9,
        help_text=_("Two to five digits of the main kind of work, as in the state register."),
    )
    kato = kato_field()
    group = forms.ModelChoiceField(
        Group.objects.none(),
        label=_("Group of companies"),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = groups()

    def clean_bin_text(self) -> str:
        """Say at once that a digit is wrong."""
        text = str(self.cleaned_data["bin_text"]).strip()
        if text and not is_bin(text):
            raise ValidationError(_("This BIN has a wrong digit: check the twelve digits."))
        return text

    def clean_oked(self) -> str:
        """Return the bare digits, or say what is wrong."""
        text = str(self.cleaned_data["oked"]).strip()
        if text and section_of_oked(text) is None:
            raise ValidationError(_("No trade has this code: it has two to five digits."))
        return "".join(filter(str.isdigit, text))

    def clean_kato(self) -> str:
        """Return the nine digits, or say what is wrong."""
        return clean_kato(self.cleaned_data["kato"])


class GroupForm(forms.Form):
    """A group of companies."""

    name = TextsField(label=_("Name"), max_length=200)


class SiteForm(forms.Form):
    """A place where people work."""

    name = TextsField(label=_("Name"), max_length=300)
    kato = kato_field()
    address = forms.CharField(label=_("Address"), required=False, max_length=300)

    def clean_kato(self) -> str:
        """Return the nine digits, or say what is wrong."""
        return clean_kato(self.cleaned_data["kato"])


class JoinForm(forms.Form):
    """Why two rows of the register are one employer."""

    ground = forms.CharField(
        label=_("Ground"),
        max_length=300,
        help_text=_("For example: the certificate of state registration, with its number."),
    )


class HeadCountForm(forms.Form):
    """How many people work there, on which day, and who says so."""

    people = forms.IntegerField(
        label=_("How many people work there"), min_value=0, max_value=999_999
    )
    on = forms.DateField(label=_("On which day"), widget=DateInput, initial=timezone.localdate)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=200,
        help_text=_("For example: the employer's answer No. 12, form 1-T."),
    )


class AttachForm(forms.Form):
    """Which primary's members work at a site, from which day."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Primary organisation"))
    since = forms.DateField(label=_("Since"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, *args: Any, user: User, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = self.possible(user, words)
            if not self.is_bound and len(only := list(field.queryset[:2])) == 1:
                field.initial, field.empty_label = only[0].pk, None
            # A body chosen by an earlier search is still within reach when the form comes back.
            if self.is_bound:
                field.queryset = _primaries_of(user)
                field.choices = [(b.pk, str(b)) for b in self.possible(user, words)]

    @staticmethod
    def possible(user: User, words: str) -> QuerySet[Body]:
        """Return the primaries within reach that the words name; without words the nearest."""
        rows = orgs.open_bodies(level=Body.Level.PRIMARY, query=words)
        own = [m.body_id for m in orgs.mandates_of(user, kinds=KEEPERS)]
        within = _primaries_of(user) if words else rows.filter(pk__in=own)
        found = rows.filter(pk__in=within.values("pk"))[:20]
        return Body.objects.filter(pk__in=[body.pk for body in found]).order_by("sort_key")


def _primaries_of(user: User) -> QuerySet[Body]:
    return orgs.bodies_within_reach(user, kinds=KEEPERS).filter(level=Body.Level.PRIMARY)


class PersonForm(forms.Form):
    """A registered person: address and family name must both match, so that it tells nothing."""

    address = forms.CharField(label=_("E-mail or phone of the person"), max_length=254)
    family_name = forms.CharField(label=_("Family name"), max_length=100)

    def person(self) -> User | None:
        """Return the person of both, or None."""
        user = find_by_address(self.cleaned_data["address"])
        name = self.cleaned_data["family_name"].strip().casefold()
        matches = user is not None and user.is_active and user.family_name.casefold() == name
        return user if matches else None


SIDE_CHOICES = [
    (Side.WORKER.value, choice(Side.WORKER.label, _("I am nobody's manager, or I lead a crew."))),
    (Side.MANAGER.value, choice(Side.MANAGER.label, _("I hire, dismiss or set pay here."))),
    (Side.HR.value, choice(Side.HR.label, _("I keep personnel papers for the employer."))),
]


class OwnJobForm(forms.Form):
    """A person's own job."""

    position = forms.CharField(label=_("Your position"), required=False, max_length=200)
    since = forms.DateField(label=_("Works there since"), required=False, widget=DateInput)
    side = forms.ChoiceField(
        label=_("Which of these are you?"),
        choices=SIDE_CHOICES,
        widget=forms.RadioSelect,
        initial=Side.WORKER.value,
        help_text=_(
            "Managers and personnel officers do not read the appeals of their own workplace, so "
            "that nobody is afraid to write. You cannot take this back yourself."
        ),
    )

    def __init__(self, *args: Any, job: Job | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if job and job.is_employer_side:  # only somebody else takes a mark away
            del self.fields["side"]


class JobForm(forms.Form):
    """A person's job, written by an officer."""

    position = forms.CharField(label=_("Position"), required=False, max_length=200)
    since = forms.DateField(label=_("Works there since"), required=False, widget=DateInput)


class EndJobForm(forms.Form):
    """The last day of a job."""

    until = forms.DateField(label=_("Last day"), widget=DateInput, initial=timezone.localdate)


class MarkForm(forms.Form):
    """On whose side a person sits, and on what the mark stands."""

    side = forms.ChoiceField(
        label=_("On whose side"), choices=Side.choices, widget=forms.RadioSelect
    )
    whole_employer = forms.BooleanField(
        label=_("Acts for the whole employer, at every site"),
        required=False,
        help_text=_("A director or the head of personnel, not the head of one shop."),
    )
    ground = forms.CharField(
        label=_("Ground"),
        max_length=300,
        help_text=_("An order, a staff list or the person's own words, with a date."),
    )
