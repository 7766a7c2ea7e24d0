"""The scorer of the legal desk, on answers made up here: no blind set is read but for its sums."""

import json

import pytest
from bench import _legal_score as score
from bench import _legal_sets as sets
from bench._legal_agreements import score_agreements

QUESTIONS = [
    {"id": "1", "lang": "ru", "question": "Сколько?", "gold": ["88"], "must": [["24"]],
     "kind": "plain"},
    {"id": "2", "lang": "ru", "question": "Когда?", "gold": ["113"], "kind": "plain",
     "must": [["10", "десят"], ["1,25"]], "noisy": True},
    {"id": "3", "lang": "kk", "question": "Қашан?", "gold": ["53"], "must": [["бір ай"]],
     "kind": "trap"},
]  # fmt: skip


def answer(name, text, *articles, abstained=False, lang="ru", act="ТК РК"):
    cited = [{"act": act, "article": article, "point": ""} for article in articles]
    return {
        "id": name, "answer": text, "citations": cited, "abstained": abstained, "lang": lang,
    }  # fmt: skip


def test_wilson_keeps_within_bounds_and_narrows():
    assert score.wilson(0, 0) == (0.0, 1.0)
    low, high = score.wilson(8, 10)
    assert (round(low, 2), round(high, 2)) == (0.49, 0.94)
    assert score.wilson(10, 10)[1] == 1.0
    assert score.wilson(800, 1000)[0] > low


def test_answers_are_scored_by_place_and_by_what_they_say():
    said = {
        "1": answer("1", "Отпуск — не меньше 24 дней.", "89", "88"),
        "2": answer("2", "До десятого числа, пеня 1,25 ставки.", "113"),
    }
    ru = score.score_answers(QUESTIONS, said, "ru")
    assert (ru["right article first"].hits, ru["right article in three"].hits) == (1, 2)
    assert ru["says what it must"] == score.Share(2, 2)
    assert ru["right article first"].misses == ("1",)
    kk = score.score_answers(QUESTIONS, said, "kk")
    assert kk["right article first"] == score.Share(0, 1, ("3",))


@pytest.mark.parametrize(
    ("text", "words", "is_held"),
    [
        ("не менее 24 дней", "24", True),
        ("не менее 124 дней", "24", False),
        ("1,5 ставки", "5", False),
        ("всего 9\u00a0000 тенге", "9000", True),
        ("всего 19 000 тенге", "9000", False),
        ("в течение трёх рабочих дней", "трех раб", True),
        ("10.", "10", True),
    ],
)
def test_numbers_are_found_whole(text, words, is_held):
    assert score.holds(text, words) is is_held


def test_an_answer_declined_says_nothing_and_counts_against_precision():
    said = {
        "1": answer("1", "24", "88", abstained=True),
        "r": answer("r", "", abstained=True),
        "s": answer("s", "24", "88"),
    }
    refusals = [
        {"id": "r", "kind": "chat", "abstain": True},
        {"id": "s", "kind": "medical", "abstain": True, "near_miss": True},
    ]
    assert not score.says(said["1"], [])
    found = score.score_refusals(refusals, QUESTIONS, said)
    assert found["declined of what must be"] == score.Share(1, 2, ("s",))
    assert found["rightly declined of all declined"] == score.Share(1, 2, ("1",))
    assert found["declined: medical"].value == 0


def test_inventions_are_found_and_addresses_are_not_taken_for_them():
    texts = {"88": "двадцать четыре 24", "89": "6"}

    def known(act):
        return frozenset(texts) if act in {"ТК РК", ""} else frozenset()

    def law(article):
        return {number for number in texts.get(article, "").split() if number.isdigit()}

    def numbers(text):
        return {word.strip(".,") for word in text.split() if word.strip(".,").isdigit()}

    right = answer(
        "1", "По статьям 88 и 89, п. 2, на 12 июня 2026 года — 24 дня.\n1. Пишите.", "88"
    )
    wrong = answer("2", "По ст. 999 положено 77 дней.", "88")
    other = answer("3", "Так.", "5", act="Закон о погоде")
    answers = {one["id"]: one for one in (right, wrong, other)}
    assert score.invented_articles(answers.values(), known) == ["2", "3"]
    assert score.invented_numbers(QUESTIONS, answers, law=law, numbers=numbers) == ["2"]
    assert score.articles_in("ЕК 113, 131-баптары және 53-бабы") == {"113", "131", "53"}
    assert score.articles_in("случаи ст. 41-44 и ст. 73-1") == {"41", "44", "73-1"}


