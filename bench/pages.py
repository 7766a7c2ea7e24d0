"""CPU per request and bytes of first views: ./ortaq bench pages; method in docs/bench.md."""

import gzip
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from tools.product import Product, cpu_seconds, free_port

from bench._figures import Figure, Limit, report

OPTIONS = ["--interface", "wsgi", "--no-ws", "--workers", "2", "--blocking-threads", "2"]
REQUESTS, CONNECTIONS, ROUNDS, WARM = 200, 4, 3, 60
FETCHED = re.compile(
    r"""<(?:link\b[^>]*?rel=["'](?:stylesheet|icon|modulepreload|preload)["'][^>]*?\shref"""
    r"""|script\b[^>]*?\ssrc|img\b[^>]*?\ssrc)=["']([^"']+)"""
)
IMPORTED = re.compile(r"""(?:@import\s+(?:url\()?["']?|url\(["']?)([^"')]+)""")


class Visitor:
    """One kept connection with cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("localhost", port, timeout=30)
        self.cookies: dict[str, str] = {"lang": "kk"}

    def get(self, path: str, *, method: str = "GET", body: str = "") -> tuple[int, str, bytes]:
        """Return status, location and the body as it came over the wire."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Encoding": "gzip",
            "Accept": "text/html,*/*",
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body=body or None, headers=headers)
            answer = self.connection.getresponse()
        except ConnectionError:  # the server lets idle connections go
            self.connection.close()
            self.connection.request(method, path, body=body or None, headers=headers)
            answer = self.connection.getresponse()
        content = answer.read()
        for value in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {k: morsel.value for k, morsel in SimpleCookie(value).items()}
        self.encoding = answer.headers.get("Content-Encoding", "")
        return answer.status, answer.headers.get("Location", ""), content

    def text(self, path: str) -> str:
        """Return a page as text."""
        _status, _location, content = self.get(path)
        return (gzip.decompress(content) if self.encoding == "gzip" else content).decode()

    def sign_in(self, link: str) -> None:
        """Spend a one-time link, pressing its button where it has one."""
        path = urlsplit(link).path
        page = self.text(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        if token:
            self.get(path, method="POST", body=f"csrfmiddlewaretoken={token[1]}")
        status, _location, _content = self.get("/my/")
        if status != 200:
            raise RuntimeError(f"the link did not sign in: /my/ answered {status}")


def cpu_per_request(pids: list[int], port: int, path: str, cookies: dict[str, str]) -> float:
    """Return milliseconds of CPU of the web processes for one request of a page; a median."""
    visitors = [Visitor(port) for _ in range(CONNECTIONS)]
    for visitor in visitors:
        visitor.cookies |= cookies
        status, _location, _content = visitor.get(path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
    _load(visitors, path, WARM)
    rounds = []
    for _ in range(ROUNDS):
        before = cpu_seconds(pids)
        _load(visitors, path, REQUESTS)
        rounds.append((cpu_seconds(pids) - before) / REQUESTS * 1000)
    return statistics.median(rounds)


def _load(visitors: list[Visitor], path: str, requests: int) -> None:
    def ask(visitor: Visitor) -> None:
        for _ in range(requests // len(visitors)):
            visitor.get(path)

    threads = [threading.Thread(target=ask, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def first_view_kb(visitor: Visitor, path: str) -> float:
    """Return the compressed size of a page and everything that it makes an empty cache fetch."""
    _status, _location, content = visitor.get(path)
    total = len(content)
    waiting, done = _resources(path, visitor.text(path), FETCHED), set()
    while waiting:
        resource = waiting.pop()
        if resource in done or resource.startswith(("data:", "http")):
            continue
        done.add(resource)
        _status, _location, content = visitor.get(resource)
        total += len(content)
        if resource.partition("?")[0].endswith(".css"):
            sheet = gzip.decompress(content) if visitor.encoding == "gzip" else content
            waiting |= _resources(resource, sheet.decode(), IMPORTED)
    return total / 1024


def _resources(base: str, text: str, pattern: re.Pattern[str]) -> set[str]:
    return {urljoin(base, found) for found in pattern.findall(text) if "#" not in found}


BARE = textwrap.dedent('''
    """A bare Django project: twenty rows of a table in a template, nothing else."""
    import os
    from django.conf import settings
    settings.configure(
        SECRET_KEY="bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 60,
            "NAME": "ortaq", "USER": "ortaq", "HOST": os.environ["BENCH_SOCKET"]}},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    )
    import django
    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.db import connection
    from django.http import HttpResponse
    from django.template import Context, Template
    from django.urls import path
    PAGE = Template("<!doctype html><title>Rows</title><table>{% for id, name in rows %}"
        "<tr><td>{{ id }}</td><td>{{ name }}</td></tr>{% endfor %}</table>")
    def rows(request):
        with connection.cursor() as cursor:
            cursor.execute("select id, email from accounts_user order by id limit 20")
            return HttpResponse(PAGE.render(Context({"rows": cursor.fetchall()})))
    urlpatterns = [path("", rows)]
    application = get_wsgi_application()
''')


@contextmanager
def bare_django(product: Product) -> Iterator[tuple[int, list[int]]]:
    """Serve the bare project beside ours, with the same server and database."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="ortaq-bare-") as folder:
        Path(folder, "bare.py").write_text(BARE)
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", *OPTIONS, "--port", str(port), "bare:application"],
            cwd=folder,
            env={**os.environ, "BENCH_SOCKET": str(product.folder / "pg" / "socket")},
        )
        try:
            _wait_for(port)
            yield port, product.processes_of(server.pid)
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            Visitor(port).get("/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answers on port {port}")


def measure() -> list[Figure]:
    """Start a demo and return every figure."""
    with Product() as product:
        member = Visitor(product.port)
        member.sign_in(product.person("member").link)
        pids = product.web_pids()
        stranger = Visitor(product.port)
        figures: list[Figure] = [
            Limit("public page", cpu_per_request(pids, product.port, "/", {}), "ms CPU", 5),
            Limit(
                "member page",
                cpu_per_request(pids, product.port, "/my/", member.cookies),
                "ms CPU",
                15,
            ),
            Limit("first view of public home", first_view_kb(stranger, "/"), "KB", 60),
            Limit("first view of member home", first_view_kb(member, "/my/"), "KB", 60),
            Limit("first view of ask", first_view_kb(member, "/my/appeals/new/"), "KB", 30),
        ]
        with bare_django(product) as (port, bare):
            figures.append(
                Limit("bare Django page", cpu_per_request(bare, port, "/", {}), "ms CPU", None)
            )
    return figures


def main() -> dict[str, Any]:
    """Measure, print a table, return the figures for JSON."""
    load = os.getloadavg()[0]
    figures = measure()
    return report(figures, load=load)
