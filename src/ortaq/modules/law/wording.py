"""How norms and their standing read on pages."""

from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from ortaq.lib.norms import Norm, Parameter
from ortaq.modules.law.trust import Reason, Standing, Trust

TRUST: dict[Trust, tuple[str, Promise | str]] = {  # the shape of the chip, its words
    Trust.SIGNED: ("calm", gettext_lazy("Signed by a lawyer")),
    Trust.MATCHED: ("info", gettext_lazy("Found in the official text by machine")),
    Trust.UNVERIFIED: ("watch", gettext_lazy("Not verified yet: not law")),
}
UNITS: dict[str, Promise | str] = {
    "day_calendar": gettext_lazy("calendar days"),
    "day_working": gettext_lazy("working days"),
    "week": pgettext_lazy("unit", "weeks"),
    "month": pgettext_lazy("unit", "months"),
    "year": pgettext_lazy("unit", "years"),
    "hour": pgettext_lazy("unit", "hours"),
    "minute": pgettext_lazy("unit", "minutes"),
    "age_year": gettext_lazy("years of age"),
    "clock_hour": gettext_lazy("o’clock"),
    "day_of_month": gettext_lazy("day of the month"),
    "percent": gettext_lazy("percent"),
    "coefficient": gettext_lazy("times the rate"),
    "base_rate": gettext_lazy("times the base rate"),
    "mrp": gettext_lazy("monthly calculation indices"),
    "mzp": gettext_lazy("minimum wages"),
    "month_wage": gettext_lazy("average monthly wages"),
    "subsistence_minimum": gettext_lazy("subsistence minimums"),
    "kzt": gettext_lazy("tenge"),
    "kg": gettext_lazy("kilograms"),
    "person": gettext_lazy("persons"),
}
PERIODS: dict[str, Promise | str] = {
    "hour": pgettext_lazy("per", "an hour"),
    "day": pgettext_lazy("per", "a day"),
    "week": pgettext_lazy("per", "a week"),
    "month": pgettext_lazy("per", "a month"),
    "year": pgettext_lazy("per", "a year"),
}


def statement(norm: Norm) -> tuple[str, str]:
    """Return (language, words): a page marks words that are not in its own language."""
    language = (get_language() or "kk")[:2]
    if norm.statement.has(language):
        return language, norm.statement.get(language)
    return "ru", norm.statement.get("ru")


def demand(param: Parameter | None) -> str:
    """Return what a norm demands in numbers; empty where the unit is a mere count of ours."""
    if param is None or param.unit not in UNITS:
        return ""
    value, unit = _number(param.value), str(UNITS[param.unit])
    if param.per in PERIODS and param.unit != "base_rate":  # a rate is a year's anyhow
        unit = _("{unit} {period}").format(unit=unit, period=PERIODS[param.per])
    words = {
        "min": _("at least {value} {unit}"),
        "max": _("at most {value} {unit}"),
        "threshold": _("from {value} {unit} on"),
    }.get(param.direction, "{value} {unit}")
    return words.format(value=value, unit=unit)


def _number(text: str) -> str:
    try:
        plain = f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        return text
    return plain if (get_language() or "kk").startswith("en") else plain.replace(".", ",")


def explain(standing: Standing) -> str:
    """Say in one sentence why a norm stands where it does."""
    day = standing.edition.strftime("%d.%m.%Y") if standing.edition else ""
    return str(_EXPLAINED[standing.reason]).format(
        day=day, name=standing.signed_by, missing=standing.missing
    )


_EXPLAINED: dict[Reason, Promise | str] = {
    Reason.SIGNED: gettext_lazy("{name} has compared these words with the law and signed them."),
    Reason.MATCHED: gettext_lazy(
        "The article, the point and the number stand in the official text of {day}. "
        "A machine looked; no lawyer has signed yet."
    ),
    Reason.MATCHED_BEFORE: gettext_lazy(
        "The article, the point and the number stood in the official text of {day}, before this "
        "release. A machine looked; no lawyer has signed yet."
    ),
    Reason.TOUCHED: gettext_lazy(
        "A lawyer had signed these words, but a new edition has changed the article. "
        "Somebody must read it again."
    ),
    Reason.LATER: gettext_lazy(
        "This rule is of a later edition than the imported text of {day}, which does not hold it. "
        "The later edition wins; a lawyer must confirm it."
    ),
    Reason.NOT_FOUND: gettext_lazy(
        "The official text of {day} does not say this where it should stand."
    ),
    Reason.MEMORY: gettext_lazy(
        "These words were written from memory or from a retelling, not from the official text."
    ),
    Reason.NO_TEXT: gettext_lazy("The official text of this act has not been imported."),
    Reason.ILO: gettext_lazy(
        "A standard of the International Labour Organization, in our words; not compared by "
        "machine."
    ),
}
