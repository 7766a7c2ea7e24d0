"""What people do outside of the browser: read a letter, look at the authenticator app."""

import base64
import email
import email.policy
import hashlib
import hmac
import re
import struct
import time

from tests.e2e.conftest import Visit

CODE = re.compile(r"(?<!\d)(\d{6})(?!\d)")
PATIENCE = 40  # seconds until a letter must have left


def code_sent_to(visit: Visit, address: str, *, known: int = 0) -> str:
    """Wait for a letter after the first ``known`` ones and return its six digits."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for text in letters_to(visit, address)[known:]:
            if found := CODE.search(text):
                return found[1]
        visit.page.wait_for_timeout(200)
    raise AssertionError(f"no code came for {address}")


def letters_to(visit: Visit, address: str) -> list[str]:
    """Return the texts of letters to an address, oldest first."""
    found = []
    for kept in visit.product.mail():
        # The file backend divides letters by a line of hyphens.
        for letter in re.split(r"^-{79}$", kept, flags=re.MULTILINE):
            message = email.message_from_string(letter.strip(), policy=email.policy.default)
            if address in str(message["To"]):
                body = message.get_body(preferencelist=("plain",))
                found.append(body.get_content() if body else "")
    return found


def totp(secret: str) -> str:
    """Return what an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", "").upper())
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def newcomer(visit: Visit, given_name: str) -> str:
    """Open an account in this window by a code from a letter; return the address."""
    address = f"{given_name.lower()}-{time.monotonic_ns()}@example.kz"
    page = visit.open("/account/signup/")
    page.fill("input[name=family_name]", "Сейтов")
    page.fill("input[name=given_name]", given_name)
    page.fill("main input[name=login], main input[name=email], main input[name=address]", address)
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.click("main form button.button--wide")
    page.fill("main input[name=code]", code_sent_to(visit, address))
    page.click("main form button.button--wide")
    page.wait_for_url("**/my/**")
    return address
