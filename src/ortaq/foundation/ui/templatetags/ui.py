"""Tags and filters that every template has without loading."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

import segno
from django import template
from django.conf import settings
from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy

from ortaq.foundation.ui import charts, nav
from ortaq.foundation.ui.clock import Clock, clock
from ortaq.foundation.ui.icons import ICONS

register = template.Library()

ZONES = {
    "calm": pgettext_lazy("zone", "calm"),
    "watch": pgettext_lazy("zone", "watch"),
    "red": pgettext_lazy("zone", "red zone"),
    "nodata": pgettext_lazy("zone", "not enough data"),
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon; silent for screen readers unless it carries the meaning alone (``label``)."""
    if not label:
        return _SILENT[name]
    return _draw(name, format_html('role="img" aria-label="{}"', label))


def _draw(name: str, speech: SafeString) -> SafeString:
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" {}>{}</svg>',
        speech,
        mark_safe(ICONS[name]),  # noqa: S308 -- our own drawings
    )


_SILENT = {name: _draw(name, mark_safe('aria-hidden="true"')) for name in ICONS}  # drawn once


@register.simple_tag
def way(deed: str) -> str:
    """Return the address where one does this (``settings.UI_WAYS``), in a room further up."""
    return reverse(settings.UI_WAYS[deed])


@register.simple_tag
def clock_chip(
    due: date | datetime | None, done: date | datetime | None = None
) -> SafeString | str:
    """Say how many working days are left until ``due``; once ``done``, whether it was in time."""
    if not due:
        return ""
    if done or isinstance(due, datetime):
        return _chip(clock(due, done=done or None))
    return _chip_of_day(due, timezone.localdate(), get_language())


def _chip(what: Clock) -> SafeString:
    return mark_safe(get_template("ui/_clock.html").render({"clock": what}))  # noqa: S308 -- escaped there


@lru_cache(maxsize=2048)
def _chip_of_day(due: date, _today: date, _language: str | None) -> SafeString:
    """Draw the chip of a bare date: all day long the same in one language, row after row."""
    return _chip(clock(due))


@register.simple_tag
def zone_chip(zone: str, word: object = "") -> SafeString:
    """Draw a zone: ● calm, ◆ watch, ▲ red, hatched for not enough data; always with its word."""
    known = zone if zone in ZONES else "nodata"
    return format_html('<span class="chip chip--{}">{}</span>', known, word or ZONES[known])


@register.simple_tag
def qr(text: object, label: object = "") -> SafeString:
    """Draw a QR code; ``label`` says in words what it opens."""
    drawing = segno.make(str(text), error="m", micro=False).svg_inline(
        svgclass="qr", lineclass=None, omitsize=True, border=4
    )
    head = format_html('<svg role="img" aria-label="{}" ', label or text)
    return head + mark_safe(drawing.removeprefix("<svg "))  # noqa: S308 -- digits and commas


@register.simple_tag(takes_context=True)
def shell_nav(context: Context, shell: str) -> Sequence[nav.Item]:
    """Return the menu of a shell."""
    return nav.items_of(shell, context["request"])


class _Kept(Node):
    """What stands between ``kept`` and ``endkept``, drawn once for each set of values."""

    FEW = 60  # more sets than that come of addresses somebody makes up: begin anew

    def __init__(self, nodes: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist, self.values = nodes, values
        self.drawn: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return the same text for the same values, as long as this process lives."""
        key = (get_language(), *(value.resolve(context) for value in self.values))
        drawn = self.drawn.get(key)
        if drawn is None:
            drawn = self.nodelist.render(context)
            if len(self.drawn) >= self.FEW:
                self.drawn.clear()
            self.drawn[key] = drawn
        return drawn


@register.tag
def kept(parser: Parser, token: Token) -> _Kept:
    """Keep what is drawn inside in this process: ``{% kept request.path %}…{% endkept %}``.

    Name every value that the inside depends on, besides the language and what never changes. On
    each page and in each request, where ``{% cache %}`` costs as much as what it spares.
    """
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return _Kept(nodes, values)


@register.simple_tag(takes_context=True)
def url_with(context: Context, **changes: object) -> str:
    """Return the current address with changed parameters; None or '' takes one away.

    A page's cursor is dropped unless it is given, since it belongs to the old list.
    """
    request = context["request"]
    query = request.GET.copy()
    for word in ("after", "before", "page"):
        query.pop(word, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None and value != "":
            query[name] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else str(request.path)


@register.inclusion_tag("ui/charts/_sparkline.html")
def sparkline(values: Iterable[charts.Number | None], label: object) -> dict[str, object]:
    """Draw a line the height of a word; ``label`` states the finding."""
    return {"spark": charts.sparkline(list(values)), "label": label}


@register.inclusion_tag("ui/charts/_bars.html")
def bar_chart(
    rows: Sequence[charts.Row], title: object, what: object = "", unit: object = "",
    note: object = "", urls: Sequence[str] = (),
) -> dict[str, object]:  # fmt: skip
    """Draw (label, value[, zone]) rows as bars; the chart is its own table.

    ``title`` states the finding, ``what`` and ``unit`` name the columns for screen readers.
    """
    return {"bars": charts.bars(rows, urls), "title": title, "what": what, "unit": unit,
            "note": note}  # fmt: skip


@register.inclusion_tag("ui/charts/_lines.html")
def line_chart(
    labels: Sequence[object],
    series: Sequence[tuple[object, Sequence[charts.Number | None]]],
    title: object,
    what: object = "",
    note: object = "",
) -> dict[str, object]:
    """Draw up to three (name, values) series over labels; ``title`` states the finding."""
    return {"chart": charts.lines(labels, series), "title": title, "what": what, "note": note}


@register.inclusion_tag("ui/charts/_smalls.html")
def small_multiples(items: Sequence[object], title: object) -> dict[str, object]:
    """Draw many small lines side by side; each item has ``label``, ``values`` and ``note``."""
    return {"items": items, "title": title}


@register.inclusion_tag("ui/charts/_map.html")
def zone_map(
    regions: Sequence[object], title: object, viewbox: str, unit: object = ""
) -> dict[str, object]:
    """Draw regions as a map with its table.

    A region has ``name``, ``path``, ``zone``, ``value``, and may have ``url`` and the place
    ``x``, ``y`` of its sign (the zone's shape, so that colour never speaks alone).
    """
    return {"regions": regions, "title": title, "viewbox": viewbox, "unit": unit}
