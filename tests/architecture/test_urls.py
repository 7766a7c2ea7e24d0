"""Doors: who may open each is said on the view; rooms know only their own and lower addresses."""

import re

from tests.architecture import plan

# Views of others that cannot carry our mark, each with the reason why it may stand open.
FOREIGN = {
    "allauth": "signs people in; its throttling and checks stand, ours stand around them",
    "ninja": "each operation carries auth of its own; the document and its page hold no data",
    "django.contrib.staticfiles": "files that are in the public repository",
    "django.views.static": "files that are in the public repository",
}
# Names of allauth have no namespace; everybody may point to the sign-in.
FOREIGN_NAMES = re.compile(r"account_|mfa_|usersessions_|socialaccount_")
LINK = re.compile(r"""{%-?\s*url\s+["']([\w:.-]+)["']""")


def owners() -> dict[str, str]:
    """Return the room of each namespace, by the module of its views."""
    found: dict[str, str] = {}
    for door in plan.doors():
        namespace, colon, _ = door.name.rpartition(":")
        room = plan.room_of(door.module)
        if colon and room:
            found.setdefault(namespace, room)
    return found


def test_every_view_says_who_may_open_it():
    silent = []
    for door in plan.doors():
        if any(f"{door.module}.".startswith(f"{name}.") for name in FOREIGN):
            continue
        if not getattr(door.pattern.callback, "access", ""):
            silent.append(f"/{door.route} ({door.module})")

    assert silent == []


def test_every_door_has_a_name():
    unnamed = [door.route for door in plan.doors() if not door.name and "api" not in door.route]

    assert unnamed == []


def test_rooms_point_only_to_their_own_and_lower_addresses():
    rooms = owners()
    up = []
    for source, name in names_in_code() + names_in_templates():
        namespace = name.rpartition(":")[0]
        if not namespace:
            assert FOREIGN_NAMES.match(name), f"{source}: {name} has no namespace"
            continue
        assert namespace in rooms, f"{source}: nobody owns {name}"
        own = ".".join(source.split("/")[:2])
        # Doors of the house point to each other (sign in → my page): the top floor is one.
        is_room = own in plan.ORDER and not own.startswith("portals.")
        if is_room and plan.rank(rooms[namespace]) > plan.rank(own):
            up.append(f"{source} → {name}")

    assert up == []


def names_in_code() -> list[tuple[str, str]]:
    found = []
    for source in plan.sources():
        for call in source.calls("reverse", "reverse_lazy", "redirect", "resolve_url"):
            name = plan.constant(call.args[0]) if call.args else None
            if name and "/" not in name:
                found.append((source.name, name))
    return found


def names_in_templates() -> list[tuple[str, str]]:
    return [
        (path.relative_to(plan.SRC).as_posix(), name)
        for path in plan.templates()
        for name in LINK.findall(path.read_text())
    ]
