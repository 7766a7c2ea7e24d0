"""A room renders its own templates and the look of the house, nobody else's."""

import re

from tests.architecture import plan

USE = re.compile(r"""{%-?\s*(extends|include)\s+["']([^"']+)["']""")
# Folders that a library asks for by name; the room that dresses them stands beside.
DRESSED = {
    "foundation.accounts": ("account", "mfa", "usersessions", "allauth", "socialaccount"),
    "foundation.ui": ("django",),
}
ERROR_PAGES = re.compile(r"\d{3}(_csrf)?\.html")  # found by name, drawn by foundation/ui
PARTS = ("django/", "allauth/", "ui/forms/")  # pieces that a library asks for by name


# Whole documents of their own: they leave the house in a file.
DOCUMENTS = {
    "assistant/paper.html",
    "accounts/export.html",
    "appeals/report/page.html",
    "agreements/report.html",
    "letters/document.html",
}


def own_folders(room: str) -> tuple[str, ...]:
    return (room.rpartition(".")[2], *DRESSED.get(room, ()))


def room_and_name(path) -> tuple[str, str]:
    parts = path.relative_to(plan.SRC).parts
    return ".".join(parts[:2]), "/".join(parts[parts.index("templates") + 1 :])


def test_templates_live_in_the_folder_of_their_room():
    astray = []
    for path in plan.templates():
        room, name = room_and_name(path)
        is_error_page = room == "foundation.ui" and ERROR_PAGES.fullmatch(name)
        if name.split("/")[0] not in own_folders(room) and not is_error_page:
            astray.append(f"{room}: {name}")

    assert astray == []


def test_templates_use_only_their_own_and_the_house_s():
    foreign = []
    for path in plan.templates():
        room, name = room_and_name(path)
        for _, used in USE.findall(path.read_text()):
            if used.split("/")[0] not in {"ui", *own_folders(room)}:
                foreign.append(f"{room}: {name} uses {used}")

    assert foreign == []


def test_views_render_only_their_own_templates():
    foreign = []
    for source in plan.sources():
        for call in source.calls("render", "render_to_string", "get_template"):
            names = [plan.constant(arg) or "" for arg in call.args]
            foreign += [
                f"{source.name} renders {name}"
                for name in names
                if name.endswith((".html", ".txt"))
                and source.room
                and not (source.room == "foundation.ui" and ERROR_PAGES.fullmatch(name))
                and name.split("/")[0] not in {"ui", *own_folders(source.room)}
            ]

    assert foreign == []


def test_what_is_included_begins_with_an_underscore():
    plain = []
    for path in plan.templates():
        for verb, used in USE.findall(path.read_text()):
            named = used.startswith(PARTS) or used.rpartition("/")[2].startswith("_")
            if verb == "include" and not named:
                plain.append(f"{path.relative_to(plan.SRC)} includes {used}")

    assert plain == []


def test_full_pages_extend_a_shell():
    bare = []
    for path in plan.templates():
        _, name = room_and_name(path)
        is_part = name.startswith(PARTS) or name.rpartition("/")[2].startswith("_")
        if (
            not is_part
            and name not in {"ui/base.html", *DOCUMENTS}
            and "{% extends" not in path.read_text()
        ):
            bare.append(name)

    assert bare == []
