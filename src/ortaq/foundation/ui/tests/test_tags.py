"""What the tags draw."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from ortaq.foundation.ui.clock import clock
from ortaq.foundation.ui.icons import ICONS
from ortaq.lib.workdays import Calendar

NAMED = (
    "home card ask voice more bell search check cross clock alert person people building document "
    "download upload camera lock key shield chart list arrow-right arrow-left globe moon sun edit "
    "plus phone mail chat filter print settings sign-out star eye history scales refresh shanyraq"
)


def draw(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_well_formed_and_silent(name):
    svg = ET.fromstring(draw(f'{{% icon "{name}" %}}'))
    assert svg.get("viewBox") == "0 0 24 24"
    assert svg.get("aria-hidden") == "true"
    assert len(svg) > 0


def test_every_promised_icon_is_drawn():
    assert set(NAMED.split()) <= set(ICONS)


def test_an_icon_that_speaks_alone_has_its_word_escaped():
    svg = draw("{% icon 'lock' label %}", label='closed "now" <b>')
    assert 'role="img" aria-label="closed &quot;now&quot; &lt;b&gt;"' in svg
    assert "aria-hidden" not in svg


def test_a_qr_says_what_it_opens():
    svg = ET.fromstring(draw("{% qr url 'Opens your appeal' %}", url="https://example.org/?n=1"))
    assert svg.get("aria-label") == "Opens your appeal"
    assert svg.get("role") == "img"
    assert svg.get("viewBox") == "0 0 33 33"  # version 2 and its quiet zone


def test_a_qr_of_a_strangers_text_is_escaped():
    assert "<script" not in draw("{% qr text %}", text='"><script>alert(1)</script>')


def test_url_with_changes_and_drops_parameters_and_forgets_the_cursor():
    request = RequestFactory().get("/list/?topic=pay&after=abc&q=x")
    shown = draw("{% url_with topic='safety' q=None as u %}{{ u|safe }}", request=request)
    assert shown == "/list/?topic=safety"
    assert draw("{% url_with topic=None q='' %}", request=request) == "/list/"


def test_url_with_escapes_what_a_stranger_put_into_the_address():
    request = RequestFactory().get('/list/?q="><script>')
    assert "<script>" not in draw("{% url_with page=2 %}", request=request)


# Monday 23 November to Friday 27 November 2026; Thursday is a holiday in this calendar.
CALENDAR = Calendar(holidays=frozenset({date(2026, 11, 26)}))
MONDAY = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 10:00 in Almaty


@pytest.mark.parametrize(
    ("due", "state", "days", "zone"),
    [
        (date(2026, 11, 30), "calm", 4, "calm"),
        (date(2026, 11, 27), "calm", 3, "calm"),
        (date(2026, 11, 26), "soon", 2, "watch"),  # the holiday itself gives no day
        (date(2026, 11, 24), "soon", 1, "watch"),
        (date(2026, 11, 23), "today", 0, "watch"),
        (date(2026, 11, 22), "late", 1, "red"),
        (date(2026, 11, 19), "late", 2, "red"),
        (datetime(2026, 11, 23, 4, 0, tzinfo=UTC), "late", 0, "red"),  # an hour ago
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), "soon", 1, "watch"),  # tomorrow in Almaty
    ],
)
def test_a_clock_counts_working_days(due, state, days, zone):
    shown = clock(due, now=MONDAY, calendar=CALENDAR)
    assert (shown.state, shown.days, shown.zone) == (state, days, zone)


@pytest.mark.parametrize(
    ("done", "state", "days"),
    [
        (date(2026, 11, 23), "done", 0),
        (date(2026, 11, 20), "done", 1),
        (date(2026, 11, 25), "done_late", 2),
    ],
)
def test_a_clock_stops_when_the_work_is_done(done, state, days):
    shown = clock(date(2026, 11, 23), done=done, now=MONDAY, calendar=CALENDAR)
    assert (shown.state, shown.days) == (state, days)


@pytest.mark.parametrize(
    ("language", "days", "words"),
    [
        ("en", 1, "1 working day left"),
        ("en", 3, "3 working days left"),
        ("ru", 1, "остался 1 рабочий день"),
        ("ru", 3, "осталось 3 рабочих дня"),
        ("ru", 5, "осталось 5 рабочих дней"),
        ("kk", 3, "3 жұмыс күні қалды"),
    ],
)
def test_a_chip_speaks_each_language(language, days, words):
    with override(language):
        chip = draw(
            "{% include 'ui/_clock.html' %}",
            clock={"state": "calm", "zone": "calm", "days": days, "due": date(2026, 11, 27)},
        )
    assert ">" + words + "<" in chip
    assert 'class="chip chip--calm"' in chip


def test_no_deadline_draws_no_chip():
    assert draw("{% clock_chip due %}", due=None).strip() == ""
    assert draw("{% clock_chip missing %}").strip() == ""


def test_a_missing_end_does_not_stop_the_clock():
    assert "chip--red" in draw("{% clock_chip due missing %}", due=date(2020, 1, 1))


def test_an_unknown_zone_is_shown_as_no_data():
    with override("en"):
        assert draw("{% zone_chip 'purple' %}") == (
            '<span class="chip chip--nodata">not enough data</span>'
        )


def test_what_is_kept_is_drawn_once_for_each_value_and_language():
    template = Template(
        "{% load i18n %}{% kept place %}{% translate 'Language' %} {{ n }}{% endkept %}"
    )

    def drawn(place: object, n: int) -> str:
        return template.render(Context({"place": place, "n": n}))

    with override("ru"):
        assert [drawn("/", 1), drawn("/", 2), drawn("/law/", 3)] == ["Язык 1", "Язык 1", "Язык 3"]
    with override("kk"):
        assert drawn("/", 4).endswith(" 4")


def test_what_is_kept_does_not_grow_with_addresses_that_a_stranger_makes_up():
    template = Template("{% kept place %}{{ place }}{% endkept %}")
    [node] = template.nodelist
    for n in range(500):
        assert template.render(Context({"place": n})) == str(n)
    assert len(node.drawn) <= node.FEW
