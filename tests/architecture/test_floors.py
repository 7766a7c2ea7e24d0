"""Rooms stand in one order, said three times: settings, import contracts, folders."""

import tomllib

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model

from tests.architecture import plan

CONTRACTS = tomllib.loads((plan.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


def layers(name: str) -> list[list[str]]:
    contract = next(c for c in CONTRACTS["contracts"] if c["name"] == name)
    rows = [[room.strip(" ()") for room in row.split("|")] for row in contract["layers"]]
    return rows[::-1]


@pytest.mark.parametrize(
    ("floor", "rooms", "contract"),
    [
        ("foundation", settings.FOUNDATION, "Foundation: who stands on whom"),
        ("modules", settings.MODULES, "Modules: readers on voices on registers"),
    ],
)
def test_settings_and_contracts_say_the_same_order(floor, rooms, contract):
    height = {room: number for number, row in enumerate(layers(contract)) for room in row}

    assert [room for room in rooms if room not in height] == []
    assert [height[room] for room in rooms] == sorted(height[room] for room in rooms)


@pytest.mark.parametrize("floor", ["foundation", "modules", "portals"])
def test_every_folder_of_a_floor_is_a_room_in_settings(floor):
    folders = {path.parent.name for path in (plan.SRC / floor).glob("*/__init__.py")}

    assert folders == set(getattr(settings, floor.upper()))


def test_no_contract_is_weakened():
    for contract in CONTRACTS["contracts"]:
        assert "ignore_imports" not in contract, contract["name"]
    assert "ignore_imports" not in CONTRACTS


def test_foreign_keys_point_down():
    up = []
    for app in plan.our_apps():
        own = plan.rank(plan.room_of(app.name))
        for model in app.get_models(include_auto_created=True):
            for field in model._meta.get_fields():
                if not field.is_relation or field.auto_created or not field.related_model:
                    continue
                if field.related_model is get_user_model():
                    continue  # bound by AUTH_USER_MODEL: Django's own port
                label = field.related_model._meta.app_label
                target = plan.room_of(apps.get_app_config(label).name)
                if plan.rank(target) > own:
                    up.append(f"{model._meta.label}.{field.name} → {target}")

    assert up == []


def test_lib_says_which_source_it_follows():
    for package in sorted((plan.SRC / "lib").glob("*/__init__.py")):
        assert (package.parent / "README.md").exists(), f"{package.parent.name} has no README.md"
