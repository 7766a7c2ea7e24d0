"""Putting an answer together out of what was found: nothing is said that no norm says.

Order: the sentence that answers, the others of the article that bear on the question and of
the next article when the question is about both, exceptions, sums, what to do, addresses, what the
answer rests on. Norms that nobody has checked come last and are called so.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from ortaq.lib.norms import Citation, Norm
from ortaq.lib.retrieval.lemmas import stems
from ortaq.modules.assistant import knowledge, values
from ortaq.modules.assistant.answers import Answer, AskBack, Cited, Piece, Sum, Trust
from ortaq.modules.assistant.families import family_of
from ortaq.modules.assistant.knowledge import Law
from ortaq.modules.assistant.ranking import Found, Ranking
from ortaq.modules.assistant.scope import REASONS

MOST = 5  # sentences of the first article
MORE = 3  # of a second or third one
NEAR = 0.45  # how much less than the best a sentence of an article may bear on the question
BESIDE = 0.12  # how likely a second article is, against the first, to be answered as well
CITED = 5
UNSURE = 0.15  # below this chance of the first article the answer says that it is not sure
LONGEST = 300  # of a passage of the official text


@dataclass(frozen=True)
class Chosen:
    """What of the law an answer says."""

    pieces: list[Piece]
    norms: list[Norm]
    cited: list[Cited]


def compose(
    ranking: Ranking, law: Law, lang: str, on: date, facts: dict[str, str], sums: list[Sum]
) -> Answer:
    """Return an extractive answer to a question that is ours."""
    with override(lang):
        chosen = choose(ranking, law, lang)
        if not chosen.cited:
            return refuse(ranking.question.said, lang, "empty")
        is_unsure = ranking.found[0].chance < UNSURE
        trust = chosen.pieces[0].trust if chosen.pieces else "unverified"
        topic = chosen.norms[0].topic if chosen.norms else ""
        _name, family = family_of(topic)
        answer = Answer(
            question=ranking.question.said,
            lang=lang,
            text="",
            abstained=False,
            code="unsure" if is_unsure else "answered",
            why=_why(trust, is_unsure=is_unsure),
            citations=chosen.cited,
            short=_with_sums(_short(chosen, lang), sums),
            pieces=chosen.pieces,
            steps=[str(step) for step in family.steps],
            deadlines=[piece for piece in chosen.pieces if piece.is_term],
            sums=sums,
            asks_back=[
                AskBack(code, str(words)) for code, words in family.asks if code not in facts
            ],
            trust=trust,
            edition=_edition(chosen),
            topic=topic,
        )
        return _worded(answer, chosen, values.beside(chosen.norms[:2], on))


def _why(trust: Trust, *, is_unsure: bool) -> str:
    """Return what must stand before an answer, not after it."""
    if is_unsure:
        return _("I am not sure that I understood the question; a person should look.")
    if trust == "unverified":
        return _("Not checked by anybody yet, ask a lawyer before you rely on it:")
    return ""


def refuse(question: str, lang: str, kind: str) -> Answer:
    """Return a refusal with its reason, and the human."""
    with override(lang):
        why = str(REASONS[kind])
        human = _("A person of the union can look at it: press “Ask a person”.")
        return Answer(
            question=question, lang=lang, text=f"{why} {human}", abstained=True, code=kind, why=why
        )


def of_value(question: str, lang: str, text: str) -> Answer:
    """Return an answer that says a reference value by date."""
    return Answer(
        question=question, lang=lang, text=text, abstained=False, code="value", why="", short=text
    )


def choose(ranking: Ranking, law: Law, lang: str) -> Chosen:
    """Choose sentences and addresses for the articles that were found."""
    norms: list[Norm] = []
    best = ranking.found[0].chance if ranking.found else 0.0
    for place, found in enumerate(ranking.found[:3]):
        if place and found.chance < BESIDE * best:
            break
        norms += _of_article(found, law, ranking, lang, MOST if not place else MORE)
    norms.sort(key=lambda norm: not law.trusted(norm))  # stable: trusted ones first
    pieces = [knowledge.piece(norm, lang, law.trust.get(norm.id, "unverified")) for norm in norms]
    return Chosen(pieces, norms, _cited(ranking, pieces, law, lang))


def _of_article(found: Found, law: Law, ranking: Ranking, lang: str, most: int) -> list[Norm]:
    """Return the norms of an article, the one that bears most on the question first."""
    near = dict(found.norms)
    asked = set(stems(ranking.question.text, ranking.question.lang))
    norms = law.by_address.get(found.address, [])

    def bearing(norm: Norm) -> float:
        said = set(stems(norm.statement.get(ranking.question.lang), ranking.question.lang))
        shared = len(asked & said) / max(len(asked), 1)
        return near.get(norm.id, min(near.values(), default=0.0) - 0.05) + 0.3 * shared

    borne = sorted(((bearing(norm), norm) for norm in norms), key=lambda pair: -pair[0])
    return [norm for share, norm in borne[:most] if share > borne[0][0] - NEAR]


def _cited(ranking: Ranking, pieces: list[Piece], law: Law, lang: str) -> list[Cited]:
    """Return addresses by confidence: each article once, with the point that was said of it."""
    said: dict[str, Cited] = {}
    for piece in pieces:
        said.setdefault(f"{piece.cited.act}:{piece.cited.article}", piece.cited)
    made = []
    for found in ranking.found[:CITED]:
        plain = knowledge.cited(Citation(found.act, found.article), lang, "unverified")
        made.append(said.get(found.address, plain))
    return made


def _short(chosen: Chosen, lang: str) -> str:
    first = chosen.norms[0] if chosen.norms else None
    if first is None:
        return ""
    return first.short.get(lang) if first.short.has(lang) else chosen.pieces[0].text


def _with_sums(short: str, sums: list[Sum]) -> str:
    """Return the short answer with what was worked out: the number is what was asked for."""
    totals = [f"{row.name}: {row.total}." for row in sums if row.total]
    return " ".join([*totals, short])


def _edition(chosen: Chosen) -> date | None:
    return max((piece.edition for piece in chosen.pieces if piece.edition), default=None)


def trust_words(trust: Trust) -> str:
    """Return what an answer rests on, in words of the active language."""
    return {
        "signed": _("Checked and signed by a lawyer of the union."),
        "matched": _("Compared by machine with the official text; not yet signed by a lawyer."),
        "official": _("Quoted from the official text."),
        "unverified": _("Not checked: neither by a lawyer nor against the official text."),
    }[trust]


def _worded(answer: Answer, chosen: Chosen, beside: list[str]) -> Answer:
    """Return the answer with its whole text, in the active language."""
    head = [answer.why] if answer.why else []
    lines = [*beside]
    for row in answer.sums:
        lines += [f"{row.name}: {row.total}", *row.lines]
    if answer.steps:
        lines.append(_("What to do:"))
        lines += [f"{place}. {step}" for place, step in enumerate(answer.steps, 1)]
    lines.append(_basis(answer))
    label = trust_words(answer.trust)
    if answer.edition:
        day = answer.edition.strftime("%d.%m.%Y")
        label += " " + _("Edition known to me: {day}.").format(day=day)
    tail = "\n".join([*lines, label])
    text = "\n".join([*head, *_sentences(answer, chosen), tail])
    return replace(answer, text=text, tail=tail, trust_words=label, beside=beside)


def _sentences(answer: Answer, chosen: Chosen) -> list[str]:
    lines, is_warned = [], not chosen.pieces or chosen.pieces[0].trust == "unverified"
    for place, piece in enumerate(chosen.pieces):
        if piece.trust == "unverified" and not is_warned:
            lines.append(_("Not checked by anybody yet, ask a lawyer before you rely on it:"))
            is_warned = True
        text = piece.text
        if place == 0 and answer.short and answer.short != text:
            text = f"{answer.short}\n{text}"
        lines.append(f"{text} ({piece.cited.name})")
    return lines


def _basis(answer: Answer) -> str:
    return _("Articles: {list}.").format(
        list="; ".join(cited.name for cited in answer.citations[:3])
    )
