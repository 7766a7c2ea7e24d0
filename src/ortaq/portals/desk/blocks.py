"""What the rooms above the vertical show on a body's page (``ORGS_BODY_BLOCKS``)."""

from datetime import timedelta

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from ortaq.foundation.orgs.models import Body
from ortaq.modules.membership import selectors as membership
from ortaq.modules.workplaces import selectors as workplaces
from ortaq.portals.desk.wording import finding_of_months

SITES = 10
NOTHING = SafeString("")


def figures(request: HttpRequest, body: Body) -> SafeString:
    """Show the main figures of a body to who reads its counts."""
    if not request.user.has_perm("membership.count_members", body):
        return NOTHING
    own = membership.figures_near(body)[body.pk]
    months = membership.months_near(body, now=own.members)
    context = {
        "body": body,
        "own": own,
        "spark": [n for _day, n in months],
        "finding": finding_of_months(months),
        "may_read_names": request.user.has_perm("membership.read_members", body)
        and body.level == Body.Level.PRIMARY,
    }
    return render_to_string("desk/_body_figures.html", context, request)


def workplaces_of(request: HttpRequest, body: Body) -> SafeString:
    """Show where the members of a primary work, and how many people work there."""
    if body.level != Body.Level.PRIMARY or not request.user.has_perm("workplaces.desk"):
        return NOTHING
    sites = list(workplaces.sites_of(body)[: SITES + 1])
    context = {
        "sites": sites[:SITES],
        "has_more": len(sites) > SITES,
        "stale": timezone.localdate() - timedelta(days=366),  # a count older than that is said so
    }
    return render_to_string("desk/_body_workplaces.html", context, request)
