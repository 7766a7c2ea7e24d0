"""Which calculators there are, and a sum as a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ortaq.foundation.texts.dates import dated
from ortaq.lib.norms import sums
from ortaq.modules.law import selectors
from ortaq.modules.law.sums import forms, words
from ortaq.modules.law.sums.fields import SumForm
from ortaq.modules.law.views.showing import Shown, shown_many

_ORDER = {"unverified": 0, "matched": 1, "signed": 2}


@dataclass(frozen=True)
class Calculator:
    """A page of its own."""

    slug: str
    title: Promise | str
    lede: Promise | str
    form: type[SumForm]


CALCULATORS = {
    one.slug: one
    for one in (
        Calculator(
            "late-wages",
            gettext_lazy("Wages paid late"),
            gettext_lazy("The penalty for every day of delay."),
            forms.LateForm,
        ),
        Calculator(
            "extra-hours",
            gettext_lazy("Overtime, nights, holidays"),
            gettext_lazy("What such hours cost at least."),
            forms.ExtraForm,
        ),
        Calculator(
            "unused-leave",
            gettext_lazy("Unused leave"),
            gettext_lazy("What is paid for it when the contract ends."),
            forms.LeaveForm,
        ),
        Calculator(
            "severance",
            gettext_lazy("Loss of a job"),
            gettext_lazy("What is paid when the job is cut or the employer closes down."),
            forms.SeveranceForm,
        ),
        Calculator(
            "notice",
            gettext_lazy("Notice of an end"),
            gettext_lazy("The last day of work after a notice."),
            forms.NoticeForm,
        ),
        Calculator(
            "dispute",
            gettext_lazy("Terms of a dispute"),
            gettext_lazy("By which day to go to the commission and to court."),
            forms.DisputeForm,
        ),
        Calculator(
            "collective-dispute",
            gettext_lazy("Conciliation and strike"),
            gettext_lazy("The steps with their days: a calculator, not a promise of lawfulness."),
            forms.StrikeForm,
        ),
        Calculator(
            "damage",
            gettext_lazy("Damage asked of a worker"),
            gettext_lazy("How much may be held back from wages."),
            forms.DamageForm,
        ),
        Calculator(
            "forced-absence",
            gettext_lazy("Kept from work unlawfully"),
            gettext_lazy("What a reinstated worker is paid."),
            forms.AbsenceForm,
        ),
        Calculator(
            "injury",
            gettext_lazy("Costs after an injury"),
            gettext_lazy("How much of them the employer pays while the loss is being set."),
            forms.InjuryForm,
        ),
    )
}


@dataclass(frozen=True)
class ShownLine:
    """A sentence, and the norm it rests on."""

    words: str
    norm: Shown | None


@dataclass(frozen=True)
class ShownSum:
    """A sum with its sentences, its trust (that of the weakest norm) and its edition."""

    kind: str
    total: str
    day: str
    lines: list[ShownLine]
    cautions: list[ShownLine]
    weakest: Shown | None
    edition: date | None


def rules() -> sums.Rules:
    """Return the numbers of the law in force today."""
    return selectors.sum_rules()


def shown_sum(found: sums.Sum) -> ShownSum:
    """Return a sum in the reader's language."""
    norms = {one.norm.id: one for one in shown_many(map(selectors.norm, found.norms))}
    ranked = sorted(norms.values(), key=lambda one: _ORDER[one.standing.trust])
    editions = [one.norm.edition for one in norms.values() if one.norm.edition]

    def said(lines: Iterable[sums.Line]) -> list[ShownLine]:
        return [ShownLine(words.sentence(line), norms.get(line.norm)) for line in lines]

    return ShownSum(
        kind=found.kind,
        total=words.amount(found.total) if found.total is not None else "",
        day=dated(found.day) if found.day else "",
        lines=said(found.lines),
        cautions=said(found.cautions),
        weakest=ranked[0] if ranked else None,
        edition=min(editions, default=None),
    )
