"""Addresses of norms: act, article, point, subpoint; read from and written in ru, kk, en."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ortaq.lib.norms.acts import act_name, act_named

_N = r"\d+(?:-\d+)?"


@dataclass(frozen=True, order=True)
class Citation:
    """Where a norm stands. ``point`` and ``sub`` may be empty: the whole article."""

    act: str
    article: str
    point: str = ""
    sub: str = ""

    def text(self, lang: str = "ru") -> str:
        """Write it as lawyers of that language do: "ст. 113 п. 3 ТК РК"."""
        return {"ru": self._ru, "kk": self._kk}.get(lang, self._en)()

    def __str__(self) -> str:
        return self.text("ru")

    def _ru(self) -> str:
        parts = [f"ст. {self.article}" if self.article else ""]
        parts.append(f"п. {self.point}" if self.point else "")
        parts.append(f"пп. {self.sub}" if self.sub else "")
        parts.append(act_name(self.act, "ru") if self.act else "")
        return " ".join(part for part in parts if part)

    def _kk(self) -> str:
        name = f"{act_name(self.act, 'kk')} " if self.act else ""
        if not self.article:
            return name.strip()
        if self.point and self.sub:
            below = f"-бабы {self.point}-тармағының {self.sub}) тармақшасы"
        elif self.point:
            below = f"-бабының {self.point}-тармағы"
        elif self.sub:
            below = f"-бабының {self.sub}) тармақшасы"
        else:
            below = "-бабы"
        return f"{name}{self.article}{below}"

    def _en(self) -> str:
        name = f"{act_name(self.act, 'en')}, " if self.act else ""
        below = "".join(f"({part})" for part in (self.point, self.sub) if part)
        return (
            f"{name}art. {self.article}{below}".strip(" ,") if self.article else name.strip(" ,")
        )


def split_point(text: str) -> tuple[str, str]:
    """Return point and subpoint of a written one: "2 пп. 5" → ("2", "5"); the first of a range."""
    numbers = re.findall(r"\d+(?:-\d+)?", text)
    subs = re.search(rf"(?:пп\.?|подпункт\w*|тармақша\w*|\()\s*({_N})", text)
    sub = subs.group(1) if subs else ""
    point = next((n for n in numbers if n != sub), "") if sub else (numbers or [""])[0]
    return first_of_range(point), sub


def first_of_range(number: str) -> str:
    """Return "75" of "75-78", but keep "73-1": a second number is a suffix when it is smaller."""
    first, dash, second = number.partition("-")
    return first if dash and int(second) > int(first) else number


def expand(number: str) -> list[str]:
    """Return every number that a written one means: "108-110" is three, "73-1" is one."""
    first, dash, second = number.partition("-")
    if not dash or int(second) <= int(first) or int(second) - int(first) > 40:  # noqa: PLR2004
        return [number]
    return [str(n) for n in range(int(first), int(second) + 1)]


_RU_ARTICLE = rf"(?:\bст(?:ать\w+|\.)?\s*)(?P<article>{_N})"
_RU_POINT = rf"(?:\bп(?:ункт\w*|\.)?\s*)(?P<point>{_N})"
_RU_SUB = rf"(?:\bпп\.?\s*|\bподпункт\w*\s*)(?P<sub>{_N})\)?"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # подпункт 8) пункта 1 статьи 52 · п. 3 ст. 113
        rf"(?:{_RU_SUB}[\s,]*)?(?:{_RU_POINT}[\s,]*){_RU_ARTICLE}",
        # подпункт 2) статьи 160
        rf"{_RU_SUB}[\s,]*{_RU_ARTICLE}",
        # ст. 113 п. 3 пп. 2 · статья 113, пункт 3 · ст. 113
        rf"{_RU_ARTICLE}(?:[\s,]*{_RU_POINT})?(?:[\s,]*{_RU_SUB})?",
        # 113-бабының 3-тармағы · 52-бабы 1-тармағының 8) тармақшасы · 113 бап
        rf"(?P<article>{_N})[\s-]*(?:ба(?:п|б)\w*)(?:[\s,]*(?P<point>{_N})[\s-]*тарма[қғ](?!ша)\w*)?"
        rf"(?:[\s,]*(?P<sub>{_N})\)?[\s-]*тармақша\w*)?",
        # 113 ст
        rf"(?P<article>{_N})\s*(?:-?(?:я|й|ей|ю)\s+)?ст(?:ать\w+|\.|\b)",
        # article 113(3)(2) · art. 113
        rf"\barticles?\s+(?P<article>{_N})(?:\((?P<point>{_N})\))?(?:\((?P<sub>{_N})\))?",
        rf"\bart\.?\s*(?P<article>{_N})(?:\((?P<point>{_N})\))?(?:\((?P<sub>{_N})\))?",
    )
]
_REACH = 70  # how far from an article the name of its act may stand


def citations_in(text: str, *, act: str = "") -> Iterator[Citation]:
    """Yield the citations of a text in order of place; ``act`` is meant where none is named."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, re.Match[str]]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(start < to and since < end for since, to in taken):
                taken.append((start, end))
                found.append((start, match))
    found.sort(key=lambda pair: pair[0])
    edges = [*(start for start, _ in found), len(text)][1:]
    for (start, match), edge in zip(found, edges, strict=True):
        named = _act_near(text, start, match.end(), edge) or act
        groups = match.groupdict()
        articles = expand(groups["article"])
        point = "" if len(articles) > 1 else first_of_range(groups.get("point") or "")
        for article in articles:
            yield Citation(named, article, point, groups.get("sub") or "")


def _act_near(text: str, start: int, end: int, edge: int) -> str:
    """Prefer the act named right after an article, then the one right before it."""
    after = text[end : min(edge, end + _REACH)]
    return act_named(re.split(r"[.;:!?\n](?:\s|$)", after)[0]) or _last_act(
        text[max(0, start - _REACH) : start]
    )


def _last_act(text: str) -> str:
    clause = re.split(r"[;!?\n]|\.\s", text)[-1]
    return act_named(clause)


def parse(text: str, *, act: str = "") -> Citation | None:
    """Return the first citation of a text, or None."""
    return next(citations_in(text, act=act), None)
