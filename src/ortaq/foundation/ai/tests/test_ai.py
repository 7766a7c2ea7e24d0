"""Two doors: vectors that always come, and a chat model that is believed in nothing."""

import numpy as np
import pytest
from pydantic import BaseModel

from ortaq.foundation.ai import chat, services
from ortaq.foundation.ai.adapters.endpoint import EndpointEmbedder
from ortaq.foundation.ai.embedding import embedder
from ortaq.foundation.ai.masking import mask
from ortaq.foundation.ai.models import Spending
from ortaq.foundation.ai.ports import EmbeddingError
from ortaq.foundation.ai.tests.endpoint import endpoint


class Said(BaseModel):
    word: str


def test_the_bundled_embedder_keeps_its_contract():
    first = embedder().embed_queries(["Не платят зарплату", "Жалақы бермейді"])
    again = embedder().embed_queries(["Жалақы бермейді"])

    assert first.shape == (2, embedder().width)
    assert first.dtype == np.float32
    assert np.allclose(np.linalg.norm(first, axis=1), 1, atol=1e-3)
    assert np.allclose(first[1], again[0], atol=1e-4)
    assert embedder().embed_passages([]).shape == (0, embedder().width)


def test_an_endpoint_gives_vectors_of_length_one_and_sees_no_people(settings):
    with endpoint(settings) as script:
        made = EndpointEmbedder().embed_queries(["Позвоните Айгуль +7 701 234 56 78"])
        assert made.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)]]
        assert script.asked[0][1]["input"] == ["query: Позвоните [NAME_1] [PHONE_1]"]

        script.vectors = [[1.0]] * 3
        with pytest.raises(EmbeddingError):
            EndpointEmbedder().embed_passages(["one"])
        script.status = 500
        with pytest.raises(EmbeddingError):
            EndpointEmbedder().embed_passages(["one"])


def test_people_are_taken_out_and_put_back():
    said = (
        "Я, Айгуль Нұрланқызы Сәрсенова, ИИН 990101300123, aigul@example.kz, 8 (701) 234-56-78, "
        "карта 4400 4301 2345 6789, счёт KZ86125KZT5004100100. Должны 350 000 тенге по ст. 113."
    )

    masked = mask(said)

    for secret in ("Айгуль", "Сәрсенова", "990101300123", "aigul@", "234-56-78", "4400", "KZ86"):
        assert secret not in masked.text
    assert "350 000 тенге по ст. 113" in masked.text
    assert masked.back(masked.text) == said
    assert mask("Айгуль снова", masked).text.startswith("[NAME_")


def test_a_masked_link_leaves_the_quotes_around_it():
    masked = mask('Пишет «https://a.kz/o\'x?b=1», и "www.b.kz".')

    assert masked.text == 'Пишет «[LINK_1]», и "[LINK_2]".'
    assert masked.hidden["[LINK_1]"] == "https://a.kz/o'x?b=1"


@pytest.mark.django_db
def test_a_chat_model_is_asked_in_masked_words_and_counted(settings):
    with endpoint(settings) as script:
        script.pieces = ['```json\n{"word": ', '"[NAME_1] права"}\n```']
        script.usage = {"prompt_tokens": 40, "completion_tokens": 5, "total_tokens": 45}

        said = chat.ask("system", "Вопрос задаёт Сәуле", Said)

        assert said.word == "Сәуле права"
        assert "Сәуле" not in str(script.asked)
    row = Spending.objects.get()
    assert row.calls == 1
    assert row.tokens > 40


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pieces": [""]}, "garbage"),
        ({"pieces": ["not json"]}, "garbage"),
        ({"pieces": ['{"word": 5, "x"']}, "garbage"),
        ({"pieces": ["а" * 30_000]}, "garbage"),
        ({"status": 500}, "endpoint"),
        ({"status": 401}, "endpoint"),
        ({"raw": b"data: {broken\n\n"}, "endpoint"),
        ({"pieces": ["а"] * 20, "delay": 0.1}, "late"),
    ],
)
def test_what_is_empty_late_or_garbage_is_an_error_with_a_code(settings, change, code):
    with endpoint(settings, AI_TIMEOUT=0.35) as script:
        vars(script).update(change)

        with pytest.raises(chat.ChatError) as error:
            chat.ask("system", "вопрос", Said)

    assert error.value.code == code


@pytest.mark.django_db
def test_no_model_and_no_budget_ask_nobody(settings):
    settings.AI_CHAT_URL = ""
    with pytest.raises(chat.ChatError, match="off"):
        chat.ask("system", "вопрос", Said)
    with endpoint(settings, AI_DAILY_TOKENS=10) as script:
        services.spend(tokens=11)
        with pytest.raises(chat.ChatError, match="budget"):
            chat.ask("system", "вопрос", Said)
        assert script.asked == []
