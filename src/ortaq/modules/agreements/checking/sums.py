"""Parts that only count together: hours before and after a shift, days before and after birth."""

import re
from dataclasses import replace

from ortaq.modules.agreements.checking.sentences import Around

_BOTH = [
    (
        re.compile(r"сверхурочн|мерзімнен тыс|үстеме"),
        re.compile(r"до (?:начала )?смен|ауысым\w* (?:дейін|басталғанға)|до начала"),
        re.compile(r"после (?:окончания )?смен|ауысым\w* (?:кейін|аяқталғаннан)|после окончания"),
        "hour",
    ),
    (
        re.compile(r"беременност\w* и род|декрет|жүктілі[кг]"),
        re.compile(r"до родов|босан(?:ған|у)ға дейін"),
        re.compile(r"после родов|босан(?:ған|у)(?:нан|дан) кейін"),
        "day",
    ),
]


def summed(places: list[Around]) -> list[Around]:
    """Put two such parts of one sentence together into one quantity."""
    places = _paydays(places)
    for topic, first, second, kind in _BOTH:
        same = [
            p for p in places if p.quantity.kind == kind and topic.search(p.sentence + p.earlier)
        ]
        pairs = [p for p in same if first.search(p.sentence) and second.search(p.sentence)]
        if len(pairs) == 2 and pairs[0].sentence == pairs[1].sentence:
            places = _joined(places, pairs)
    return places


def _joined(places: list[Around], pair: list[Around]) -> list[Around]:
    one, two = pair
    total = one.quantity.value + two.quantity.value
    quantity = replace(
        one.quantity,
        value=total,
        high=one.quantity.high + two.quantity.high,
        per=one.quantity.per or two.quantity.per or ("day" if one.quantity.kind == "hour" else ""),
        end=two.quantity.end,
    )
    window = re.sub(r"(?:до|после) родов|босанған(?:ға дейін|нан кейін)", "", one.sentence)
    together = replace(one, quantity=quantity, window=window, alone=True)
    return [together if p is one else p for p in places if p is not two]


_NEXT = re.compile(r"следующ|келесі")


def _paydays(places: list[Around]) -> list[Around]:
    """Of two pay days of a month the earlier one, or that of the next month, settles the wage."""
    days = [p for p in places if p.quantity.kind == "monthday"]
    if len(days) < 2 or len({p.sentence for p in days}) > 1:
        return places
    settled = [p for p in days if _NEXT.search(p.window)]
    kept = settled or [min(days, key=lambda p: p.quantity.value)]
    return [p for p in places if p.quantity.kind != "monthday" or p in kept]
