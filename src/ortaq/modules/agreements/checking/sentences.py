"""Sentences of a clause, and around each quantity the words that belong to it."""

import re
from dataclasses import dataclass

from ortaq.modules.agreements.checking.model import Quantity
from ortaq.modules.agreements.checking.quantities import plain, quantities

_END = re.compile(
    r"(?<!\bст)(?<!\bп)(?<!\bпп)(?<!\bт)(?<!\bг)(?<!\bч)(?<!\bмин)(?<!\bгл)[.!?](?=\s+[^\sа-яәғқңөұүһі])|;|\n"
)
_CUT = re.compile(r"[,;]| с (?:выплат|единоврем)\w+| а (?=для|при|в|за|по|на)| ал |\. ")


MOST = 60  # quantities of a clause: a text of nothing but numbers is no agreement


@dataclass(frozen=True, slots=True)
class Around:
    """A quantity with its window and the sentence it stands in (all in plain letters)."""

    quantity: Quantity
    window: str
    before: str  # the sentence up to the quantity
    sentence: str
    earlier: str  # the sentence before, of the same clause
    alone: bool  # no other quantity of its kind in the sentence
    first: bool = True  # none before it


def split(text: str) -> list[tuple[int, int]]:
    """Spans of sentences."""
    spans, start = [], 0
    for match in _END.finditer(text):
        if match.end() - start > 1:
            spans.append((start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def around(text: str, lead: str = "") -> list[Around]:
    """Every quantity of a clause with the words that belong to it; ``lead`` opened its list."""
    flat = plain(text)
    found: list[Around] = []
    earlier = plain(lead)
    for start, end in split(text):
        if len(found) >= MOST:
            break
        sentence = flat[start:end].strip()
        quantified = quantities(sentence)[:MOST]
        stop = 0
        for index, quantity in enumerate(quantified):
            left = max(quantified[index - 1].end, stop) if index else 0
            right = quantified[index + 1].start if index + 1 < len(quantified) else len(sentence)
            cut = _CUT.search(sentence, quantity.end, right)
            stop = cut.start() if cut else _short_of(sentence, quantity.end, right, len(sentence))
            same = [other for other in quantified if other.kind == quantity.kind]
            found.append(
                Around(
                    quantity,
                    sentence[left:stop],
                    sentence[: quantity.start],
                    sentence,
                    earlier,
                    len(same) == 1,
                    same[0] is quantity,
                )
            )
        earlier = sentence
    return found


def _short_of(sentence: str, start: int, right: int, length: int) -> int:
    """Where words after a quantity stop being its own: at "и"/"және" before the next one."""
    if right == length:
        return right
    joint = [m.start() for m in re.finditer(r" (?:и|және|ал|а|мен|пен|,) ", sentence[start:right])]
    return start + joint[-1] if joint else right
