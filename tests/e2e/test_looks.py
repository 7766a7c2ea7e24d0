"""Dark, print, pictures for people."""

import pytest

from tests.e2e.conftest import DESK, PHONE

LUMINANCE = """() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""


def test_the_dark_is_dark_and_the_light_is_light(visit):
    for theme, is_dark in (("dark", True), ("light", False)):
        window = visit("", color_scheme=theme)
        window.open("/")
        assert (window.page.evaluate(LUMINANCE) < 0.25) is is_dark


def test_a_card_is_printed_without_the_menu(visit):
    window = visit("member")
    window.open("/my/card/")
    assert window.page.locator("nav").first.is_visible()

    window.page.emulate_media(media="print")
    assert [nav.is_visible() for nav in window.page.locator("nav").all()].count(True) == 0
    assert window.page.locator("h1").is_visible()
    assert window.page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(
    ("name", "path", "role", "viewport"),
    [
        ("home", "/", "", PHONE),
        ("home-wide", "/", "", DESK),
        ("member", "/my/", "member", PHONE),
        ("card", "/my/card/", "member", PHONE),
        ("ask", "/my/appeals/new/", "member", PHONE),
        ("desk", "/desk/", "chair", DESK),
        ("queue", "/desk/appeals/", "lawyer", DESK),
        ("members", "/desk/members/", "chair", DESK),
        ("bodies", "/desk/bodies/", "administrator", DESK),
    ],
)
def test_pictures_are_kept_for_people_to_look_at(visit, language, name, path, role, viewport):
    window = visit(role, language=language, viewport=viewport)
    window.open(path)
    window.shoot(f"{name}-{language}")

    assert window.page.locator("h1").count() == 1
