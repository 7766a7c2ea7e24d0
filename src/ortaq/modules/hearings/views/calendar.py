"""The desk's calendar of hearings, and its secret address for an own calendar program."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.foundation.accounts.access import SignedRequest, needs, public
from ortaq.foundation.orgs.calendar_file import Moment, calendar_file
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.hearings import selectors, services
from ortaq.modules.hearings.forms import CalendarForm
from ortaq.modules.hearings.models import Hearing

WEEK = timedelta(days=7)
LAST_MONTH = 12
MANY = 500  # hearings of a month on one page


@dataclass(frozen=True)
class CalendarDay:
    """One day of the calendar."""

    day: date
    hearings: list[Hearing]
    is_free: bool  # people do not work
    is_other: bool  # of the month before or after


@needs("hearings.desk")
@require_safe
def show(request: SignedRequest) -> HttpResponse:
    """Show a week by days, or a month as a grid with its days below."""
    form = CalendarForm(request.GET)
    form.is_valid()
    today = timezone.localdate()
    on = form.cleaned_data.get("on") or today
    is_month = form.cleaned_data.get("view") == "month"
    whole = form.cleaned_data.get("of") == "desk"
    first, last = _month(on) if is_month else _week(on)
    days = _days(request, first, last, whole=whole, month=on.month if is_month else None)
    step = _neighbours(on, is_month=is_month)
    context = {
        "days": [day for day in days if day.hearings or not is_month],
        "weeks": [days[n : n + 7] for n in range(0, len(days), 7)] if is_month else [],
        "is_month": is_month,
        "whole": whole,
        "on": on,
        "today": today,
        "first": first,
        "last": last - timedelta(days=1),
        "earlier": step[0],
        "later": step[1],
        "terms": selectors.terms_for(request.user).count(),
    }
    return render(request, "hearings/desk/calendar.html", context)


def _week(on: date) -> tuple[date, date]:
    first = on - timedelta(days=on.weekday())
    return first, first + WEEK


def _month(on: date) -> tuple[date, date]:
    """Return the first day of the grid, and the day after its last: whole weeks."""
    first, _after = _week(on.replace(day=1))
    following = _next_month(on)
    last = following - timedelta(days=1)
    return first, _week(last)[1]


def _next_month(on: date) -> date:
    years, month = divmod(on.month, LAST_MONTH)
    return date(on.year + years, month + 1, 1)


def _neighbours(on: date, *, is_month: bool) -> tuple[date, date]:
    if not is_month:
        return on - WEEK, on + WEEK
    return (on.replace(day=1) - timedelta(days=1)).replace(day=1), _next_month(on)


def _days(
    request: SignedRequest, first: date, last: date, *, whole: bool, month: int | None
) -> list[CalendarDay]:
    rows = selectors.hearings_for(request.user, since=_start(first), before=_start(last))
    if not whole:
        rows = rows.filter(representative=request.user)
    by_day: dict[date, list[Hearing]] = defaultdict(list)
    for row in rows.exclude(state="postponed")[:MANY]:
        by_day[timezone.localdate(row.starts_at)].append(row)
    calendar = appeals.calendar()
    days = (first + timedelta(days=n) for n in range((last - first).days))
    return [
        CalendarDay(
            day,
            by_day[day],
            is_free=not calendar.is_workday(day),
            is_other=month is not None and day.month != month,
        )
        for day in days
    ]


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@needs("hearings.desk")
@require_http_methods(["GET", "POST"])
def feed(request: SignedRequest) -> HttpResponse:
    """Make the secret address of one's own calendar, or revoke it; it is shown once."""
    person, address = request.user, ""
    if request.method == "POST":
        if request.POST.get("act") == "revoke":
            services.revoke_feed(person=person)
            messages.success(request, _("The address works no longer."))
            return redirect("hearings-desk:feed")
        secret = services.make_feed(person=person)
        address = settings.PUBLIC_URL + reverse("hearings-desk:feed-file", args=[secret])
    context = {"feed": selectors.feed_of(person), "address": address}
    response = render(request, "hearings/desk/feed.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@public
@require_safe
def feed_file(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the calendar to a program that knows its secret: numbers and places, no names."""
    feed = selectors.feed_by_secret(secret)
    if feed is None or not feed.person.has_perm("hearings.desk"):
        raise Http404
    services.fetched(feed=feed)
    rows = selectors.hearings_of_feed(feed.person)[:MANY]
    content = calendar_file(
        _moments(rows), name=_("Hearings"), stamp=timezone.now().astimezone(UTC)
    )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": "private, no-store",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        },
    )


def _moments(rows: Iterable[Hearing]) -> list[Moment]:
    return [
        Moment(
            uid=f"hearing-{row.public_id}@ortaq",
            starts=row.starts_at.astimezone(UTC),
            ends=row.ends_at.astimezone(UTC),
            title=f"{row.get_kind_display()}: {(row.appeal or row.case).number}",  # type: ignore[union-attr]
            place=row.place or row.link,
            url=settings.PUBLIC_URL + reverse("hearings-desk:show", args=[row.public_id]),
            is_cancelled=row.state == "cancelled",
        )
        for row in rows
    ]
