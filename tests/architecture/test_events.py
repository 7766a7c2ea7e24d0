"""Facts and jobs: plain, heard by somebody who is loaded, run under names that exist."""

import ast
import dataclasses
import importlib

from ortaq.foundation.events import bus, jobs
from tests.architecture import plan

PLAIN = {"int", "str", "bool", "float", "int | None", "str | None", "list[int]", "list[str]"}


def event_types() -> list[type[bus.Event]]:
    for source in plan.sources():
        if source.path.name == "events.py" and source.room:
            importlib.import_module(f"ortaq.{source.room}.events")
    return sorted(
        (kind for kind in bus.Event.__subclasses__() if ".tests." not in kind.__module__),
        key=lambda kind: kind.__qualname__,
    )


def test_facts_hold_identifiers_and_plain_values_only():
    for kind in event_types():
        for field in dataclasses.fields(kind):
            shape = field.type if isinstance(field.type, str) else _name(field.type)
            assert shape in PLAIN, f"{kind.__qualname__}.{field.name}: {shape}"


def test_facts_are_frozen_and_say_what_they_mean():
    for kind in event_types():
        assert kind.__dataclass_params__.frozen, kind.__qualname__
        said = kind.__doc__ or ""
        assert said, kind.__qualname__
        assert not said.startswith(f"{kind.__name__}("), kind.__qualname__


def test_facts_live_in_events_modules():
    for kind in event_types():
        assert kind.__module__.endswith(".events"), kind.__qualname__


def test_receivers_are_discovered():
    written = {
        f"ortaq.{source.name.removesuffix('.py').replace('/', '.')}.{node.name}"
        for source in plan.sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef)
        and any(
            isinstance(mark, ast.Call) and plan.called(mark) == "subscribe"
            for mark in node.decorator_list
        )
    }
    heard = {
        name
        for names in bus.subscriptions().values()
        for name in names
        if ".tests." not in name and name.startswith("ortaq.")
    }

    assert heard == written


def test_deferred_jobs_exist():
    unknown = []
    for source in plan.sources():
        for call in source.calls("defer", "defer_once", "defer_many"):
            name = plan.constant(call.args[0]) if call.args else None
            if name and "." in name and name not in jobs.names():
                unknown.append(f"{source.name}:{call.lineno} defers {name}")

    assert unknown == []


def test_job_names_begin_with_the_name_of_their_room():
    for source in plan.sources():
        for call in source.calls("task", "periodic"):
            name = plan.constant(call.args[0]) if call.args else None
            if name and source.room:
                assert name.startswith(f"{source.room.rpartition('.')[2]}."), name


def test_every_periodic_job_is_in_the_house_book():
    book = (plan.ROOT / "docs" / "house.md").read_text()
    missing = [row.name for row in jobs.periodic_table() if f"`{row.name}`" not in book]

    assert missing == []


def test_every_periodic_job_says_what_for_and_what_if_not():
    silent = [row.name for row in jobs.periodic_table() if not (row.purpose and row.if_missed)]

    assert silent == []


def _name(kind: object) -> str:
    return kind.__name__ if isinstance(kind, type) else str(kind)
