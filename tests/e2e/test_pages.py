"""Every page, in a real browser: axe, keyboard, width; languages and themes by rota."""

import re
from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e import cases, crawl
from tests.e2e.conftest import DESK, PHONE
from tests.permissions import table

LANGUAGES = ("kk", "ru", "en")
SEVERE = {"moderate", "serious", "critical"}
AXE = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# What answers 200 and is no page: forms that only take, machines, files, single messages.
NO_PAGE = re.compile(
    r"/api/.*|api:openapi|health:.*|ui:manifest|audit:(csv|heads)"  # for machines
    r"|appeals(-desk)?:(file|original)|accounts:export_file"  # files
    r"|desk:figures-table|orgs:calendar|sheets:(blank|wrong)"  # files, too
    r"|sheets:progress"  # a part of a page
    r"|account_signup"  # ours stands before it at the same address
    r"|notify:unsubscribe"  # its key is in letters only
)
OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return null;
  const guilty = [...document.querySelectorAll('body *')].filter(
    e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
  ).slice(0, 3).map(e => e.outerHTML.slice(0, 90));
  return `${wide} px too wide: ${guilty.join(' … ')}`;
}"""
LISTEN = """() => {
  const can = 'a[href],button,input,select,textarea,summary,[tabindex="0"],[contenteditable=true]';
  const groups = new Set();
  window.waiting = new Set([...document.querySelectorAll(can)].filter(e => {
    if (e.disabled || e.type === 'hidden' || e.tabIndex < 0) return false;
    if (!e.checkVisibility({visibilityProperty: true}) || e.closest('[inert]')) return false;
    if (e.type === 'radio') {
      const key = e.form?.id + e.name;
      if (groups.has(key)) return false;
      groups.add(key);
    }
    return true;
  }));
  window.unseen = [];
  document.addEventListener('focusin', event => {
    const e = event.target;
    window.waiting.delete(e);
    if (e.type === 'radio') {
      for (const w of window.waiting) if (w.type === 'radio' && w.name === e.name) {
        window.waiting.delete(w);
      }
    }
    const marks = [e, ...e.querySelectorAll('*'), e.parentElement, e.nextElementSibling];
    const shown = marks.filter(Boolean).some(mark => {
      const style = getComputedStyle(mark);
      const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      return ring || style.boxShadow !== 'none';
    });
    if (!shown) window.unseen.push(e.outerHTML.slice(0, 120));
  });
  // Chromium walks the parts of a date one by one.
  const parts = {date: 4, time: 3, 'datetime-local': 7, month: 3};
  return [...window.waiting].reduce((sum, e) => sum + (parts[e.type] ?? 1), 0);
}"""
LEFT = "() => [...window.waiting].map(e => e.outerHTML.slice(0, 120))"


@pytest.fixture(scope="module")
def pages(product, doorman) -> list[crawl.Found]:
    more = cases.make(doorman)
    states = {role: doorman.state(role) for role in crawl.ROLES}
    return crawl.pages(product.port, states, more)


@pytest.fixture(scope="module")
def windows(doorman):
    """Windows by role, language and theme, opened when first needed."""
    kept = {}

    def window(page: crawl.Found, language: str, theme: str = "light"):
        key = (page.role, language, theme)
        if key not in kept:
            kept[key] = doorman(page.role, language=language, color_scheme=theme)
        visit = kept[key]
        visit.page.set_viewport_size(DESK if page.path.startswith("/desk/") else PHONE)
        visit.open(page.path)
        return visit

    yield window
    assert doorman.close() == []


def test_every_address_was_looked_at(pages):
    """What no role reaches by links is either no page, or a page nobody can find."""
    seen = {page.name for page in pages}
    shown = {
        name
        for (name, method), cells in table.read().items()
        if method == "GET" and "200" in cells.values() and not NO_PAGE.fullmatch(name)
    }

    missing = sorted(shown - seen)
    assert not missing, "\n".join(missing)


def test_axe_finds_nothing(pages, windows):
    """Page i in language i mod 3, every second page in the dark; one h1, a title, a language."""
    axe, found = Axe(), []
    themes = cycle(("light", "dark"))
    for number, page in enumerate(pages):
        language = LANGUAGES[number % 3]
        visit = windows(page, language, next(themes))
        headings = visit.page.locator("h1").count()
        said = visit.page.locator("html").get_attribute("lang")
        if headings != 1 or said != language or not visit.page.title().strip():
            found.append(f"{page.path}: {headings} h1, lang {said}, {visit.page.title()!r}")
        for violation in axe.run(visit.page, options=AXE).response["violations"]:
            if violation["impact"] in SEVERE:
                targets = [node["target"] for node in violation["nodes"]][:3]
                found.append(f"{page.path} {page.role}: {violation['id']} {targets}")

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_nothing_is_wider_than_the_phone(pages, windows, language):
    """At 390 px; at what 200 % zoom leaves of a desk; at 320 px, which is 400 % (WCAG 1.4.10)."""
    found = []
    for page in pages:
        visit = windows(page, language)
        for width in (390, 640, 320):
            visit.page.set_viewport_size({"width": width, "height": 800})
            if problem := visit.page.evaluate(OVERFLOW):
                found.append(f"{page.path} at {width} px: {problem}")

    assert not found, "\n".join(found)


def test_the_keyboard_reaches_everything_and_shows_where_it_is(pages, windows):
    found = []
    for page in pages:
        visit = windows(page, "kk")
        count = visit.page.evaluate(LISTEN)
        for _ in range(count + 4):
            visit.page.keyboard.press("Tab")
        left, unseen = visit.page.evaluate(LEFT), visit.page.evaluate("() => window.unseen")
        found += [f"{page.path}: not reached: {element}" for element in left]
        found += [f"{page.path}: focus not visible: {element}" for element in unseen]

    assert not found, "\n".join(found)
