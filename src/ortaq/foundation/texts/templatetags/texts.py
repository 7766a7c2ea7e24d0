"""Filters that every template has without loading: dates, money, phones."""

from datetime import date, datetime
from decimal import Decimal

from django import template

from ortaq.foundation.texts import amounts, dates, quotes

register = template.Library()


@register.filter
def when(value: date | datetime | None) -> str:
    """Say a moment as people do: "today at 14:05"."""
    return dates.when(value) if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """Say a day as people do: "Thu, 26 November"."""
    return dates.day(value) if value else ""


@register.filter
def full_day(value: date | datetime | None) -> str:
    """Name the date even when it is today, for papers that outlive the day."""
    return dates.day(value, near=False) if value else ""


@register.filter
def dated(value: date | datetime | None) -> str:
    """Name a day with its year, for cards and papers that are kept for years."""
    return dates.dated(value) if value else ""


@register.filter
def inner(value: object) -> str:
    """Make a name's own quotation marks inner ones, where the sentence quotes the name."""
    return quotes.inner(value)


@register.filter
def month(value: str) -> str:
    """Say the version of a paper, "2026-11", as a month in words."""
    return dates.month(value)


@register.filter
def tenge(value: Decimal | int | None) -> str:
    """Write an amount of money: 1 250 000 ₸."""
    return amounts.tenge(value) if value is not None else ""


@register.filter
def phone(value: str | None) -> str:
    """Write +77011234567 as +7 701 123 45 67."""
    return amounts.phone(value or "")


@register.filter
def number(value: Decimal | int | None) -> str:
    """Write a whole number with narrow spaces between thousands."""
    return amounts.grouped(value) if value is not None else ""
