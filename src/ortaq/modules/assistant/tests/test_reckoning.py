"""Sums out of the words of a question, by the norms of the release: no database."""

from pathlib import Path

import pytest
from django.utils.translation import override

from ortaq.lib.norms import read_norms
from ortaq.modules.assistant import reckoning
from ortaq.modules.assistant.knowledge import Law

NORMS = Path(__file__).parents[2] / "law" / "data" / "norms_kz.jsonl"
ASKED = [
    ("Получаю 1,2 тыс тенге за час, ночью отработал 6 часов", "10 800"),
    ("Сағаттық мөлшерлемем 1800 теңге, мереке күні 8 сағат істедім", "21 600"),
    ("оклад 320 тыс, норма 160 часов, переработал 10 часов, сколько доплатят?", "30 000"),
    ("3 дня по 2 часа сверхурочно при ставке 1 500 тенге", "13 500"),
    ("отработала два часа сверхурочно, час стоит 1000 тенге", "3 000"),
    ("Меня сокращают, средняя зарплата 350 тысяч тенге, какая компенсация", "350 000"),
    ("Өндіріс көлемі төмендеді деп шығарды, айлығым 300 мың теңге, өтемақы?", "600 000"),
    ("С зарплаты 200000 сколько максимум могут удержать?", "100 000"),
    ("Восстановили через суд, прогул был 8 месяцев, средняя 250 000 тенге", "1 500 000"),
    ("Задержали 400 000 тенге на 20 дней, базовая ставка 18%, какая пеня?", "4 931,51"),
    ("Простой по вине завода, средняя 260 тыс тг, сколько положено", "130 000"),
    ("Пайдаланылмаған демалыс 10 күн, орташа күндік жалақым 11 мың теңге", "110 000"),
    ("Минималка 85 тысяч, мне платят 70 тысяч, законно?", ""),
    ("Сколько дней отпуска положено за 5 лет?", ""),
]


@pytest.fixture(scope="module")
def law() -> Law:
    """Return the norms of the release."""
    with NORMS.open(encoding="utf-8") as lines:
        return Law.of(list(read_norms(lines)), {})


@pytest.mark.parametrize(("question", "amount"), ASKED)
def test_numbers_of_a_question_give_the_sum(law: Law, question: str, amount: str) -> None:
    with override("ru"):
        found = reckoning.sums(question, law)
    assert [row.total for row in found] == ([f"{amount} тенге"] if amount else [])
