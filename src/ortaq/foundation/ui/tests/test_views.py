"""The gallery, the choices of language and colours, and the pages for errors."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from ortaq.foundation.ui import views


def post(url: str, **data: str) -> HttpResponse:
    return Client().post(url, data)


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_chosen_language_is_kept_and_the_reader_returns_to_his_page(code):
    response = post("/language/", language=code, next="/check/?n=ORT-1&x=2")
    assert (response.status_code, response.url) == (302, "/check/?n=ORT-1&x=2")
    cookie = response.cookies["lang"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (code, True, "Lax")


@pytest.mark.parametrize("code", ["", "de", "kk-KZ", "../x", "kk\r\nSet-Cookie: a=b"])
def test_a_language_we_do_not_speak_changes_nothing(code):
    response = post("/language/", language=code, next="/")
    assert response.status_code == 302
    assert "lang" not in response.cookies


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        " //evil.example",
        "",
    ],
)
@pytest.mark.parametrize("url", ["/language/", "/theme/"])
def test_nobody_is_sent_to_another_site(url, away):
    assert post(url, language="ru", theme="dark", next=away).url == "/"


def test_another_sites_referer_is_not_followed():
    client = Client(headers={"referer": "https://evil.example/"})
    assert client.post("/language/", {"language": "ru"}).url == "/"


def test_a_choice_needs_a_post_with_a_token():
    assert Client().get("/language/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/language/", {"language": "ru"}, headers={"accept-language": "en"})
    assert response.status_code == 403
    assert "This form was open too long" in response.content.decode()
    assert "lang" not in response.cookies


def test_colours_are_kept_and_reach_the_page():
    client = Client()
    client.post("/theme/", {"theme": "dark", "next": "/ui/"})
    assert 'data-theme="dark"' in client.get("/ui/").content.decode()
    client.cookies["theme"] = '"><script>'
    assert 'data-theme="auto"' in client.get("/ui/").content.decode()


@pytest.mark.parametrize("shell", ["public", "member", "desk"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_gallery_shows_every_shell_in_every_language(shell, language):
    response = Client(headers={"accept-language": language}).get(f"/ui/?shell={shell}")
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in page
    assert page.count("<main") == page.count("<h1") == 1
    assert 'href="#main"' in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert f'<body class="{shell}"' in page


def test_the_gallery_is_not_there_in_production(settings):
    settings.MODE = "production"
    settings.DEBUG = False
    assert Client().get("/ui/").status_code == 404


@pytest.mark.parametrize("mode", ["demo", "test"])
def test_only_a_demo_says_that_its_data_are_invented(settings, mode):
    settings.MODE = mode
    page = Client(headers={"accept-language": "ru"}).get("/ui/").content.decode()
    assert ("Это демонстрация" in page) == (mode == "demo")


def test_the_manifest_names_icons_that_exist():
    data = Client().get("/manifest.webmanifest").json()
    assert data["display"] == "standalone"
    for icon in data["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon


@pytest.mark.parametrize(
    ("language", "title"),
    [("kk", "Мұндай бет жоқ"), ("ru", "Такой страницы нет"), ("en", "There is no such page")],
)
def test_an_unknown_page_answers_in_the_readers_language(language, title):
    response = Client(headers={"accept-language": language}).get("/no-such-page/")
    page = response.content.decode()
    assert response.status_code == 404
    assert f'<h1 class="page-title">{title}</h1>' in page
    assert "no-such-page" not in page


@pytest.mark.parametrize("name", ["400", "403", "404", "413", "429", "500"])
def test_error_pages_need_nothing_but_themselves(name):
    """The last of them is drawn without a request, so all must be able to."""
    with override("ru"):
        page = render_to_string(f"{name}.html")
    assert '<html lang="ru" data-theme="auto">' in page
    assert page.count("<h1") == 1


def test_a_request_that_is_too_big_gets_its_own_words():
    request = RequestFactory().post("/")
    assert views.bad_request(request, RequestDataTooBig()).status_code == 413
    assert views.bad_request(request, ValueError()).status_code == 400
