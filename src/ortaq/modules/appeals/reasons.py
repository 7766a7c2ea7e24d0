"""Why an appeal took its road, in words for its officers: the codes of ``routing`` said aloud."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.modules.appeals.models import TOPIC_LABELS, Appeal
from ortaq.modules.appeals.routing import Reason
from ortaq.modules.appeals.workflow import Term, Topic


def reasons_of(appeal: Appeal) -> list[str]:
    """Return the reasons of a road, one sentence each; one question for the names of bodies."""
    rows: list[Reason] = appeal.reasons
    ids = {row["params"]["body"] for row in rows if "body" in row.get("params", {})}
    bodies = Body.objects.in_bulk(ids) if ids else {}
    return [said for row in rows if (said := _said(row, bodies))]


def _said(row: Reason, bodies: dict[int, Body]) -> str:
    params: dict[str, Any] = row.get("params", {})
    match row.get("code"):
        case "turn":
            return _("About “{topic}” the road looks for: {kind}.").format(
                topic=TOPIC_LABELS[Topic(params["topic"])], kind=Kind(params["kind"]).label
            )
        case "nearest":
            return _nearest(params, bodies)
        case "least_busy":
            return _least_busy(params)
        case "passed_over":
            return _passed_over(params["n"])
        case code:
            return _plain(str(code))


def _nearest(params: dict[str, Any], bodies: dict[int, Body]) -> str:
    body = bodies.get(params["body"])
    if body is None:
        return ""
    if params["steps"] == 0:
        return _("It is in the author's own organisation: {body}.").format(body=body)
    return _("It is the nearest upward: {body}.").format(body=body)


def _least_busy(params: dict[str, Any]) -> str:
    words = ngettext(
        "Of {among} officers there this one had the fewest open appeals: {open}.",
        "Of {among} officers there this one had the fewest open appeals: {open}.",
        params["among"],
    )
    return words.format(among=params["among"], open=params["open"])


def _passed_over(n: int) -> str:
    words = ngettext(
        "{n} officer was passed over: on the employer's side, or party to the matter.",
        "{n} officers were passed over: on the employer's side, or party to the matter.",
        n,
    )
    return words.format(n=n)


def _plain(code: str) -> str:
    return {
        "danger": _("Danger to life or health: an inspector first, whoever is at work now."),
        "bypass": _("The author asked to go past his own workplace."),
        "above": _("Such a topic begins above the primary organisation."),
        "against": _("It complains of an officer: neither he nor the body he leads may have it."),
        "branch_line": _("The territorial line was as near; on a tie the branch line goes first."),
        "deputy": _("The officer whom it would go to is away; the deputy has it."),
        "nobody": _("Nobody suitable was found: it lies in the queue of the national centre."),
    }.get(code, "")


def article_in_words(term: Term) -> str:
    """Say on which article a term stands, in the reader's language; empty when on none."""
    acts = {
        "APPC RK": _("Administrative Procedural and Process Code, art. {article}."),
        "Labour Code RK": _("Labour Code, art. {article}."),
        "Civil Procedure Code RK": _("Civil Procedure Code, art. {article}."),
    }
    act, _art, rest = term.article.partition(" art. ")
    words = next((words for name, words in acts.items() if act.startswith(name)), "")
    return words.format(article=rest.split(",")[0].replace(" para. ", "-"))
