"""What an appeal is about, how fast it must be read, and by whom: a suggestion with reasons.

Learned from appeals of our own writing (``data/triage.jsonl``), moved by what officers of this
union corrected, and by sure signs. A person confirms.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from ortaq.lib.retrieval.linear import softmax
from ortaq.lib.retrieval.words import bare
from ortaq.modules.assistant.ranking import Ranking
from ortaq.modules.assistant.reading import Question, Reading

TOPICS = (
    "wages_arrears", "wages_other", "working_time", "leave", "dismissal", "discipline",
    "osh_injury", "harassment_discrimination", "collective_agreement", "social_benefits",
    "union_rights", "conflict_collective", "other",
)  # fmt: skip
ROUTES = ("lawyer", "osh_inspector", "chair", "psychologist_or_hotline")
# How the topics are called where appeals are kept (appeals.workflow.Topic).
APPEAL_TOPICS = {
    "wages_arrears": "pay", "wages_other": "pay", "working_time": "hours", "leave": "hours",
    "dismissal": "dismissal", "discipline": "pressure", "osh_injury": "safety",
    "harassment_discrimination": "pressure", "collective_agreement": "agreement",
    "social_benefits": "help", "union_rights": "union", "conflict_collective": "agreement",
    "other": "other",
}  # fmt: skip

_SIGNS: list[tuple[str, str]] = [
    (
        "danger",
        r"угроза жизн|опасн\w+ для жизн|задых|газ[оа]?(?:м|в| )|утечк|взрыв|обрушен|обвал|"
        r"завал[ие]л|"
        r"горит|пожар|без страховк|удар\w* током|погиб|умер|скорая|реанимац|сознани|"
        r"кров[ьи] |травм|"
        r"перелом|отрав|сломал[аи]? (?:рук|ног|позвон)|омир\w* кауип|кайтыс|каза бол|"
        r"жарылыс|жаракат|"
        r"уланды|есинен тан|орт шык|ток сок|кулап|опырыл",
    ),
    (
        "violence",
        r"избил|бьет|ударил|угрожа\w+ (?:убий|расправ|нож)|изнасил|домогат|приста[ею]т|насили|"
        r"самоубий|суицид|не хочу жить|покончи|урып|сабап|коркыт|зорла|олтир|"
        r"озиме кол жумса|озин-ози",
    ),
    (
        "child",
        r"несовершеннолетн|ребен\w+ (?:работа|труд)|1[0-5][ -]?(?:лет|жас)\w*|подростк|"
        r"балалар\w* (?:жумыс|енбе)|"
        r"кәмелетке|камелетке",
    ),
    (
        "forced",
        r"отобрал\w* паспорт|забрал\w* (?:паспорт|удостовер)|не выпускают|"
        r"удержива\w+ силой|рабств|"
        r"кулдык|куәлигимди алып|куалигимди алып|паспорт\w* алып кой",
    ),
    (
        "unrest",
        r"забастов|бастуе|бастова|не вышли на работу|остановил\w* работу|перекрыл|"
        r"голодовк|массов\w+|"
        r"ереуил|жумыска шыкпа|аштык жария|наразылык",
    ),
    (
        "deadline",
        r"увол\w+ сегодня|завтра увол|сегодня (?:уволили|вручили)|последн\w+ день|"
        r"срок\w* (?:истека|заканчива|кончает|"
        r"проходит|выходит)|завтра суд|суд завтра|осталось \w+ дн|бугин (?:жумыстан|"
        r"шыгар)|ертен (?:сот|шыгар)|"
        r"мерзим\w* (?:битип|отип|аякталып)|сонгы кун",
    ),
]  # fmt: skip
_COMPILED = [(code, re.compile(pattern)) for code, pattern in _SIGNS]
LETTERS_SHARP = 6.0
URGENT = 0.15  # tuned for recall: a false alarm costs a minute, a missed one may cost a life
COLLECTIVE = 0.5


@dataclass(frozen=True)
class Suggestion:
    """What is suggested, how sure it is, and why, in codes and in words."""

    topic: str
    urgent: bool
    collective: bool
    route: str
    chance: float
    signs: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    others: list[tuple[str, float]] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        """Say why, in the active language."""
        words = {
            "danger": _("words of danger to life or health"),
            "violence": _("words of violence, threats or despair"),
            "child": _("a minor at work"),
            "forced": _("papers or people are held back"),
            "unrest": _("many people are about to stop work"),
            "deadline": _("a term that runs out"),
            "learned": _("like appeals that were urgent"),
            "corrected": _("officers of the union corrected such appeals so"),
        }
        return [words[sign] for sign in self.signs]

    @property
    def appeal_topic(self) -> str:
        """Return the topic as the room of appeals calls it."""
        return APPEAL_TOPICS[self.topic]

    def raw(self) -> dict[str, Any]:
        """Return what the command prints."""
        return {
            "topic": self.topic,
            "urgent": self.urgent,
            "collective": self.collective,
            "route": self.route,
        }


@dataclass(frozen=True)
class Corrected:
    """Appeals whose labels a person confirmed: their vectors, and what he said."""

    vectors: NDArray[np.float32]
    topics: Sequence[str]
    routes: Sequence[str]
    urgent: Sequence[bool]


NEAR, PULL, REACH = 7, 0.9, 0.55  # of corrected appeals: how many, how strongly, from how near


def suggest(read: Reading, ranking: Ranking, corrected: Corrected | None = None) -> Suggestion:
    """Return a suggestion for the words of one appeal."""
    question = ranking.question
    text = bare(question.text)
    signs = [code for code, pattern in _COMPILED if pattern.search(text)]
    shares = {name: _shares(read, name, question) for name in HEADS}
    _by_articles(shares["topic"], ranking)
    _by_rule(shares, text, signs)
    if corrected is not None and len(corrected.topics):
        signs += _pull(read, question, corrected, shares)
    topic = _first(shares["topic"])
    is_urgent = shares["urgent"].get("True", 0.0) > (URGENT / 2 if signs else URGENT)
    if is_urgent and not signs:
        signs.append("learned")
    return Suggestion(
        topic=topic,
        urgent=is_urgent,
        collective=shares["collective"].get("True", 0.0) > COLLECTIVE,
        route=_first(shares["route"]),
        chance=shares["topic"][topic],
        signs=signs,
        others=sorted(shares["topic"].items(), key=lambda pair: -pair[1])[1:3],
    )


HEADS = ("topic", "urgent", "collective", "route")
_MANY = re.compile(
    r"\bмы\b|\bнас\b|\bнам\b|\bнаш|бригад|коллектив|рабочие|все люди|"
    r"\bбиз(?:ди|ге|дин)?\b|баримиз|ужым|жигиттер"
)
# Where the article of the question stands says what an appeal is about: (first, last, topic).
_CHAPTERS = [
    (6, 7, "harassment_discrimination"), (25, 25, "harassment_discrimination"),
    (26, 47, "dismissal"), (48, 48, "discipline"), (49, 62, "dismissal"), (63, 66, "discipline"),
    (67, 86, "working_time"), (87, 98, "leave"), (99, 101, "social_benefits"),
    (102, 112, "wages_other"), (113, 113, "wages_arrears"), (114, 121, "wages_other"),
    (122, 122, "osh_injury"), (123, 123, "discipline"), (124, 132, "wages_other"),
    (133, 133, "social_benefits"), (134, 146, "other"), (147, 158, "collective_agreement"),
    (159, 161, "dismissal"), (162, 178, "conflict_collective"), (179, 204, "osh_injury"),
]  # fmt: skip
_ACTS = {"zps": "union_rights", "sk": "social_benefits", "koap": "wages_arrears"}
BY_ARTICLES = 0.5


def topic_of(act: str, article: str) -> str:
    """Return what an appeal about an article is about."""
    if act != "tk":
        return _ACTS.get(act, "other")
    number = int(article.partition("-")[0] or 0)
    return next((topic for first, last, topic in _CHAPTERS if first <= number <= last), "other")


def _by_articles(shares: dict[str, float], ranking: Ranking) -> None:
    """Let the articles that were found say a little of the topic; all, where none was learned."""
    weight = BY_ARTICLES if shares else 1.0
    for topic in TOPICS:
        shares[topic] = shares.get(topic, 0.0) * (1 - weight)
    for found in ranking.found:
        shares[topic_of(found.act, found.article)] += weight * found.chance


def _by_rule(shares: dict[str, dict[str, float]], text: str, signs: Sequence[str]) -> None:
    """Fill in by rule what was not learned."""
    shares["urgent"] = shares["urgent"] or {str(bool(signs)): 1.0}
    shares["collective"] = shares["collective"] or {str(bool(_MANY.search(text))): 1.0}
    shares["route"] = shares["route"] or {_road(_first(shares["topic"]), signs): 1.0}


def _road(topic: str, signs: Sequence[str]) -> str:
    if "violence" in signs or topic == "harassment_discrimination":
        return "psychologist_or_hotline"
    if topic == "osh_injury":
        return "osh_inspector"
    is_common = topic in {"collective_agreement", "conflict_collective", "union_rights"}
    return "chair" if is_common else "lawyer"


def _shares(read: Reading, name: str, question: Question) -> dict[str, float]:
    if not read.has(f"{name}_labels"):
        return {}
    meaning, letters = read.says(name, question)
    shares = 0.5 * softmax(meaning) + 0.5 * softmax(LETTERS_SHARP * letters)
    return dict(zip(read[f"{name}_labels"].tolist(), shares.tolist(), strict=True))


def _first(shares: dict[str, float]) -> str:
    return max(shares.items(), key=lambda pair: (pair[1], pair[0]))[0]


def _pull(
    read: Reading, question: Question, corrected: Corrected, shares: dict[str, dict[str, float]]
) -> list[str]:
    """Let the nearest corrected appeals speak, as far as they are near."""
    near = corrected.vectors @ read.turn(question.centred)
    moved = []
    for place in np.argsort(-near)[:NEAR]:
        weight = PULL * max(float(near[place]) - REACH, 0.0) / (1 - REACH)
        if not weight:
            continue
        for name, label in (
            ("topic", corrected.topics[place]),
            ("route", corrected.routes[place]),
            ("urgent", str(corrected.urgent[place])),
        ):
            for other in shares[name]:
                shares[name][other] *= 1 - weight
            shares[name][label] = shares[name].get(label, 0.0) + weight
        moved = ["corrected"]
    return moved
