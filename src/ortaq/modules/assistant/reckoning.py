"""A sum, when a question gives its numbers: worked out by the law's own calculators."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from ortaq.lib.norms import sums as calculators
from ortaq.lib.norms.sums import Hours, ImpossibleError, NoRuleError, Rules
from ortaq.lib.norms.sums.core import money
from ortaq.lib.retrieval.words import bare
from ortaq.modules.assistant import figures
from ortaq.modules.assistant.answers import Sum
from ortaq.modules.assistant.figures import Figures
from ortaq.modules.assistant.knowledge import Law
from ortaq.modules.law import selectors as law_rooms

YEAR, HUNDRED = 365, Decimal(100)
_LATE = re.compile(r"задерж|опозд|просроч|\bпен[яиюе]|кешик|кешиг|осимпул|не выплат|вовремя")
_LOST = re.compile(r"сокращ|сократ|ликвидац|закры|кыскар|тарат|жабыл")
_DOWNTURN = re.compile(r"снижени\w+ объ|спад|упал\w* объ|колем\w* (?:томенде|азай)|нашарла")
_HELD = re.compile(r"удерж|вычит|вычет|взыска|устап|устай|устал|ущерб|залал|шегер")
_KEPT_OUT = re.compile(
    r"вынужденн\w+ прогул|восстанов|амалсыз|мажбурли|кайта (?:алды|орнал|кабыл)"
)
_DOWNTIME = re.compile(r"просто[йяею]|бос тур|токтап тур|карап тур")
_UNUSED = re.compile(r"неиспольз|не использ|не отгул|компенсац|пайдаланылма|отемак|алмаган")
_LEAVE = re.compile(r"отпуск|демалыс")
_SHARE = re.compile(r"сколько|какой процент|размер|канша|кандай|положено|тиис|могут|болады")


def sums(question: str, law: Law) -> list[Sum]:
    """Return what can be worked out; nothing when a number or a rule is missing."""
    text = bare(question)
    read = figures.read(text)
    if not read.money:
        return []
    rules = Rules(law.by_id.values())
    for worker, keys in WORKERS:
        try:
            made = worker(text, read, rules)
        except (ImpossibleError, NoRuleError, law_rooms.UnknownValueError):
            continue
        if made is not None and made.total:
            return [made if _is_trusted(rules, keys, law) else _doubted(made)]
    return []


def _is_trusted(rules: Rules, keys: tuple[str, ...], law: Law) -> bool:
    return all(law.trusted(rules.norm(key)) for key in keys)


def _doubted(made: Sum) -> Sum:
    word = _("Not checked: neither by a lawyer nor against the official text.")
    return replace(made, lines=[*made.lines, word])


def _told(name: str, found: calculators.Sum) -> Sum:
    return Sum(name, _tenge(found.total or Decimal(0)), law_rooms.sum_lines(found))


def _extra(_text: str, read: Figures, rules: Rules) -> Sum | None:
    rate, wage = read.only("hour"), read.only("")
    if rate is None and wage is not None and read.month_hours:
        rate = wage / read.month_hours
    if rate is None or not read.hours:
        return None
    hours = Hours(**read.hours)
    return _told(_("At least"), calculators.extra_pay(rules, rate=rate, hours=hours))


def _late(text: str, read: Figures, rules: Rules) -> Sum | None:
    owed = read.only("")
    if owed is None or read.days is None or not _LATE.search(text):
        return None
    percent = read.percent
    if percent is None:
        percent = law_rooms.value("base_rate", timezone.localdate())
    times = rules.number("wage_penalty")
    total = money(owed * times * percent / HUNDRED / YEAR * read.days)
    shown = [_shown(value) for value in (owed, times, percent, read.days)]
    line = f"{shown[0]} × {shown[1]} × {shown[2]} % ÷ {YEAR} × {shown[3]} = {_shown(total)}"
    article = str(rules.norm("wage_penalty").citation)
    return Sum(_("Penalty for wages paid late"), _tenge(total), [f"{line} ({article})"])


def _absence(text: str, read: Figures, rules: Rules) -> Sum | None:
    wage = read.only("")
    if wage is None or read.months is None or not _KEPT_OUT.search(text):
        return None
    found = calculators.forced_absence(rules, months=read.months, monthly_wage=wage)
    return _told(_("At least"), found)


def _severance(text: str, read: Figures, rules: Rules) -> Sum | None:
    wage = read.only("")
    is_down = _DOWNTURN.search(text) is not None
    if wage is None or not (is_down or _LOST.search(text)):
        return None
    ground = "downturn" if is_down else "redundancy"
    found = calculators.severance(rules, ground=ground, monthly_wage=wage)
    return _told(_("At least"), found)


def _share(text: str, read: Figures, rules: Rules, key: str, name: str) -> Sum | None:
    """Return a share of a wage that a norm names in percent."""
    wage = max((one.amount for one in read.money if not one.per), default=None)
    if wage is None or not _SHARE.search(text):
        return None
    percent = rules.number(key)
    total = money(wage * percent / HUNDRED)
    article = str(rules.norm(key).citation)
    line = f"{_shown(wage)} × {_shown(percent)} % = {_shown(total)} ({article})"
    return Sum(name, _tenge(total), [line])


def _held(text: str, read: Figures, rules: Rules) -> Sum | None:
    return _share(text, read, rules, "deduction_cap", _("At most")) if _HELD.search(text) else None


def _downtime(text: str, read: Figures, rules: Rules) -> Sum | None:
    if not _DOWNTIME.search(text):
        return None
    return _share(text, read, rules, "downtime_employer", _("At least"))


def _unused(text: str, read: Figures, rules: Rules) -> Sum | None:
    daily = read.only("day")
    if daily is None or read.days is None or not (_UNUSED.search(text) and _LEAVE.search(text)):
        return None
    total = money(daily * read.days)
    article = str(rules.norm("unused_leave_comp").citation)
    line = f"{_shown(read.days)} × {_shown(daily)} = {_shown(total)} ({article})"
    return Sum(_("Unused leave"), _tenge(total), [line])


Worker = Callable[[str, Figures, Rules], Sum | None]
# The more particular first: who was reinstated speaks of dismissal as well.
WORKERS: tuple[tuple[Worker, tuple[str, ...]], ...] = (
    (_extra, ("overtime_rate", "holiday_rate", "night_rate")),
    (_late, ("wage_penalty",)),
    (_absence, ("forced_absence_pay",)),
    (_unused, ("unused_leave_comp",)),
    (_downtime, ("downtime_employer",)),
    (_held, ("deduction_cap",)),
    (_severance, ("severance_months", "severance_downturn")),
)


def _tenge(value: Decimal) -> str:
    return _("{amount} tenge").format(amount=_shown(value))


def _shown(value: Decimal) -> str:
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",")
