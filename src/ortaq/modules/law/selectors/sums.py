"""Calculators for rooms above: the numbers of the law, and words of a sum."""

from ortaq.lib.norms import sums
from ortaq.modules.law.selectors.norms import norms
from ortaq.modules.law.sums import words


def sum_rules() -> sums.Rules:
    """Return the numbers of the law in force today, for ``lib.norms.sums``."""
    return sums.Rules(norms())


def sum_lines(found: sums.Sum) -> list[str]:
    """Return a sum's steps and cautions in the reader's language."""
    return [words.sentence(line) for line in (*found.lines, *found.cautions)]


def sum_total(found: sums.Sum) -> str:
    """Return a sum's result as people write it; empty when it is a day, not a sum."""
    return f"{words.amount(found.total)} ₸" if found.total is not None else ""
