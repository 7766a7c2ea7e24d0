"""Learning from our own texts, offline (``python -m tools.vectors``): same texts, same file.

Never learned from: ``asks_dev.jsonl`` and anything under ``bench``; they measure.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ortaq.lib.norms import Norm
from ortaq.lib.retrieval import linear
from ortaq.lib.retrieval.spelling import vocabulary
from ortaq.modules.assistant import asks
from ortaq.modules.assistant.asks import IN_SCOPE

Floats = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Floats]
LANGS = ("ru", "kk", "en")
PROBES, SHORT = 2000, 45  # paraphrases that stand for "ours": some, and all short ones


def learn(embed: Embed, name: str, norms: Sequence[Norm] = ()) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of ``data/reading.npz``; a norm's own words ask for it, too."""
    said, other, appeals = asks.paraphrases(), asks.elsewhere(), asks.complaints()
    own = [*said, *statements(norms)]
    vectors = embed([ask.text for ask in own])
    means = _means(vectors, own)
    addresses = sorted({ask.address for ask in own})
    classes = np.array([addresses.index(ask.address) for ask in own], dtype=np.int32)
    centred = vectors - means[[LANGS.index(ask.lang) for ask in own]]
    letters = [linear.hashed(ask.text) for ask in own]
    rare = linear.rarity(letters)
    made: dict[str, NDArray[np.generic]] = {
        "digest": np.array(asks.digest()),
        "embedder": np.array(name),
        "means": means.astype(np.float16),
        "rarity": rare.astype(np.float16),
        "addresses": np.array(addresses),
        "classes": classes.astype(np.int16),
        "langs": np.array([LANGS.index(ask.lang) for ask in own], dtype=np.int8),
        "norms": np.array([ask.norm for ask in own]),
        "whitening": linear.whitening(centred, classes).astype(np.float16),
    }
    packed = linear.Packed.of(vectors.T)
    made |= {"vectors": packed.cells.T.copy(), "vector_scale": packed.scale}
    made["article_meaning"] = linear.learn_meaning(centred, classes, len(addresses)).astype(
        np.float16
    )
    made["own"] = np.array(
        [f"{a.act}\t{a.article}\t{a.norm}\t{a.lang}\t{a.text}" for a in own[len(said) :]]
    )
    made |= _spelling()
    if other:
        made |= _scope(embed, means, rare, other, own, centred, letters)
    if appeals:
        made |= _triage(embed, means, rare, appeals)
    return made


def statements(norms: Sequence[Norm]) -> list[asks.Ask]:
    """Return what the norms themselves say: an article nobody asked for is found as well."""
    return [
        asks.Ask(" ".join(norm.statement.get(lang).split()), lang, norm.act, norm.article, norm.id)
        for norm in norms
        for lang in LANGS
        if norm.article and norm.statement.has(lang)
    ]


def _means(vectors: Floats, own: Sequence[asks.Ask]) -> Floats:
    langs = np.array([ask.lang for ask in own])
    whole = vectors.mean(axis=0)
    return np.array(
        [vectors[langs == lang].mean(0) if (langs == lang).any() else whole for lang in LANGS]
    )


def _head(
    name: str, meaning: Floats, letters: Floats, classes: NDArray[np.int32], size: int,
    weights: Floats | None = None,
) -> dict[str, NDArray[np.generic]]:  # fmt: skip
    packed = linear.Packed.of(linear.learn_letters(letters, classes, size, weights))
    return {
        f"{name}_meaning": linear.learn_meaning(meaning, classes, size, weights).astype(
            np.float16
        ),
        f"{name}_letters": packed.cells,
        f"{name}_scale": packed.scale,
    }


def _balanced(classes: NDArray[np.int32], power: float = 0.5) -> Floats:
    counts = np.bincount(classes)
    return (counts[classes] ** -power).astype(np.float32)


def _seen(
    embed: Embed, means: Floats, rare: Floats, rows: Sequence[asks.Elsewhere | asks.Complaint]
) -> tuple[Floats, Floats]:
    langs = [LANGS.index(row.lang if row.lang in LANGS else "ru") for row in rows]
    centred = embed([row.text for row in rows]) - means[langs]
    return centred, linear.rows([linear.hashed(row.text) for row in rows], rare)


def probes_of(own: Sequence[asks.Ask]) -> list[int]:
    """Return the paraphrases that stand for "ours" beside the questions of elsewhere.

    Questions of elsewhere are short; without the short ones of ours, shortness would tell.
    """
    step = max(1, len(own) // PROBES)
    return [p for p, ask in enumerate(own) if p % step == 0 or len(ask.text) < SHORT]


def _scope(
    embed: Embed,
    means: Floats,
    rare: Floats,
    other: list[asks.Elsewhere],
    own: Sequence[asks.Ask],
    centred: Floats,
    letters: list[NDArray[np.int32]],
) -> dict[str, NDArray[np.generic]]:
    probes = probes_of(own)
    far, far_letters = _seen(embed, means, rare, other)
    kinds = [IN_SCOPE, *sorted({row.kind for row in other})]
    classes = np.array(
        [0] * len(probes) + [kinds.index(row.kind) for row in other], dtype=np.int32
    )
    near_letters = np.vstack(
        [linear.rows([letters[place] for place in probes], rare), far_letters]
    )
    head = _head(
        "scope", np.vstack([centred[probes], far]), near_letters,
        classes, len(kinds), _balanced(classes),
    )  # fmt: skip
    packed = linear.Packed.of(embed([row.text for row in other]).T)
    return head | {
        "scope_labels": np.array(kinds),
        "far": packed.cells.T.copy(),
        "far_scale": packed.scale,
        "far_langs": np.array([LANGS.index(row.lang) for row in other], dtype=np.int8),
    }


def _triage(
    embed: Embed, means: Floats, rare: Floats, appeals: list[asks.Complaint]
) -> dict[str, NDArray[np.generic]]:
    meaning, letters = _seen(embed, means, rare, appeals)
    made: dict[str, NDArray[np.generic]] = {}
    for name in ("topic", "urgent", "collective", "route"):
        said = [str(getattr(row, name)) for row in appeals]
        labels = sorted(set(said))
        classes = np.array([labels.index(label) for label in said], dtype=np.int32)
        made |= _head(name, meaning, letters, classes, len(labels), _balanced(classes))
        made[f"{name}_labels"] = np.array(labels)
    return made


def _spelling() -> dict[str, NDArray[np.generic]]:
    made: dict[str, NDArray[np.generic]] = {}
    for lang in ("ru", "kk"):
        known = vocabulary(ask.text for ask in asks.paraphrases() if ask.lang == lang)
        made[f"spelling_{lang}"] = np.array([f"{key}\t{word}" for key, word in known.items()])
    return made
