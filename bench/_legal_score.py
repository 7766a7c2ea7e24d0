"""Scores of the legal desk: what the commands answered against the blind sets. Pure functions.

Texts of law and reading of numbers come in as arguments, so that nothing here needs the product.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt
from typing import Any, NamedTuple

Row = Mapping[str, Any]
CODE = "ТК РК"
Z = 1.96


class Share(NamedTuple):
    """So many of so many, and the misses by name."""

    hits: int
    of: int
    misses: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """The share; of nothing it is 0."""
        return self.hits / self.of if self.of else 0.0

    @property
    def told(self) -> str:
        """Its interval, for the name of a figure."""
        low, high = wilson(self.hits, self.of)
        return f"[{low:.2f}–{high:.2f}], n={self.of}"


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    middle = share + Z * Z / (2 * of)
    width = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    below = 1 + Z * Z / of
    return max(0.0, (middle - width) / below), min(1.0, (middle + width) / below)


def share(rows: Iterable[Row], is_right: Callable[[Row], bool]) -> Share:
    """Return how many rows are right, and the others' names."""
    listed = list(rows)
    misses = tuple(str(row["id"]) for row in listed if not is_right(row))
    return Share(len(listed) - len(misses), len(listed), misses)


# Answers


def articles_of(answer: Row) -> list[str]:
    """Return the articles of the Labour Code that an answer cites, each once, in order."""
    if answer.get("abstained"):
        return []
    cited = [str(one.get("article", "")) for one in answer.get("citations", []) if _is_code(one)]
    return list(dict.fromkeys(cited))


def _is_code(citation: Row) -> bool:
    return str(citation.get("act", "")).strip() in {CODE, "ҚР ЕК", "ЕК", "tk"}


def folded(text: str) -> str:
    """Lower the letters, ё as е, spaces inside numbers gone."""
    plain = re.sub(r"[\u00a0\u2009\u202f]", " ", text.casefold().replace("ё", "е"))
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", plain)


def holds(text: str, words: str) -> bool:
    """Tell whether a text holds words; a number is not found inside another number."""
    sign = re.escape(folded(words))
    if words[0].isdigit():
        sign = r"(?<![\d.,])" + sign
    if words[-1].isdigit():
        sign += r"(?![.,]?\d)"
    return re.search(sign, folded(text)) is not None


def says(answer: Row, must: Sequence[Sequence[str]]) -> bool:
    """Tell whether an answer holds one alternative of every group."""
    if answer.get("abstained"):
        return False
    text = str(answer.get("answer", ""))
    return all(any(holds(text, one) for one in group) for group in must)


def score_answers(
    questions: Sequence[Row], answers: Mapping[str, Row], lang: str
) -> dict[str, Share]:
    """Score the questions of one language."""
    rows = [row for row in questions if row["lang"] == lang]

    def cited(row: Row, places: int) -> bool:
        return bool(set(articles_of(answers.get(row["id"], {}))[:places]) & set(row["gold"]))

    def is_said(row: Row) -> bool:
        return says(answers.get(row["id"], {"abstained": True}), row["must"])

    noisy = [row for row in rows if row.get("noisy")]
    clean = [row for row in rows if not row.get("noisy")]
    sums = [row for row in rows if row["kind"] == "arithmetic"]
    return {
        "right article first": share(rows, lambda row: cited(row, 1)),
        "right article in three": share(rows, lambda row: cited(row, 3)),
        "says what it must": share([row for row in rows if row["must"]], is_said),
        "right article first, well written": share(clean, lambda row: cited(row, 1)),
        "right article first, misspelt or mixed": share(noisy, lambda row: cited(row, 1)),
        "sums right": share(sums, is_said),
        "in the language of the question": share(
            clean, lambda row: answers.get(row["id"], {}).get("lang") == lang
        ),
    }


def score_refusals(
    refusals: Sequence[Row], questions: Sequence[Row], answers: Mapping[str, Row]
) -> dict[str, Share]:
    """Score what was declined: over what is to be declined, and over all that was."""

    def is_declined(row: Row) -> bool:
        return bool(answers.get(row["id"], {}).get("abstained"))

    near = [row for row in refusals if row.get("near_miss")]
    declined = [row for row in (*refusals, *questions) if is_declined(row)]
    found = {
        "declined of what must be": share(refusals, is_declined),
        "rightly declined of all declined": share(declined, lambda row: bool(row.get("abstain"))),
        "declined of near misses": share(near, is_declined),
    }
    for kind in sorted({str(row["kind"]) for row in refusals}):
        found[f"declined: {kind}"] = share([r for r in refusals if r["kind"] == kind], is_declined)
    return found


