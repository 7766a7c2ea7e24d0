"""Finds one real address of every page: from the URLconf, and by following links as each role."""

import http.client
import re
from collections import deque
from html import unescape
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from tests.architecture import plan

HREF = re.compile(r"""<a\b[^>]*\shref=["']([^"'#]+)""")
TITLE = re.compile(r"<title>")
AT_MOST = 2  # examples of one page followed for each role
# Roles of the demo in the order in which they are asked; the first who sees a page shows it.
ROLES = ("", "member", "chair", "lawyer", "territorial", "administrator")


class Found(NamedTuple):
    """A page that somebody sees."""

    name: str
    path: str
    role: str


class Crawl:
    """One role's walk over links, by plain HTTP."""

    def __init__(self, port: int, state: dict[str, object] | None) -> None:
        self.connection = http.client.HTTPConnection("localhost", port, timeout=20)
        cookies = (state or {}).get("cookies", [])
        pairs = [f"{c['name']}={c['value']}" for c in cookies if c["name"] != "lang"]
        self.headers = {"Cookie": "; ".join([*pairs, "lang=kk"])}
        self.found: dict[str, str] = {}
        self.tried: dict[str, int] = {}

    def walk(self, starts: list[str]) -> dict[str, str]:
        """Return {name of a page: an address that answers 200 with HTML}."""
        queue = deque(starts)
        known = set(starts)
        while queue:
            path = queue.popleft()
            name = name_of(path)
            if not name or self.tried.get(name, 0) >= AT_MOST:
                continue
            self.tried[name] = self.tried.get(name, 0) + 1
            for link in self._links(name, path):
                if link not in known:
                    known.add(link)
                    queue.append(link)
        self.connection.close()
        return self.found

    def _links(self, name: str, path: str) -> list[str]:
        self.connection.request("GET", quote(path, safe="/?&=%:,+"), headers=self.headers)
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")
        assert answer.status < 500, f"{path} answered {answer.status}: {text[:300]}"
        if answer.status in {301, 302, 303}:
            return [urlsplit(answer.headers["Location"])._replace(scheme="", netloc="").geturl()]
        is_page = "text/html" in answer.headers.get("Content-Type", "")
        if answer.status != 200 or not is_page:
            return []
        if TITLE.search(text):
            self.found.setdefault(name, path)
        links = [urljoin(path, unescape(link)) for link in HREF.findall(text)]
        return [link for link in links if link.startswith("/") and not link.startswith("//")]


def name_of(path: str) -> str:
    """Return the name of a path's address; '' for what leads nowhere of ours."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def starts() -> list[str]:
    """Return every address of the URLconf that needs no argument."""
    found = []
    for door in plan.doors():
        if door.name and not door.arguments:
            try:
                found.append(reverse(door.name))
            except NoReverseMatch:
                continue
    return found


def pages(port: int, states: dict[str, dict[str, object] | None], more: list[str]) -> list[Found]:
    """Return one example of every page, with a role that sees it, in the order of names."""
    found: dict[str, Found] = {}
    for role, state in states.items():
        for name, path in Crawl(port, state).walk([*starts(), *more]).items():
            found.setdefault(name, Found(name, path, role))
    return [found[name] for name in sorted(found)]
