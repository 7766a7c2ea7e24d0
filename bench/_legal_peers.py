"""BM25 alone and e5 alone over the official text: what the desk must be better than.

Nothing of the assistant is here: the Labour Code in pieces of 900 characters, an article as good
as its best piece. Kazakh questions search the Russian text, for there is no other here.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tools.product import ROOT

from bench._legal_score import Row, Share, share

Scores = NDArray[np.float32]
KEPT = ROOT / "var" / "bench-legal"


def pieces(law: Path) -> tuple[list[str], list[str]]:
    """Return the pieces of the Code and the article of each."""
    from ortaq.lib.norms import read_act  # noqa: PLC0415

    found = [
        (article.number, f"{article.title}. {passage.text}")
        for article in read_act(law.read_text())
        for passage in article.passages()
    ]
    return [text for _number, text in found], [number for number, _text in found]


def bm25(texts: Sequence[str]) -> Callable[[Row], Scores]:
    """Search by base forms of words, nothing else."""
    from ortaq.lib.retrieval.bm25 import BM25  # noqa: PLC0415
    from ortaq.lib.retrieval.lemmas import stems  # noqa: PLC0415

    index = BM25([stems(text, "ru") for text in texts])
    return lambda row: index.scores(stems(row["question"], "ru"))


def e5(texts: Sequence[str]) -> Callable[[Row], Scores]:
    """Search by the embedder that the product brings; the pieces' vectors are kept."""
    from ortaq.foundation.ai.adapters.nano import NanoEmbedder  # noqa: PLC0415

    engine = NanoEmbedder()
    mark = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
    kept = KEPT / f"{engine.name}-{mark}.npy"
    if not kept.exists():
        print(f"e5 alone: {len(texts)} pieces, some minutes, once", flush=True)
        KEPT.mkdir(parents=True, exist_ok=True)
        np.save(kept, np.vstack([engine.embed_passages([text]) for text in texts]))
    vectors = np.load(kept)
    return lambda row: vectors @ engine.embed_queries([row["question"]])[0]


def score(
    questions: Sequence[Row], search: Callable[[Row], Scores], articles: Sequence[str]
) -> dict[str, dict[str, Share]]:
    """Return the shares of right articles by language."""
    best = {row["id"]: _ranked(search(row), articles)[:3] for row in questions}

    def is_in(row: Row, places: int) -> bool:
        return bool(set(best[row["id"]][:places]) & set(row["gold"]))

    found: dict[str, dict[str, Share]] = {}
    for lang in ("ru", "kk"):
        rows: list[Any] = [row for row in questions if row["lang"] == lang]
        found[lang] = {
            "right article first": share(rows, lambda row: is_in(row, 1)),
            "right article in three": share(rows, lambda row: is_in(row, 3)),
        }
    return found


def _ranked(scores: Scores, articles: Sequence[str]) -> list[str]:
    order = np.argsort(-scores, kind="stable")
    return list(dict.fromkeys(articles[place] for place in order if scores[place] > 0))
