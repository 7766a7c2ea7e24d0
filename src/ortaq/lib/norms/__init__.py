"""Rules of law as data: addresses, quantities, editions, sums."""

from ortaq.lib.norms.acts import ACTS, act_name, act_named
from ortaq.lib.norms.citations import Citation, citations_in, parse, split_point
from ortaq.lib.norms.editions import ChangedArticle, Changes, diff, words_changed
from ortaq.lib.norms.matching import Found, Match, match
from ortaq.lib.norms.model import Norm, Texts, read_norms
from ortaq.lib.norms.numerals import Number, numbers_in, numbers_of
from ortaq.lib.norms.quantities import Parameter, Quantity, Unit, Verdict, compare, unit_of
from ortaq.lib.norms.reading import (
    Article,
    NotALawError,
    Paragraph,
    Passage,
    Point,
    amended_on,
    language_of,
    open_source,
    read_act,
    recognise,
)

__all__ = [
    "ACTS",
    "Article",
    "ChangedArticle",
    "Changes",
    "Citation",
    "Found",
    "Match",
    "Norm",
    "NotALawError",
    "Number",
    "Paragraph",
    "Parameter",
    "Passage",
    "Point",
    "Quantity",
    "Texts",
    "Unit",
    "Verdict",
    "act_name",
    "act_named",
    "amended_on",
    "citations_in",
    "compare",
    "diff",
    "language_of",
    "match",
    "numbers_in",
    "numbers_of",
    "open_source",
    "parse",
    "read_act",
    "read_norms",
    "recognise",
    "split_point",
    "unit_of",
    "words_changed",
]
