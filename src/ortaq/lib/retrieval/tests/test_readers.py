"""Word search and the linear readers find what they learned."""

import numpy as np
import pytest

from ortaq.lib.retrieval import linear
from ortaq.lib.retrieval.bm25 import BM25, ClashError, key, pack

TEXTS = ["не платят зарплату", "задержали зарплату", "уволили без приказа", "увольняют завтра"]
CLASSES = np.array([0, 0, 1, 1], dtype=np.int32)


def test_bm25_prefers_the_rare_word():
    search = BM25([["отпуск", "день"], ["день", "зарплата"], ["день"]])

    scores = search.scores(["зарплата", "день", "неизвестно"])

    assert int(scores.argmax()) == 1
    assert scores[2] > 0


def test_bm25_is_that_of_the_book_in_packed_arrays():
    documents = [["отпуск", "день", "день"], [], ["день", "зарплата"]]
    packed = pack(iter(documents))
    search = BM25(iter(documents))

    scores = search.scores(["день", "день", "день"])

    rarity = np.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    norm = [1.2 * (0.25 + 0.75 * length / 2) for length in (3, 1, 2)]  # an empty one counts as one
    book = [2 * rarity * n * 2.2 / (n + norm[place]) for place, n in enumerate((2, 0, 1))]
    assert scores == pytest.approx(book, rel=1e-5)
    assert {part.dtype.name for part in packed.values()} == {"uint64", "int32", "uint16", "uint8"}
    assert not search.scores(["иное"]).any()
    assert not search.scores([]).any()
    assert not BM25([[]]).scores(["день"]).any()


def test_keys_of_words_tell_grams_apart_and_a_clash_is_not_passed_over(monkeypatch):
    words = ["а", " а", "а ", " ал", "алды", "алдын", "алдына", "алдынан"]
    assert len({key(word) for word in words}) == len(words)

    monkeypatch.setattr("ortaq.lib.retrieval.bm25.key", len)
    with pytest.raises(ClashError):
        pack([["да", "не"]])


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
