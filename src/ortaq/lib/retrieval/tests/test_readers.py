"""Word search and the linear readers find what they learned."""

import numpy as np

from ortaq.lib.retrieval import linear
from ortaq.lib.retrieval.bm25 import BM25

TEXTS = ["не платят зарплату", "задержали зарплату", "уволили без приказа", "увольняют завтра"]
CLASSES = np.array([0, 0, 1, 1], dtype=np.int32)


def test_bm25_prefers_the_rare_word():
    search = BM25([["отпуск", "день"], ["день", "зарплата"], ["день"]])

    scores = search.scores(["зарплата", "день", "неизвестно"])

    assert int(scores.argmax()) == 1
    assert scores[2] > 0


def test_letters_are_learned_and_packed():
    places = [linear.hashed(text) for text in TEXTS]
    rare = linear.rarity(places)
    rows = linear.rows(places, rare)
    packed = linear.Packed.of(linear.learn_letters(rows, CLASSES, 2))

    asked = linear.hashed("зарплата задержана")
    scores = packed.at(asked, rare[asked])

    assert int(scores.argmax()) == 0
    assert packed.cells.dtype == np.int8


def test_meaning_is_learned_and_whitened():
    rng = np.random.default_rng(7)
    middles = rng.normal(size=(2, 16)).astype(np.float32)
    vectors = middles[CLASSES.repeat(20)] + 0.1 * rng.normal(size=(80, 16)).astype(np.float32)
    classes = CLASSES.repeat(20)

    weights = linear.learn_meaning(vectors * 0.1, classes, 2)
    turn = linear.whitening(vectors, classes)

    assert ((vectors * 0.1 @ weights[:-1] + weights[-1]).argmax(axis=1) == classes).all()
    inside = (vectors - np.array([vectors[classes == c].mean(0) for c in (0, 1)])[classes]) @ turn
    assert np.std(inside.std(axis=0)) < 0.15
