"""Cases that the demo lacks, made through the forms themselves, so that every page is there."""

import re

from playwright.sync_api import Page

from tests.e2e import staging

BODY = re.compile(r"/desk/members/body/(\d+)/")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w")
PATIENCE = 60  # seconds until a sheet is read


def make(doorman) -> list[str]:
    """Record a breach, ask for a correction, apply, propose; return pages that no link shows."""
    chair = doorman("chair", java_script_enabled=False)
    body = BODY.search(chair.open("/desk/members/").content())[1]

    page = doorman("administrator", java_script_enabled=False).open("/desk/breaches/new/")
    send(
        page,
        discovered_at="2026-11-02T10:00",
        what_happened="Ойдан шығарылған оқиға.",
        kinds_of_data="аты-жөні",
    )

    member = doorman("member", java_script_enabled=False)
    address = ADDRESS.search(member.open("/account/data/").inner_text("main"))[0]
    send(member.open("/account/data/correct/"), family_name="Өзгертілген")

    stranger = doorman("stranger", java_script_enabled=False)
    send(stranger.open(f"/my/membership/apply/{body}/"))

    family_name = doorman.product.person("member").name.split()[-1]
    send(
        chair.open(f"/desk/mandates/new/?body={body}"),
        address=address,
        family_name=family_name,
        kind="inspector",
        since="2026-11-02",
        ground="№ 7 хаттама",
    )
    staged = staging.set_up(doorman.product, "pages_stage")
    for _second in range(PATIENCE):  # the worker reads the list
        page = chair.open(staged["sheet"])
        if page.locator(f"a[href*='{staged['sheet']}rows/']").count():
            break
        page.wait_for_timeout(1000)
    assert doorman.close() == []
    link = doorman.product.person("trainer").link.removeprefix(doorman.product.address)
    return [
        *staged.values(),
        link,
        "/my/membership/apply/?q=а",
        f"/desk/mandates/new/?body={body}",
    ]


def send(page: Page, **values: str) -> None:
    """Fill a form, agree to everything, send it; the page must have nothing to complain of."""
    if not page.locator("main form[method=post] button:not([name])").count():
        return  # the case is there from an earlier run in a kept folder
    for box in page.locator("main form[method=post] input[type=checkbox]").all():
        box.check()
    for name, value in values.items():
        field = page.locator(f"main form [name={name}]").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    before = page.url
    page.locator("main form[method=post] button:not([name])").last.click()
    page.wait_for_load_state()
    said = page.locator("main .error, main .error-summary").all_inner_texts()
    assert page.url != before or not said, f"{before}: {said}"
