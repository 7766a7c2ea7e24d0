"""The first roads, walked by people in a browser against the started product."""

import re

import pytest

from tests.e2e import people
from tests.e2e.conftest import DESK, PHONE

PERSON = re.compile(r"appeal:([0-9a-f-]{36})")
BODY = re.compile(r"/desk/members/body/(\d+)/")
OFFICERS = ("lawyer", "chair")


@pytest.mark.parametrize(
    ("language", "viewport", "script"),
    [("kk", PHONE, True), ("ru", DESK, True), ("ru", PHONE, False)],
    ids=["kk-390", "ru-1280", "ru-390-without-javascript"],
)
def test_a_member_asks_an_officer_answers_the_member_rates(visit, language, viewport, script):
    member = visit("member", language=language, viewport=viewport, java_script_enabled=script)
    page = member.open("/my/appeals/new/")
    page.locator("main form details summary").first.click()  # what few need is folded away
    page.select_option("select[name=topic]", "pay")
    page.fill("textarea[name=text]", f"Түнгі ауысым төленбеді ({language}).")
    page.set_input_files(
        "input[name=attachments]",
        {"name": "note.txt", "mimeType": "text/plain", "buffer": b"7 shifts"},
    )
    page.click("main form button.button--wide")
    page.wait_for_url("**/receipt/")
    number = page.locator(".receipt__number").inner_text().strip()
    code = page.locator(".receipt dd.numeric strong").inner_text().strip()
    assert re.fullmatch(r"20\d\d-\d{6}", number)
    member.shoot(f"road-receipt-{language}-{viewport['width']}-{'js' if script else 'plain'}")

    stranger = visit("", language=language, viewport=viewport, java_script_enabled=script)
    page = stranger.open("/check/")
    page.fill("input[name=number]", number)
    page.fill("input[name=code]", code)
    page.click("main form button")
    assert "Түнгі" not in page.inner_text("main")
    assert page.locator("main .chip").count() >= 1

    officer = holder(visit, number, language, script)
    page = officer.page
    if page.locator("form[action$='/take/']").count():
        page.click("form[action$='/take/'] button")
        page.wait_for_url(f"**/desk/appeals/{number}/**")
    page.click("a[href^='?as=remedied']")
    page.wait_for_selector("form[action$='/answer/']")
    page.fill("form[action$='/answer/'] textarea[name=text]", "Төленді, тексеріңіз.")
    page.check("form[action$='/answer/'] input[value=explained]", force=True)
    officer.shoot(f"road-answer-{language}-{'js' if script else 'plain'}")
    page.click("form[action$='/answer/'] button.button")
    page.wait_for_url("**/desk/**")

    page = member.open(f"/my/appeals/{number}/")
    assert "Төленді, тексеріңіз." in page.inner_text("main")
    page.locator("form[action$='/confirm/'] button").first.click()  # one tap
    page.wait_for_url(f"**/my/appeals/{number}/**")
    assert page.locator("form[action$='/confirm/']").count() == 0


def holder(visit, number, language, script):
    """Open the appeal as whoever of the demo's officers has it."""
    for role in OFFICERS:
        window = visit(role, language=language, viewport=DESK, java_script_enabled=script)
        answer = window.page.goto(f"{window.product.address}/desk/appeals/{number}/")
        if answer.status == 200:
            return window
    raise AssertionError(f"none of {OFFICERS} has appeal {number}")


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_newcomer_signs_in_by_a_letter_joins_and_gets_a_card(visit, language):
    chair = visit("chair", language=language, viewport=DESK)
    body = BODY.search(chair.open("/desk/members/").content())[1]
    window = visit("", language=language)
    people.newcomer(window, "Marat")

    page = window.open(f"/my/membership/apply/{body}/")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.click("main form button.button--wide")
    page.wait_for_url("**/my/membership/**")

    desk = chair.open("/desk/members/applications/")
    desk.locator("main a[href*='/applications/']", has_text="Marat").first.click()
    desk.locator("main form input[type=radio]").first.check(force=True)
    desk.click("main form button.button")
    desk.wait_for_url("**/applications/**")

    card = window.open("/my/card/")
    assert card.locator("main svg").count() >= 1
    assert re.search(r"\d{3}", card.inner_text("main"))
    window.shoot(f"road-card-{language}")


def test_who_opens_a_record_says_why_and_the_person_sees_it(visit):
    member = visit("member")
    public_id = PERSON.search(member.open("/my/appeals/new/").content())[1]
    name = member.open("/account/data/").inner_text("main")
    purpose = "Түнгі ауысымдардың төлемін тексеру"

    officer = visit("region", viewport=DESK)
    page = officer.open(f"/desk/person/{public_id}/")
    assert page.locator("main dl").count() == 0  # nothing of the person before the purpose
    page.fill("main form textarea, main form input[name=purpose]", purpose)
    page.click("main form button.button")
    page.wait_for_load_state()
    assert page.locator("main dl").count() == 1
    assert page.locator("h1").inner_text().split()[0] in name

    page = member.open("/account/data/openings/")
    assert purpose in page.inner_text("main")
    member.shoot("road-openings-kk")


def test_a_chair_without_a_second_factor_must_set_one_up(visit):
    known = visit("chair", viewport=DESK)
    address = re.search(r"[\w.+-]+@[\w.-]+\.\w+", known.open("/account/data/").inner_text("main"))
    before = len(people.letters_to(known, address[0]))

    window = visit("", viewport=DESK)
    page = window.open("/account/login/?next=/desk/")
    page.fill("main input[name=login]", address[0])
    page.click("main button[value=code]")
    page.fill("main input[name=code]", people.code_sent_to(window, address[0], known=before))
    page.click("main form button.button--wide")
    page.wait_for_url("**/second-factor/**")
    page = window.open("/desk/members/")
    assert "/second-factor/" in page.url  # no way around

    page.click("main a[href*='/totp/']")
    page.fill("main input[name=code]", people.totp(page.locator("main code").inner_text()))
    page.click("main form button.button")
    page.wait_for_load_state()
    assert window.page.goto(f"{window.product.address}/desk/").status == 200
    assert window.page.url.endswith("/desk/")


def test_a_passkey_opens_the_door(visit):
    window = visit("", language="ru")
    session = window.context.new_cdp_session(window.page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    people.newcomer(window, "Samat")
    page = window.open("/account/2fa/webauthn/add/")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile(r"/account/2fa/(?!webauthn/add)"))

    page = window.open("/account/logout/")
    page.click("main form[action*=logout] button")
    page = window.open("/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/my/**")
    assert page.locator("h1").count() == 1
