"""What the desk's top bar needs on every page."""

from django import template
from django.template import Context

from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_bodies(context: Context) -> list[Body]:
    """Return the bodies at which the reader holds a mandate."""
    return orgs.switcher(context["request"].user)
