"""The API of version 1: the modules' routers behind one sign-in, one limit, one manner of refusal.

A version is an address. What it promises (fields, meanings) only grows; what must change otherwise
comes as /api/v2/ beside it, and version 1 stays for a year.
"""

from ninja import NinjaAPI

from ortaq.modules.appeals.api import router as appeals
from ortaq.modules.membership.api import router as membership
from ortaq.portals.api import problems
from ortaq.portals.api.bodies import router as bodies
from ortaq.portals.api.entry import Session, Throttle
from ortaq.portals.api.me import router as me

PREFIX = "/api/v1/"

throttle = Throttle(signed_in=300, anonymous=60)
api = NinjaAPI(
    title="Ortaq",
    version="1",
    description=(
        "The digital trade union for programs. The same services and the same rights as on "
        "screen. Sign in with the session cookie; changes need the CSRF token in the header "
        "X-CSRFToken. Refusals are application/problem+json (RFC 9457) in the language of "
        "Accept-Language: kk, ru or en."
    ),
    urls_namespace="api:v1",
    openapi_url=None,  # served by our own views, in our own look and without scripts
    docs_url=None,
    auth=Session(),
    throttle=throttle,
)
problems.install(api)
api.add_router("/me", me)
api.add_router("/bodies", bodies)
api.add_router("/membership", membership)
api.add_router("/appeals", appeals)
