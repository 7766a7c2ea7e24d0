"""A passkey from its making to a sign-in without a code, in a real browser under our CSP."""

import shutil

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from playwright.sync_api import expect, sync_playwright

from ortaq.foundation.accounts import services
from ortaq.foundation.accounts.factories import person

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture
def page(monkeypatch):
    assert CHROMIUM, "no Chromium here: install it, or let ./ortaq test do so"
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop here
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en")
        context.set_default_timeout(10_000)
        yield context.new_page()
        browser.close()
        connections.close_all()  # the loop's own: nobody else sees them, or could close them


def give_authenticator(page):
    """Plug a virtual phone lock into the browser: it always recognises its owner."""
    session = page.context.new_cdp_session(page)
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


def test_a_passkey_is_made_and_signs_in_alone(page, live_server, settings):
    settings.PUBLIC_URL = live_server.url
    settings.ACCOUNTS_MFA_REQUIRED = "ortaq.foundation.accounts.tests.outbox.chairs_only"
    saule = person("saule")
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    give_authenticator(page)

    page.goto(services.make_sign_in_link(actor=None, user=saule))
    page.locator("main button").click()
    expect(page).to_have_url(f"{live_server.url}/account/second-factor/?next=%2Faccount%2Fdata%2F")
    page.locator("a[href='/account/2fa/webauthn/add/']").click()
    page.locator("#mfa_webauthn_add").click()
    expect(page).to_have_url(f"{live_server.url}/account/2fa/recovery-codes/")
    key = Authenticator.objects.get(user=saule, type="webauthn")
    assert key.wrap().is_passwordless
    page.goto(f"{live_server.url}/account/data/")
    expect(page).to_have_url(f"{live_server.url}/account/data/")

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/account/login/?next=/account/data/consents/")
    page.locator("#passkey_login").click()
    expect(page).to_have_url(f"{live_server.url}/account/data/consents/")
    assert complaints == []
