"""What a first view weighs, counted from the bytes that came over the wire."""

import pytest

from tests.e2e.conftest import PHONE

KB = 1024


@pytest.mark.parametrize(
    ("path", "role", "limit"),
    [
        ("/", "", 60),
        ("/account/login/", "", 60),
        ("/my/", "member", 60),
        ("/my/card/", "member", 60),
        ("/my/appeals/new/", "member", 30),
        ("/check/", "", 60),
    ],
)
def test_first_views_are_light(visit, path, role, limit):
    window = visit(role, language="kk", viewport=PHONE)
    session = window.context.new_cdp_session(window.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    window.open(path)
    window.page.wait_for_load_state("networkidle")

    assert len(sizes) >= 2  # the page and its styles at least
    assert sum(sizes) / KB <= limit


def test_nothing_comes_from_elsewhere(visit):
    window = visit("member")
    hosts = set()
    window.page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    for path in ("/", "/my/", "/my/card/", "/ui/"):
        window.open(path)

    assert hosts == {f"localhost:{window.product.port}"}
