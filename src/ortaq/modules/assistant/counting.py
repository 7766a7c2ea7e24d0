"""Sums in an answer: worked out only from what the person gave, by the law's own calculators."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ortaq.lib.norms import sums
from ortaq.modules.assistant.answers import Answer, Sum
from ortaq.modules.assistant.families import family_of
from ortaq.modules.law import selectors as law

# Which calculator helps with which article; the page links to it.
CALCULATORS = {
    "late-wages": ("113",),
    "extra-hours": ("77", "78", "108", "109", "110"),
    "unused-leave": ("96",),
    "severance": ("131",),
    "notice": ("53", "56"),
    "dispute": ("159", "160"),
    "forced-absence": ("161",),
    "damage": ("115", "123"),
    "injury": ("122",),
    "collective-dispute": ("163", "164", "165", "166", "171", "172"),
}
NAMES: dict[str, Promise | str] = {
    "late-wages": gettext_lazy("Wages paid late"),
    "extra-hours": gettext_lazy("Overtime, nights, holidays"),
    "unused-leave": gettext_lazy("Unused leave"),
    "severance": gettext_lazy("Loss of a job"),
    "notice": gettext_lazy("Notice of an end"),
    "dispute": gettext_lazy("Terms of a dispute"),
    "forced-absence": gettext_lazy("Kept from work unlawfully"),
    "damage": gettext_lazy("Damage asked of a worker"),
    "injury": gettext_lazy("Costs after an injury"),
    "collective-dispute": gettext_lazy("Conciliation and strike"),
}
_BY_ARTICLE = {article: slug for slug, many in CALCULATORS.items() for article in many}
FIRST = 3  # articles of an answer whose calculators are offered


def calculators(answer: Answer) -> list[str]:
    """Return the names of the calculators for the first articles of an answer."""
    first = [cited.article for cited in answer.citations[:FIRST] if cited.act == "tk"]
    return list(dict.fromkeys(_BY_ARTICLE[one] for one in first if one in _BY_ARTICLE))


def counted(answer: Answer, facts: Mapping[str, str]) -> Answer:
    """Return an answer with the sums that the facts allow; no unknown value is guessed."""
    if answer.abstained:
        return answer
    with override(answer.lang):
        rows = [row for row in (_late(answer, facts), _dispute(answer, facts)) if row]
    return replace(answer, sums=[*answer.sums, *rows]) if rows else answer


def _late(answer: Answer, facts: Mapping[str, str]) -> Sum | None:
    owed, due_on = _amount(facts.get("amount", "")), _day(facts.get("due_on", ""))
    if owed is None or due_on is None or "late-wages" not in calculators(answer):
        return None
    name = _("Penalty for wages paid late")
    try:
        found = sums.late_wages(
            law.sum_rules(),
            owed=owed,
            due_on=due_on,
            paid_on=timezone.localdate(),
            rate=lambda day: law.value("base_rate", day),
        )
    except law.UnknownValueError:
        why = _("The base rate of today is not known here, and we do not guess it.")
        return Sum(name, "", [why])
    except (sums.ImpossibleError, sums.NoRuleError):
        return None
    return Sum(name, law.sum_total(found), _lines(found))


def _dispute(answer: Answer, facts: Mapping[str, str]) -> Sum | None:
    learned_on = _day(facts.get("event_on", ""))
    family, _words = family_of(answer.topic)
    if learned_on is None or family != "dismissal":
        return None
    try:
        case = sums.Dispute("reinstatement", learned_on)
        found = sums.dispute(law.sum_rules(), case=case)
    except (sums.ImpossibleError, sums.NoRuleError):
        return None
    return Sum(_("If you want the job back"), "", _lines(found))


def _lines(found: sums.Sum) -> list[str]:
    """Return a sum's lines; said so where a norm it rests on is neither signed nor matched."""
    lines = law.sum_lines(found)
    norms = [law.norm(norm) for norm in found.norms]
    if any(law.trust(norm) is law.Trust.UNVERIFIED for norm in norms):
        lines.append(_("Not checked: neither by a lawyer nor against the official text."))
    return lines


def _amount(text: str) -> Decimal | None:
    try:
        value = Decimal("".join(text.split()).replace("₸", "").replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 < value < 10**9 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
