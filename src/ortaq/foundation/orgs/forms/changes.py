"""What people type about mergers and splits, as clean values."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs.forms.bodies import day_field, ground_field
from ortaq.foundation.orgs.forms.places import clean_kato, kato_field
from ortaq.foundation.orgs.kinds import MANDATES_GRANTED_BY
from ortaq.foundation.orgs.models import Body, Line
from ortaq.foundation.orgs.selectors import bodies_within_reach, children, open_bodies, parent_on
from ortaq.foundation.texts.forms import TextsField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from ortaq.foundation.accounts.models import User
    from ortaq.foundation.orgs.ports import Part

SHOWN = 50  # candidates on one page; a search finds the others


def merge_candidates(user: "User", body: Body, *, query: str, day: "date") -> list[int]:
    """Return the keys of bodies of the same level that may join this one: by name, else beside it.

    Only those that the reader's mandates reach.
    """
    if query:
        found = open_bodies(query=query)
    else:
        parents = [parent_on(body, line=line, day=day) for line in Line]
        parent = next((parent for parent in parents if parent), None)
        line = Line.BRANCH if parents[0] else Line.TERRITORY
        found = children(parent, line=line) if parent else Body.objects.none()
    near = found.filter(level=body.level).exclude(pk=body.pk)
    keys = list(near.values_list("pk", flat=True)[: SHOWN * 4])
    within = bodies_within_reach(user, kinds=MANDATES_GRANTED_BY, among=keys)
    reached = set(within.values_list("pk", flat=True))
    return [key for key in keys if key in reached][:SHOWN]


class MergeForm(forms.Form):
    """Which bodies join this one, from when, by which decision."""

    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=_("Bodies that join it and close"),
        widget=forms.CheckboxSelectMultiple,
    )
    on = day_field(_("First day as one body"))
    ground = ground_field()
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, candidates: "list[int]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bodies"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = Body.objects.filter(pk__in=candidates).order_by("sort_key", "pk")


class SplitForm(forms.Form):
    """A new body that comes out of this one, and what goes with it: bodies below, parts above."""

    name = TextsField(label=_("Name of the new body"), max_length=200)
    kato = kato_field()
    children = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=_("Bodies below that go with it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    on = day_field(_("First day of the new body"))
    ground = ground_field()

    def __init__(self, *args: Any, body: Body, parts: "Sequence[Part]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {f"along_{place}": part for place, part in enumerate(parts)}
        for name, part in self.parts.items():
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=lazy(str, str)(part.label),
                choices=part.choices,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.order_fields(["name", "kato", "children", *self.parts])
        below: QuerySet[Body] = children(body, line=Line.BRANCH) | children(
            body, line=Line.TERRITORY
        )
        keys = list(below.values_list("pk", flat=True)[:SHOWN])
        if not keys:
            del self.fields["children"]
            return
        field = self.fields["children"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = Body.objects.filter(pk__in=keys).order_by("sort_key", "pk")

    def clean_kato(self) -> str:
        """Return the nine digits, or say what is wrong."""
        return clean_kato(self.cleaned_data["kato"])

    def along(self) -> dict[str, list[int]]:
        """Return what goes along, by the names of the parts."""
        return {part.name: self.cleaned_data[name] for name, part in self.parts.items()}
