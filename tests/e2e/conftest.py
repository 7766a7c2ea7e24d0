"""The started product and a real browser, once for all browser tests."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tools.product import Product

from tests.architecture.plan import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
SHOTS = ROOT / "var" / "screenshots"
PATIENCE = 10_000  # ms
# What Chromium says by itself when a page answers 4xx; the status is asserted where it matters.
EXPECTED_NOISE = re.compile(r"Failed to load resource: the server responded with a status of 4")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="package")
def product() -> Iterator[Product]:
    """The demo, as ./ortaq demo starts it."""
    # A folder to keep saves the seeding when one works on these tests.
    kept = os.environ.get("E2E_FOLDER")
    with Product(Path(kept) if kept else None) as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, gone before the next folder's tests.

    Playwright keeps an event loop in this thread, and inside a loop Django has other connections
    than outside: tests of the database must not run beside it.
    """
    assert CHROMIUM, "no Chromium here: install it, or let ./ortaq test do so"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


class Visit:
    """A browser window of one person; everything it complains about is kept."""

    def __init__(self, product: Product, context: BrowserContext) -> None:
        self.product = product
        self.context = context
        self.complaints: list[str] = []
        context.set_default_timeout(PATIENCE)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = context.new_page()

    def open(self, path: str) -> Page:
        """Go to a path of the product; the answer must not be a failure of the server."""
        answer = self.page.goto(f"{self.product.address}{path}")
        assert answer is not None
        said = "\n".join(self.product.lines[-25:])
        assert answer.status < 500, f"{path} answered {answer.status}:\n{said}"
        return self.page

    def shoot(self, name: str) -> None:
        """Keep a picture for people to look at."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    def _hear(self, message: object) -> None:
        kind, text = message.type, message.text  # type: ignore[attr-defined]
        if kind in {"error", "warning"} and not EXPECTED_NOISE.search(text):
            self.complaints.append(f"{kind}: {text}")


class Doorman:
    """Opens windows; signs demo people in once and remembers their cookies."""

    def __init__(self, product: Product, browser: Browser) -> None:
        self.product = product
        self.browser = browser
        self.cookies: dict[str, object] = {}
        self.visits: list[Visit] = []

    def __call__(
        self, role: str = "", *, language: str = "kk", viewport: dict[str, int] = PHONE, **options
    ) -> Visit:
        """Open a window as a demo person (by a word of his role), or as nobody."""
        context = self.browser.new_context(
            viewport=viewport,
            storage_state=self.state(role),
            locale=language,
            timezone_id="Asia/Almaty",
            reduced_motion="reduce",
            **options,
        )
        context.add_cookies([{"name": "lang", "value": language, "url": self.product.address}])
        visit = Visit(self.product, context)
        self.visits.append(visit)
        return visit

    def state(self, role: str) -> object | None:
        """Return the cookies of a demo person; None for nobody."""
        if role and role not in self.cookies:
            self.cookies[role] = self._sign_in(role)
        return self.cookies.get(role)

    def _sign_in(self, role: str) -> object:
        context = self.browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(self.product.person(role).link)
        if page.locator("form[method=post] button").count():
            page.locator("main form[method=post] button").first.click()
        assert "/account/link/" not in page.url, f"{role} is not signed in"
        state = context.storage_state()
        context.close()
        return state

    def close(self) -> list[str]:
        """Close all windows; return what they complained about."""
        said = [text for visit in self.visits for text in visit.complaints]
        for visit in self.visits:
            visit.context.close()
        self.visits.clear()
        return said


@pytest.fixture(scope="package")
def doorman(product: Product, browser: Browser) -> Doorman:
    """Who opens windows, for the whole run."""
    return Doorman(product, browser)


@pytest.fixture
def visit(doorman: Doorman) -> Iterator[Callable[..., Visit]]:
    """Open windows; at the end no page may have complained (script errors, CSP, missing files)."""
    yield doorman
    assert doorman.close() == []
