import pytest

from ortaq.foundation.accounts.tests import outbox as box

HERE = "ortaq.foundation.accounts.tests.outbox"


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.ACCOUNTS_CODE_SENDER = f"{HERE}.send_code"
    settings.ACCOUNTS_LETTER_SENDER = f"{HERE}.send_letter"
    settings.ACCOUNTS_MFA_REQUIRED = f"{HERE}.nobody"
    settings.LOGIN_REDIRECT_URL = "accounts:data"
    box.SENT.clear()
    return box.SENT


@pytest.fixture
def english(client):
    client.cookies["lang"] = "en"
    return client