# Inventions

_MONTHS = (
    "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|қаңтар|ақпан"
    "|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
)
_NOT_FACTS = re.compile(
    r"https?://\S+|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b(?:19|20)\d\d\b"
    rf"|\b\d{{1,2}}[ -]*(?:{_MONTHS})\w*"
    r"|\bпп?\.\s*\d+(?:-\d+)?(?:\s*(?:,|и|–)\s*\d+(?:-\d+)?)*|\b(?:под)?пункт\w*\s+\d+(?:-\d+)?"
    r"|\bч(?:аст\w+|\.)\s*\d+|\d+(?:-\d+)?-?\s*(?:тарма|бөлі)\w+|№\s*\S+|^\s*\d+[.)]",
    re.IGNORECASE | re.MULTILINE,
)
_ONE = r"\d{1,3}(?:-\d{1,2})?(?!\d)"
_ARTICLE = re.compile(
    rf"\bст(?:ать\w+|\.)\s*({_ONE}(?:\s*(?:,|и|–)\s*{_ONE})*)"
    rf"|(?<!\d)({_ONE}(?:\s*(?:,|және|мен|–)\s*{_ONE})*)-?\s*ба[пб]",
    re.IGNORECASE,
)


def articles_in(text: str) -> set[str]:
    """Return the numbers of articles that a text names."""
    lists = (one or other for one, other in _ARTICLE.findall(text))
    found = {number for numbers in lists for number in re.findall(_ONE, numbers)}
    return {end for number in found for end in _ends(number)}


def _ends(number: str) -> list[str]:
    """Take 41-44 for two articles and 73-1 for one."""
    first, _dash, last = number.partition("-")
    return [first, last] if last and int(last) > int(first) else [number]


def invented_articles(answers: Iterable[Row], known: Callable[[str], frozenset[str]]) -> list[str]:
    """Name the answers that cite an article which its act does not have.

    ``known`` gives the articles of an act by its name; an act it does not know has none.
    """
    return [
        str(answer["id"])
        for answer in answers
        if any(
            str(one.get("article", "")) not in known(str(one.get("act", "")))
            for one in answer.get("citations", [])
        )
        or not articles_in(str(answer.get("answer", ""))) <= known("")
    ]


def invented_numbers(
    questions: Iterable[Row],
    answers: Mapping[str, Row],
    *,
    law: Callable[[str], set[str]],
    numbers: Callable[[str], set[str]],
    allowed: frozenset[str] = frozenset(),
) -> list[str]:
    """Name the answers with a number that neither its articles nor the question hold.

    Sums of an arithmetic question are new by nature and are left to ``must``.
    """
    found = []
    for row in questions:
        answer = answers.get(row["id"], {})
        if row["kind"] == "arithmetic" or not answer or answer.get("abstained"):
            continue
        text = str(answer.get("answer", ""))
        named = articles_in(text) | {str(c.get("article", "")) for c in answer["citations"]}
        ground = set(allowed) | numbers(row["question"])
        for article in named:
            ground |= law(article)
        if numbers(_NOT_FACTS.sub(" ", _ARTICLE.sub(" ", text))) - ground:
            found.append(str(row["id"]))
    return found


# Appeals


def macro_f1(appeals: Sequence[Row], said: Mapping[str, Row]) -> float:
    """Return the mean of the topics' F1."""
    topics = sorted({str(row["topic"]) for row in appeals})
    return sum(_f1(appeals, said, topic) for topic in topics) / len(topics) if topics else 0.0


def _f1(appeals: Sequence[Row], said: Mapping[str, Row], topic: str) -> float:
    true = {row["id"] for row in appeals if row["topic"] == topic}
    told = {row["id"] for row in appeals if said.get(row["id"], {}).get("topic") == topic}
    return 2 * len(true & told) / (len(true) + len(told)) if true or told else 0.0


def score_triage(appeals: Sequence[Row], said: Mapping[str, Row]) -> dict[str, Share]:
    """Score topics, urgency, collectiveness and routes."""

    def agrees(field: str) -> Callable[[Row], bool]:
        return lambda row: said.get(row["id"], {}).get(field) == row[field]

    found = {
        "topic right": share(appeals, agrees("topic")),
        "route right": share(appeals, agrees("route")),
    }
    for field in ("urgent", "collective"):
        told = [row for row in appeals if said.get(row["id"], {}).get(field) is True]
        found[f"{field} found"] = share([r for r in appeals if r[field]], agrees(field))
        found[f"{field}: rightly said"] = share(told, lambda row, field=field: bool(row[field]))  # type: ignore[misc]
    return found
