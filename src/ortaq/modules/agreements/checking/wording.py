"""Reasons and proposed wordings of findings, in our own words, Kazakh and Russian."""

from dataclasses import replace

from ortaq.modules.agreements.checking.model import Finding, NormData, Verdict
from ortaq.modules.agreements.checking.offered import OFFERED

_UNIT_RU = {
    "day_calendar": "кал. дн.",
    "day_working": "раб. дн.",
    "week": "нед.",
    "month": "мес.",
    "year": "г.",
    "hour": "ч",
    "minute": "мин",
    "age_year": "лет",
    "day_of_month": "число",
    "percent": "%",
    "coefficient": "× ставки",
    "count": "раз",
    "mzp": "× МЗП",
    "month_wage": "средн. мес. зарплаты",
    "base_rate": "× базовой ставки",
}
_WORSE = {
    "ru": "Пункт хуже закона: он недействителен и не применяется (ст. 10 и 157 ТК РК). Закон: {statement}",
    "kk": "Тармақ заңнан нашар: ол жарамсыз және қолданылмайды (ҚР ЕК 10 және 157-баптары). Заң: {statement}",
    "en": "The clause is worse than law: it is void and does not apply (articles 10 and 157). Law: {statement}",
}
_SAME = {
    "ru": "Пункт повторяет закон: {statement}",
    "kk": "Тармақ заңды қайталайды: {statement}",
    "en": "The clause repeats the law: {statement}",
}
_BETTER = {
    "ru": "Пункт лучше закона: {statement}",
    "kk": "Тармақ заңнан жақсы: {statement}",
    "en": "The clause is better than law: {statement}",
}
_REASONS = {Verdict.WORSE: _WORSE, Verdict.EQUAL: _SAME, Verdict.BETTER: _BETTER}
_CONFLICT = {
    "ru": " Казахский и русский тексты пункта говорят разное («{one}» и «{two}»).",
    "kk": " Тармақтың қазақша және орысша мәтіндері екі түрлі («{one}» және «{two}»).",
    "en": " The Kazakh and Russian texts of the clause differ (“{one}” and “{two}”).",
}


def required(norm: NormData, value: float | None) -> str:
    """What the norm demands, shortly: "≤ 3 мес."; ``value`` where words moved the limit."""
    value = norm.value if value is None else value
    sign = {"min": "≥", "max": "≤", "threshold": "≥"}.get(norm.direction, "")
    number = f"{value:g}".replace(".", ",")
    return f"{sign} {number} {_UNIT_RU.get(norm.unit, '')}".strip()


def of_quantity(norm: NormData, verdict: Verdict) -> tuple[dict[str, str], dict[str, str]]:
    """Reason in three languages and, for a violation, a wording in two."""
    reasons = {
        lang: words.format(statement=_statement(norm, lang))
        for lang, words in _REASONS.get(verdict, _SAME).items()
    }
    if verdict != Verdict.WORSE:
        return reasons, {}
    return reasons, proposal(norm)


def proposal(norm: NormData) -> dict[str, str]:
    """A clause to table as it stands: ours for this norm, else what the norm itself says."""
    ours = OFFERED.get(norm.param_key)
    if ours and not norm.instrument:
        return {"ru": ours[0], "kk": ours[1]}
    return {lang: _statement(norm, lang) for lang in ("ru", "kk")}


def with_conflict(finding: Finding, other: Finding) -> Finding:
    """Add that the two languages of one point disagree."""
    if finding.verdict == other.verdict:
        return finding
    reason = {
        lang: text + _CONFLICT[lang].format(one=finding.stated, two=other.stated)
        for lang, text in finding.reason.items()
        if lang in _CONFLICT
    }
    return replace(finding, reason=reason)


def _statement(norm: NormData, lang: str) -> str:
    return norm.statement.get(lang) or norm.statement.get("ru", "")


_ILO = {
    "ru": "Ниже стандарта МОТ ({instrument}, ст. {article}): {statement}",
    "kk": "ХЕҰ стандартынан төмен ({instrument}, {article}-бап): {statement}",
    "en": "Below the ILO standard ({instrument}, article {article}): {statement}",
}


def of_convention(norm: NormData) -> dict[str, str]:
    """Why a clause is below a convention or a recommendation."""
    return {
        lang: words.format(
            instrument=norm.instrument, article=norm.article, statement=_statement(norm, lang)
        )
        for lang, words in _ILO.items()
    }
