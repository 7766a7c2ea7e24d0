"""Boxes for words."""

from django import forms

LONGEST = 10_000


def words(rows: int, longest: int = LONGEST) -> forms.Textarea:
    """Return a box of so many rows that takes no more than the field does."""
    return forms.Textarea(attrs={"rows": rows, "maxlength": longest})
