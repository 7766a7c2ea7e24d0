"""Fields and the common part of calculators' forms."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ortaq.foundation.ui.forms import DateInput
from ortaq.lib.norms import sums
from ortaq.modules.law.errors import UnknownValueError

MOST = Decimal(1_000_000_000)
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


class Amount(forms.DecimalField):
    """A sum in tenge; people write it with spaces and a comma."""

    def __init__(self, label: Any, **more: Any) -> None:
        limits: dict[str, Any] = {"min_value": Decimal("0.01"), "max_value": MOST}
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label=label, decimal_places=2, widget=widget, **{**limits, **more})

    def to_python(self, value: Any) -> Any:
        """Read "350 000,50"."""
        if isinstance(value, str):
            value = "".join(value.split()).replace("₸", "").replace(",", ".")
        return super().to_python(value)


class Day(forms.DateField):
    """A day within reach of the law that is known."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label=label, widget=DateInput, **more)

    def validate(self, value: Any) -> None:
        """Refuse misprints."""
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise ValidationError(gettext_lazy("Check the year."))


class SumForm(forms.Form):
    """What every calculator has."""

    def work(self, rules: sums.Rules) -> sums.Sum:
        """Return the sum; an error of the law's is laid at the form."""
        raise NotImplementedError

    def result(self, rules: sums.Rules) -> sums.Sum | None:
        """Return the sum, or None with the reason among the errors: nothing is guessed."""
        if not self.is_valid():
            return None
        try:
            return self.work(rules)
        except UnknownValueError as error:
            self.add_error(self._rate_field(), _unknown(error))
        except sums.NoRuleError:
            self.add_error(None, _("No rule in force holds the number for this. Ask a lawyer."))
        except sums.ImpossibleError as error:
            self.add_error(None, str(IMPOSSIBLE[error.code]))
        except LookupError:
            self.add_error(
                None,
                _("The holidays of that year are not known here, so nothing can be counted."),
            )
        return None

    def _rate_field(self) -> str | None:
        return "rate" if "rate" in self.fields else None


IMPOSSIBLE: dict[str, Promise | str] = {
    "not_positive": gettext_lazy("Write a number greater than nought."),
    "days_reversed": gettext_lazy("Check the days: a later step stands before an earlier one."),
    "day_too_far": gettext_lazy("Check the days: they lie too far apart."),
}


def _unknown(error: UnknownValueError) -> str:
    if error.key != "base_rate":
        return error.text
    return _(
        "The base rate for {day} is not known here, and we do not guess. You can write it "
        "yourself: the National Bank publishes it."
    ).format(day=error.on.strftime("%d.%m.%Y"))
