"""The language of a page."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import get_language, override

from ortaq.foundation.texts.middleware import LanguageMiddleware


def answer(cookie: str | None = None, browser: str = "", **headers: str) -> HttpResponse:
    request = RequestFactory().get("/", headers={"accept-language": browser})
    if cookie is not None:
        request.COOKIES["lang"] = cookie
    return LanguageMiddleware(lambda _r: HttpResponse(get_language(), headers=headers))(request)


@pytest.mark.parametrize(
    ("cookie", "browser", "language"),
    [
        (None, "", "kk"),
        (None, "ru-KZ,ru;q=0.9", "ru"),
        (None, "en-GB", "en"),
        (None, "de,fr", "kk"),
        ("en", "ru", "en"),
        ("de", "ru", "ru"),
        ("../../etc", "", "kk"),
        ("", "en", "en"),
        ("RU", "kk", "kk"),
    ],
)
def test_the_cookie_wins_then_the_browser_then_kazakh(cookie, browser, language):
    response = answer(cookie, browser)
    assert response.content.decode() == language
    assert response["Content-Language"] == language


def test_caches_are_told_once():
    vary = answer(Vary="Cookie, Accept-Encoding")["Vary"]
    assert sorted(part.strip() for part in vary.split(",")) == [
        "Accept-Encoding",
        "Accept-Language",
        "Cookie",
    ]


def test_the_language_before_the_request_comes_back():
    with override("en"):
        answer("ru")
        assert get_language() == "en"


def test_the_language_comes_back_after_an_error():
    def broken(_request):
        raise ValueError

    with override("en"):
        with pytest.raises(ValueError):  # noqa: PT011 -- our own
            LanguageMiddleware(broken)(RequestFactory().get("/"))
        assert get_language() == "en"
