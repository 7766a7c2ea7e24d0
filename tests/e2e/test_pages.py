"""Every page, in a real browser: axe, keyboard, width; languages and themes by rota."""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.e2e import cases, crawl
from tests.e2e.conftest import DESK, PHONE, Visit
from tests.permissions import table

LANGUAGES = ("kk", "ru", "en")
SEVERE = {"moderate", "serious", "critical"}
AXE = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
RUN = "options => axe.run(options).then(found => JSON.stringify(found.violations))"
# What answers 200 and is no page: forms that only take, machines, files, single messages.
NO_PAGE = re.compile(
    r"/api/.*|api:openapi|health:.*|ui:manifest|audit:(csv|heads)"  # for machines
    r"|appeals-(desk:figures-table|desk:report|figures:table)"  # files
    r"|appeals(-desk)?:(file|original)|accounts:export_file|dialogue:file"  # files
    r"|desk:(figures|movement)-table|orgs:calendar|sheets:(blank|wrong)"  # files, too
    r"|letters(-desk)?:(pdf|docx|file)|letters-public:answer_pdf"  # files
    r"|letters-public:answer"  # its key is in letters only
    r"|agreements-desk:(docx|json|pdf|protocol)"  # files
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
LISTEN = """whole => {
  const root = whole ? document : document.getElementById('main');
  if (!whole) root.focus();  // where the link past the menus leads
  const can = 'a[href],button,input,select,textarea,summary,[tabindex="0"],[contenteditable=true]';
  const groups = new Set();
  window.waiting = new Set([...root.querySelectorAll(can)].filter(e => {
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
def problems(pages, doorman) -> dict[str, list[str]]:
    """Look at every page in Kazakh and in Russian, at every third in English as well.

    One loading serves several looks, for loading pages is what such a walk spends its time on.
    """
    kept: dict[tuple[str, str], Visit] = {}
    shells: set[str] = set()
    found: dict[str, list[str]] = {"axe": [], "width": [], "keyboard": []}
    for number, page in enumerate(pages):
        own = LANGUAGES[number % 3]
        for language in dict.fromkeys(("kk", "ru", own)):
            if (page.role, language) not in kept:
                kept[page.role, language] = doorman(page.role, language=language)
            visit = kept[page.role, language]
            visit.page.set_viewport_size(DESK if page.path.startswith("/desk/") else PHONE)
            visit.open(page.path)
            said = {
                "axe": _axe(visit, "dark" if number % 2 else "light", own)
                if language == own
                else [],
                "keyboard": _keyboard(visit, shells) if language == "kk" else [],
                "width": _width(visit) if language != "en" else [],
            }
            for kind, words in said.items():
                found[kind] += [f"{page.path} {page.role}: {word}" for word in words]
    assert doorman.close() == []
    return found


def _axe(visit, theme: str, language: str) -> list[str]:
    """One h1, a title, the language said; and what axe finds."""
    visit.page.emulate_media(color_scheme=theme)
    headings = visit.page.locator("h1").count()
    said = visit.page.locator("html").get_attribute("lang")
    found = []
    if headings != 1 or said != language or not visit.page.title().strip():
        found.append(f"{headings} h1, lang {said}, {visit.page.title()!r}")
    found += [
        f"{violation['id']} {[node['target'] for node in violation['nodes']][:3]}"
        for violation in _violations(visit.page)
        if violation["impact"] in SEVERE
    ]
    visit.page.emulate_media(color_scheme="light")
    return found


def _violations(page) -> list[dict[str, Any]]:
    """Return them as one text: the driver looks at every value of what a page gives back."""
    page.evaluate(AXE_SCRIPT)
    return json.loads(page.evaluate(RUN, AXE))


def _keyboard(visit, shells: set[str]) -> list[str]:
    """Walk the content of a page, on the first page of each shell the menus around it as well."""
    shell = visit.page.evaluate("document.body.className")
    count = visit.page.evaluate(LISTEN, shell not in shells)
    shells.add(shell)
    for _ in range(count + 4):
        visit.page.keyboard.press("Tab")
    left, unseen = visit.page.evaluate(LEFT), visit.page.evaluate("() => window.unseen")
    return [f"not reached: {e}" for e in left] + [f"focus not visible: {e}" for e in unseen]


def _width(visit) -> list[str]:
    found = []
    for width in (390, 640, 320):
        visit.page.set_viewport_size({"width": width, "height": 800})
        if problem := visit.page.evaluate(OVERFLOW):
            found.append(f"at {width} px: {problem}")
    return found


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


def test_axe_finds_nothing(problems):
    """Page i in language i mod 3, every second page in the dark; one h1, a title, a language."""
    assert not problems["axe"], "\n".join(problems["axe"])


def test_nothing_is_wider_than_the_phone(problems):
    """At 390 px; at what 200 % zoom leaves of a desk; at 320 px, which is 400 % (WCAG 1.4.10)."""
    assert not problems["width"], "\n".join(problems["width"])


def test_the_keyboard_reaches_everything_and_shows_where_it_is(problems):
    assert not problems["keyboard"], "\n".join(problems["keyboard"])
