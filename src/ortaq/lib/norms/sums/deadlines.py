"""Days by which something must be done: notices, disputes of one worker, disputes of many."""

from dataclasses import dataclass
from datetime import date, timedelta

from ortaq.lib.norms.quantities import Unit
from ortaq.lib.norms.sums.core import ImpossibleError, Line, Rules, Sum, Value
from ortaq.lib.norms.sums.terms import ends, moved, provisional, run, step
from ortaq.lib.workdays import KZ, Calendar

NOTICES = {
    "resignation": "resignation_notice",
    "breach": "breach_resignation",
    "redundancy": "redundancy_notice",
    "downturn": "downturn_notice",
    "seasonal": "seasonal_notice",
}
AFTER_WAIT = 3  # working days of art. 56(3), the second number of one norm: ``more`` in the data


def notice(rules: Rules, *, kind: str, given_on: date, calendar: Calendar = KZ) -> Sum:
    """Return the earliest last day of a job after a notice."""
    lines = [step(rules, f"notice_{kind}", NOTICES[kind], given_on, calendar)]
    if kind == "breach":
        wait = ends(lines[0])
        term = run(wait, AFTER_WAIT, Unit.WORKING_DAY, calendar)
        values: dict[str, Value] = {"start": wait, "number": AFTER_WAIT, "day": term.day}
        lines.append(Line("notice_after_wait", values, rules.id(NOTICES[kind])))
    day = ends(lines[-1])
    cautions = (
        *moved(rules, *lines),
        *provisional(given_on, day, calendar),
        Line("longer_notice"),
    )
    return Sum("notice", tuple(lines), day=day, cautions=cautions)


@dataclass(frozen=True)
class Dispute:
    """What has happened in a dispute so far. ``kind``: reinstatement, direct, wages, other."""

    kind: str
    learned_on: date  # the copy of the order was received; or one learned of the breach
    filed_on: date | None = None  # with the commission
    decided_on: date | None = None  # the copy of the commission's decision was received
    paused: int = 0  # days without a commission, or of mediation


DISPUTES = {
    "reinstatement": "reinstatement_commission",
    "direct": "reinstatement_no_commission",
    "wages": "wage_claim_years",
    "other": "other_disputes",
}


def dispute(rules: Rules, *, case: Dispute, calendar: Calendar = KZ) -> Sum:
    """Return the days by which one must go to the commission and to court."""
    given = (case.learned_on, case.filed_on, case.decided_on)
    known = [day for day in given if day]
    if known != sorted(known) or case.paused < 0:
        raise ImpossibleError("days_reversed")
    first = step(rules, f"dispute_{case.kind}", DISPUTES[case.kind], case.learned_on, calendar)
    lines, day = [first], ends(first)
    if case.paused:
        bare = first.values["bare"]  # the pause lengthens the term, not the days off at its end
        start = bare if isinstance(bare, date) else day
        day = calendar.next(start + timedelta(days=case.paused))
        values: dict[str, Value] = {"number": case.paused, "day": day}
        lines.append(Line("dispute_paused", values, rules.id("missed_term_restored")))
    if case.filed_on and case.kind != "direct":
        lines.append(step(rules, "commission_decides", "commission_days", case.filed_on, calendar))
        lines.append(
            step(rules, "commission_copies", "commission_copy", ends(lines[-1]), calendar)
        )
    if case.decided_on and case.kind == "reinstatement":
        lines.append(
            step(rules, "court_reinstates", "reinstatement_court", case.decided_on, calendar)
        )
        day = ends(lines[-1])
    cautions = [*moved(rules, *lines), *provisional(case.learned_on, day, calendar)]
    if case.kind == "direct":
        cautions.append(Line("direct_disputed", {}, rules.id("reinstatement_no_commission")))
    elif case.kind != "reinstatement" or not case.decided_on:
        cautions.append(Line("commission_first", {}, rules.id("dispute_commission_first")))
    cautions.append(Line("missed_term", {}, rules.id("missed_term_restored")))
    return Sum("dispute", tuple(lines), day=day, cautions=tuple(cautions))


@dataclass(frozen=True)
class Conciliation:
    """What has happened in a collective dispute; where a day is not given, the latest is taken."""

    met_on: date  # the meeting that adopted the demands
    received_on: date | None = None  # by the employer
    answered_on: date | None = None
    formed_on: date | None = None  # the conciliation commission
    failed_on: date | None = None  # it ended without an agreement
    arbitration_on: date | None = None
    decided_on: date | None = None
    warned_on: date | None = None  # the written warning of the strike


# The line's code, the norm, the day that stands instead of the latest one when it is known.
_STAGES = (
    ("demands_sent", "demands_send", "received_on"),
    ("demands_answered", "demands_reply", "answered_on"),
    ("commission_formed", "conciliation_create", "formed_on"),
    ("commission_ended", "conciliation_days", "failed_on"),
    ("arbitration_formed", "arbitration_create", "arbitration_on"),
    ("arbitration_decided", "arbitration_days", "decided_on"),
)


def conciliation(rules: Rules, *, case: Conciliation, calendar: Calendar = KZ) -> Sum:
    """Return the calendar of a collective dispute: a calculator, not a promise of lawfulness."""
    days = [case.met_on, *(getattr(case, name) for _, _, name in _STAGES), case.warned_on]
    known = [day for day in days if day]
    if known != sorted(known):
        raise ImpossibleError("days_reversed")
    lines, start = [], case.met_on
    late: list[Line] = []
    for code, key, name in _STAGES:
        line = step(rules, code, key, start, calendar)
        happened: date | None = getattr(case, name)
        if happened:
            line = Line(code, {**line.values, "happened": happened}, line.norm)
            if happened > ends(line):
                late.append(Line(f"{code}_late", {"day": happened}, line.norm))
        lines.append(line)
        start = happened or ends(line)
    warned = case.warned_on or calendar.add(start, 1)
    lines.append(Line("strike_decided", {"start": start}, rules.id("strike_quorum")))
    notice_line = step(rules, "strike_warned", "strike_notice", warned, calendar)
    day = ends(notice_line) + timedelta(days=1)
    lines += [notice_line, Line("strike_earliest", {"day": day}, rules.id("strike_notice"))]
    cautions = (
        Line("no_promise", {}, rules.id("strike_illegal")),
        *late,
        *provisional(case.met_on, day, calendar),
        Line("quorum", {"percent": rules.number("demands_quorum")}, rules.id("demands_quorum")),
        Line("least_services", {}, rules.id("strike_min_services")),
    )
    return Sum("conciliation", tuple(lines), day=day, cautions=cautions)
