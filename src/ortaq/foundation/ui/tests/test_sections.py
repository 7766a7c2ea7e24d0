"""What rooms above add to a page."""

from django.test import RequestFactory

from ortaq.foundation.ui.sections import Section, drawn

HERE = __name__


def late(request, subject):
    return Section("Later", "ui/_empty.html", {"title": f"<{subject}>", "icon": "check"}, order=30)


def early(request, subject):
    context = {"title": "first", "icon": "check"}
    return Section("Sooner", "ui/_empty.html", context, order=20, anchor="sooner")


def silent(request, subject):
    return None


def test_sections_come_in_their_order_and_who_has_nothing_shows_nothing():
    request = RequestFactory().get("/")
    paths = [f"{HERE}.{name}" for name in ("late", "silent", "early")]

    found = drawn(paths, request, "subject")

    assert [(one.title, one.anchor) for one in found] == [("Sooner", "sooner"), ("Later", "")]
    assert "first" in found[0].html
    assert "&lt;subject&gt;" in found[1].html
    assert "<subject>" not in found[1].html