def test_agreements_are_scored_by_clause_and_key():
    key = {
        "violations": [["2.1", "probation_max", 4],
                       ["5.4", "wage_frequency", 0.5, ["wage_day_latest"]]],
        "below_ilo": [["6.1", "OS-07"]], "traps": ["3.1", "3.2"], "better": ["4.1"],
        "equal": [], "outdated": [["8.1"]], "missing": ["cba_acts", "cba_ratio"],
    }  # fmt: skip
    report = {
        "findings": [
            {"verdict": "worse", "clause": "2.1.", "param_key": "probation_max", "stated": "4"},
            {"verdict": "worse", "clause": "5.4", "param_key": "wage_day_latest", "stated": None},
            {"verdict": "worse", "clause": "3.2", "param_key": "meal_break_min"},
            {"verdict": "worse", "clause": "6.1", "param_key": "other"},
            {"verdict": "below_ilo", "clause": "6.1", "norm_id": "OS-05"},
            {"verdict": "better", "clause": "4.1"},
        ],
        "missing": [{"param_key": "cba_acts"}, {"param_key": "cba_time"}],
    }
    found = score_agreements({"a.txt": key, "b.txt": key}, {"a.txt": report})
    told = {name: (one.hits, one.of) for name, one in found.items()}
    assert told["violations found"] == (2, 4)
    assert told["violations: rightly alarmed"] == (2, 3)
    assert told["ILO findings found"] == (1, 2)
    assert told["ILO norm right"] == (0, 1)
    assert told["both found"] == (3, 6)
    assert told["both: rightly alarmed"] == (3, 4)
    assert told["traps flagged"] == (1, 4)
    assert found["traps flagged"].misses == ("a.txt:3.2",)
    assert told["missing provisions found"] == (1, 4)
    assert told["missing provisions: rightly alarmed"] == (1, 2)
    assert told["stated value right"] == (1, 2)
    assert told["outdated references found"] == (0, 2)


def test_triage_is_scored_by_topic_and_field():
    appeals = [
        {"id": str(n), "topic": topic, "urgent": n == 0, "collective": False, "route": "lawyer"}
        for n, topic in enumerate(("leave", "leave", "dismissal"))
    ]
    said = {
        "0": {"topic": "leave", "urgent": True, "collective": False, "route": "lawyer"},
        "1": {"topic": "dismissal", "urgent": True, "collective": False, "route": "chair"},
        "2": {"topic": "dismissal", "urgent": False, "collective": False, "route": "lawyer"},
    }
    assert score.macro_f1(appeals, said) == pytest.approx(2 / 3)
    found = score.score_triage(appeals, said)
    assert (found["urgent found"].value, found["urgent: rightly said"].value) == (1.0, 0.5)
    assert found["route right"].hits == 2
    assert score.macro_f1(appeals, {}) == 0


def test_errata_widen_the_key_and_leave_the_first_one_alone(tmp_path, monkeypatch):
    errata = [{"id": "1", "gold": ["71"]}, {"id": "1", "group": 0, "also": ["двадцать четыре"]}]
    (tmp_path / "errata.jsonl").write_text("\n".join(json.dumps(one) for one in errata))
    monkeypatch.setattr(sets, "FOLDER", tmp_path)
    row = sets.amended(QUESTIONS)[0]
    assert (row["gold"], row["must"]) == (["88", "71"], [["24", "двадцать четыре"]])
    assert QUESTIONS[0]["gold"] == ["88"]


def test_the_sets_are_those_committed_and_a_changed_one_is_noticed(tmp_path, monkeypatch):
    assert sets.changed() == []
    (tmp_path / "README.md").write_text(f"{'0' * 64}  questions.jsonl\n")
    (tmp_path / "questions.jsonl").write_text(json.dumps({"id": 1}) + "\n")
    monkeypatch.setattr(sets, "FOLDER", tmp_path)
    assert sets.changed() == ["questions.jsonl"]
