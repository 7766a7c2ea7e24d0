"""Every operation of the real description, asked by several kinds of person: never a 5xx."""

from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ortaq.portals.api.reference import schema

ORIGIN = "http://localhost"  # where the library keeps its cookies
TOKEN = "a" * 32
HEADERS = {"X-CSRFToken": TOKEN, "Accept-Language": "en"}
CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]
PEOPLE = ["", "marat", "aigul", "saule", "daniyar"]


@contextmanager
def same_connection():
    """Keep Django from ending the test's connection after each request, as its client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def asked(operation, cookies) -> set[int]:
    """Ask one operation in many ways; return the statuses met. Each step is taken back."""
    codes = set()

    @settings(
        max_examples=6,
        deadline=None,
        database=None,
        derandomize=True,  # the same questions each time: a red run is a change of ours
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case):
        case.cookies = cookies  # not the invented session, ours
        with transaction.atomic():
            response = case.call(base_url=ORIGIN, headers=HEADERS)
            transaction.set_rollback(True)
        assert response.status_code < 500, response.text
        case.validate_response(response, checks=CHECKS)
        codes.add(response.status_code)

    ask()
    return codes


@pytest.mark.parametrize("person", PEOPLE)
def test_no_request_breaks_the_house(door, person):
    client = door(person)
    client.cookies["csrftoken"] = TOKEN
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    described = schemathesis.openapi.from_dict(schema())
    described.app = get_wsgi_application()
    seen = {}
    with same_connection():
        for found in described.get_all_operations():
            operation = found.ok()
            seen[operation.label] = asked(operation, cookies)
    # It was the operations that answered, not a door shut before them.
    assert 200 in seen["GET /api/v1/bodies/"]
    assert (200 in seen["GET /api/v1/me/"]) == bool(person)
    assert (401 in seen["GET /api/v1/me/"]) == (not person)
