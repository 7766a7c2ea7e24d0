"""Tags and filters that every template has without loading."""

from collections.abc import Sequence
from datetime import date, datetime

import segno
from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ortaq.foundation.ui import charts, nav
from ortaq.foundation.ui.clock import Clock, clock
from ortaq.foundation.ui.icons import ICONS

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon; silent for screen readers unless it carries the meaning alone (``label``)."""
    speech = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')  # noqa: S308 -- a constant
    )
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" {}>{}</svg>',
        speech,
        mark_safe(ICONS[name]),  # noqa: S308 -- our own drawings
    )


@register.inclusion_tag("ui/_clock.html")
def clock_chip(due: date | datetime | None, done: date | datetime | None = None) -> dict[str, Clock | None]:
    """Say how many working days are left until ``due``; once ``done``, whether it was in time."""
    return {"clock": clock(due, done=done) if due else None}


@register.simple_tag
def qr(text: str, label: str = "") -> SafeString:
    """Draw a QR code; ``label`` says what it opens (the text itself stands in for it)."""
    drawing = segno.make(text, error="m", micro=False)
    svg = drawing.svg_inline(svgclass="qr", lineclass=None, omitsize=True, border=4)
    head, _, rest = svg.partition("<svg")
    return format_html(
        '{}<svg role="img" aria-label="{}"{}', mark_safe(head), label or text, mark_safe(rest)  # noqa: S308
    )


@register.simple_tag(takes_context=True)
def shell_nav(context: Context, shell: str) -> Sequence[nav.Item]:
    """Return the menu of a shell."""
    return nav.items_of(shell, context["request"])


@register.simple_tag(takes_context=True)
def url_with(context: Context, **changes: object) -> str:
    """Return the current address with changed parameters; None or '' takes one away.

    A page cursor is dropped, since it belongs to the old list.
    """
    request = context["request"]
    query: QueryDict = request.GET.copy()
    for word in ("after", "before", "page"):
        query.pop(word, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None and value != "":
            query[name] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else str(request.path)


@register.inclusion_tag("ui/charts/_sparkline.html")
def sparkline(values: Sequence[float | None], label: str) -> dict[str, object]:
    """Draw a line the height of a word; ``label`` states the finding."""
    return {"spark": charts.sparkline(values), "label": label}
