"""What every page asks first: does it exist, and may he?"""

from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404

from ortaq.foundation.accounts.access import SignedRequest
from ortaq.modules.agreements import selectors
from ortaq.modules.agreements.models import Agreement, Round, Version

T = TypeVar("T")


def _allowed(request: SignedRequest, row: T | None, agreement: Agreement | None, act: str) -> T:
    if row is None or not request.user.has_perm(f"agreements.{act}", agreement):
        raise Http404
    return row


def complain(request: SignedRequest, form: Any) -> None:
    """Say what is wrong with a form whose page is another."""
    for problems in form.errors.values():
        for problem in problems:
            messages.error(request, problem)


def agreement(request: SignedRequest, public_id: UUID, act: str = "view") -> Agreement:
    """Return an agreement within reach, or 404."""
    row = selectors.agreement(public_id)
    return _allowed(request, row, row, act)


def version(request: SignedRequest, public_id: UUID, act: str = "view") -> Version:
    """Return a text within reach, or 404."""
    row = selectors.version(public_id)
    return _allowed(request, row, row.agreement if row else None, act)


def round_(request: SignedRequest, public_id: UUID, act: str = "view") -> Round:
    """Return a round within reach, or 404."""
    row = selectors.round_by(public_id)
    return _allowed(request, row, row.agreement if row else None, act)
