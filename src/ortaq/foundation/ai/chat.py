"""The one door to a chat model: any OpenAI-compatible endpoint, off unless the settings name one.

What leaves: masked text, no user, no address. What comes back is hostile until checked: JSON is
validated by pydantic here, and by the caller's own rules afterwards. Never called in a transaction
that others wait for: an answer may take ``AI_TIMEOUT`` seconds. It is read as it streams, so that
a slow or endless one is cut; no page shows a piece before the whole has been checked.
"""

import logging
import re
import time
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from pydantic import BaseModel, ValidationError

from ortaq.foundation.ai import services
from ortaq.foundation.ai.masking import Masked, mask

if TYPE_CHECKING:
    from openai import OpenAI

log = logging.getLogger(__name__)
Shape = TypeVar("Shape", bound=BaseModel)
LONGEST_ANSWER = 20_000  # characters; more is garbage
LETTERS_A_TOKEN = 3  # a cautious guess for endpoints that do not count
_FENCE = re.compile(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", re.DOTALL)


class ChatError(Exception):
    """No usable answer; ``code`` says why: off, budget, endpoint, late, garbage."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_on() -> bool:
    """Tell whether this installation has a chat model."""
    return bool(settings.AI_CHAT_URL and settings.AI_CHAT_MODEL)


@lru_cache(maxsize=4)
def _client(url: str, key: str, timeout: float) -> "OpenAI":
    from openai import OpenAI  # noqa: PLC0415 -- heavy

    return OpenAI(base_url=url, api_key=key or "none", timeout=timeout, max_retries=0)


def ask(system: str, user: str, shape: type[Shape]) -> Shape:
    """Return the model's answer in a shape, with masked people put back; raise ``ChatError``."""
    masked = mask(user)
    text = "".join(_pieces(system, masked))
    try:
        return shape.model_validate_json(masked.back(_json(text)))
    except ValidationError as error:
        services.spend(tokens=0, calls=0, refused=1)
        raise ChatError("garbage") from error


def _json(text: str) -> str:
    fenced = _FENCE.match(text)
    return fenced.group(1) if fenced else text.strip()


def _pieces(system: str, masked: Masked) -> Iterator[str]:
    """Yield pieces of one streamed completion, counting time, letters and tokens."""
    if not is_on():
        raise ChatError("off")
    if not services.is_within_budget():
        services.spend(tokens=0, calls=0, refused=1)
        raise ChatError("budget")
    spent, length = len(system + masked.text) // LETTERS_A_TOKEN, 0
    ends = time.monotonic() + settings.AI_TIMEOUT
    try:
        for piece, tokens in _completion(system, masked.text):
            spent = tokens or spent
            length += len(piece)
            if length > LONGEST_ANSWER:
                raise ChatError("garbage")
            if time.monotonic() > ends:
                raise ChatError("late")
            yield piece
    finally:
        services.spend(tokens=max(spent, 1) + length // LETTERS_A_TOKEN)


def _completion(system: str, user: str) -> Iterator[tuple[str, int]]:
    from openai import APITimeoutError, OpenAIError  # noqa: PLC0415 -- heavy

    client = _client(settings.AI_CHAT_URL, settings.AI_KEY, settings.AI_TIMEOUT)
    messages: Any = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    try:
        with client.chat.completions.create(
            model=settings.AI_CHAT_MODEL,
            messages=messages,
            temperature=0,
            stream=True,
            max_tokens=settings.AI_ANSWER_TOKENS,
        ) as chunks:
            for chunk in chunks:
                usage = getattr(chunk, "usage", None)
                for choice in chunk.choices or []:
                    yield choice.delta.content or "", 0
                if usage is not None:
                    yield "", int(usage.prompt_tokens or 0)
    except APITimeoutError as error:
        raise ChatError("late") from error
    except (OpenAIError, ValueError, AttributeError, TypeError) as error:
        log.warning("the chat endpoint failed: %s", type(error).__name__)
        raise ChatError("endpoint") from error
