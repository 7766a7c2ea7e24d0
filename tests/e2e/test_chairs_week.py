"""The chair's ten minutes: a whole week of Saule's work in at most sixty taps.

A tap is a tap on a link, a button, a tick or a field; letters typed into a field are not taps. The
week: five applications, one paper form, one transfer, two appeals answered, one leaver, one
duplicate, a head-count, a look at the figures and one export.
"""

from typing import Any

from playwright.sync_api import Download, Page

from tests.e2e import staging
from tests.e2e.conftest import PHONE

MOST_TAPS = 60
APPLICANTS = 5


class Thumb:
    """One thumb on a phone: everything it does is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0
        self.day: list[tuple[str, int]] = []

    def tap(self, what: str) -> None:
        """Tap the first visible thing of a selector."""
        self.page.locator(what).locator("visible=true").first.click()
        self.taps += 1

    def write(self, where: str, text: str) -> None:
        """Tap into a field and type; the keyboard's own keys are not counted."""
        self.page.locator(where).locator("visible=true").first.fill(text)
        self.taps += 1

    def note(self, work: str) -> None:
        """Say that a piece of the week is done."""
        self.day.append((work, self.taps - sum(taps for _work, taps in self.day)))

    def is_said(self) -> str:
        """Wait for the desk's word that the act is done; return it."""
        said = self.page.locator("main .notice--success").first
        said.wait_for()
        return said.inner_text()


def test_a_week_of_the_chair_takes_sixty_taps(product, visit):
    names = staging.set_up(product, "week_stage")
    desk = visit("chair", language="kk", viewport=PHONE)
    thumb = Thumb(desk.open("/desk/"))
    desk.shoot("week-today-kk-390")
    export = walk(thumb, names)
    print(*(f"{taps:3} {work}" for work, taps in thumb.day), f"{thumb.taps:3} in all", sep="\n")
    assert export.suggested_filename.endswith(".xlsx")
    assert thumb.taps <= MOST_TAPS
    assert len(thumb.day) == 9


def walk(thumb: Thumb, names: dict[str, Any]) -> Download:
    """Do the week's work from the desk's first page."""
    admit_five(thumb)
    answer_two(thumb)
    agree_to_a_move(thumb)
    join_two_records(thumb)
    type_a_paper_form(thumb)
    end_a_membership(thumb, names["leaver"])
    write_a_head_count(thumb, names["site"])
    return look_at_figures(thumb)


def home(thumb: Thumb) -> None:
    """Go to the first page: a tap on the rail's first item."""
    thumb.tap(".rail a[href='/desk/']")
    thumb.page.wait_for_url("**/desk/")


def admit_five(thumb: Thumb) -> None:
    """Tick five applications and admit them at once."""
    thumb.tap(".card--link a[href='/desk/members/applications/']")
    ticks = thumb.page.locator("main input[name=chosen]")
    before = ticks.count()
    for n in range(APPLICANTS):
        ticks.nth(before - 1 - n).check()  # the latest stand last
        thumb.taps += 1
    thumb.tap("main form button[type=submit]")
    thumb.is_said()
    thumb.note("five applications admitted")


def answer_two(thumb: Thumb) -> None:
    """Answer one appeal; the next one opens by itself."""
    home(thumb)
    thumb.tap(".card--link a[href*='/desk/appeals/']")
    for _appeal in range(2):
        if thumb.page.locator("form[action$='/take/']").count():
            thumb.tap("form[action$='/take/'] button")
        number = thumb.page.url
        thumb.tap("a[href^='?as=remedied']")
        thumb.page.check("form[action$='/answer/'] input[value=explained]")
        thumb.taps += 1
        thumb.write("form[action$='/answer/'] textarea[name=text]", "Жарты жалақы төленді.")
        thumb.tap("form[action$='/answer/'] button.button")
        thumb.page.wait_for_url(lambda url, old=number: url.split("?")[0] != old.split("?")[0])
    thumb.note("two appeals answered")


def agree_to_a_move(thumb: Thumb) -> None:
    """Take in a member who comes from another primary."""
    home(thumb)
    thumb.tap("main a[href*='/members/transfers/']")
    thumb.tap("main input[name=decision][value=agree]")
    thumb.tap("main form button[type=submit]")
    thumb.is_said()
    thumb.note("one transfer agreed to")


def join_two_records(thumb: Thumb) -> None:
    """Join the two records of one person."""
    home(thumb)
    thumb.tap("main a[href*='/members/doubles/']")
    if not thumb.page.locator("main [name=ground]").count():
        thumb.tap("main a[href*='/members/doubles/']")
    thumb.write("main [name=ground]", "Екі жеке куәліктің көшірмесі салыстырылды.")
    thumb.tap("main form button[type=submit]")
    thumb.is_said()
    thumb.note("one duplicate joined")


def type_a_paper_form(thumb: Thumb) -> None:
    """Enter an application that was signed on paper."""
    thumb.tap(".rail a[href='/desk/members/']")
    thumb.tap("main a[href*='/members/body/']")
    thumb.tap("main a[href*='/members/new/?body=']")
    thumb.write("main input[name=family_name]", "Қағазбаев")
    thumb.write("main input[name=given_name]", "Жазира")
    thumb.write("main input[name=born_on]", "1991-03-08")
    thumb.tap("main input[name=consent]")
    thumb.tap("main form.form > button[type=submit]")
    thumb.is_said()
    thumb.note("one paper form entered")


def end_a_membership(thumb: Thumb, family_name: str) -> None:
    """Find a member by a name typed without Kazakh letters, and end the membership."""
    find(thumb, family_name.translate(str.maketrans("ңқғүұөәі", "нкгуеоаи")))
    thumb.tap("[data-finder-found] a[href*='/desk/person/']")
    thumb.tap("main a[href*='/desk/members/']")
    thumb.tap("main a[href$='/end/']")
    thumb.tap("main input[name=reason][value=work]")
    thumb.tap("main form button[type=submit]")
    thumb.is_said()
    thumb.note("one leaver")


def write_a_head_count(thumb: Thumb, site: str) -> None:
    """Find the workplace and write down how many work there."""
    find(thumb, site)
    thumb.tap("[data-finder-found] a[href*='/desk/workplaces/']")
    thumb.tap("main details:has(form[action$='/count/']) summary")
    thumb.write("form[action$='/count/'] input[name=people]", "145")
    thumb.tap("form[action$='/count/'] button[type=submit]")
    thumb.is_said()
    thumb.note("a head-count")


def find(thumb: Thumb, words: str) -> None:
    """Type into the search: it opens over the page and answers by itself."""
    thumb.tap(".topbar [data-finder-open]")
    thumb.page.locator("#finder").fill(words)
    thumb.page.locator("[data-finder-found] a").first.wait_for()


def look_at_figures(thumb: Thumb) -> Download:
    """Look at the figures of the primary and take them away as a table."""
    thumb.tap(".rail a[href='/desk/figures/']")
    if not thumb.page.locator("main a[href$='.xlsx']").count():
        thumb.tap("main a[href*='/desk/figures/']")
    thumb.page.locator("main .numeric, main .big-number").first.wait_for()
    thumb.note("a look at the figures")
    with thumb.page.expect_download() as coming:
        thumb.tap("main a[href$='.xlsx']")
    thumb.note("one export")
    return coming.value
