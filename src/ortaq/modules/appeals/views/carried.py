"""Words that another room hands to the form of an appeal, by the session."""

from django.http import HttpRequest

from ortaq.modules.appeals.forms.words import LONGEST
from ortaq.modules.appeals.selectors import CARRIED


def carried(request: HttpRequest) -> dict[str, str]:
    """Take the words out of the session: they are shown once, and not kept."""
    if request.method != "GET" or CARRIED not in request.session:
        return {}
    return {"text": str(request.session.pop(CARRIED))[:LONGEST]}
