"""The page after an erasure: there is nobody signed in any more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ortaq.foundation.accounts.access import public


@public
def erased(request: HttpRequest) -> HttpResponse:
    """Say that it is being done."""
    return render(request, "accounts/data/erased.html")
