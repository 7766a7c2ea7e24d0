"""What the house holds of people: told, exportable, and never printed."""

import ast
import re
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.contrib.auth import get_user_model

from tests.architecture import plan

SECRET = re.compile(r"(^|_)(password|passwd|secret|token|iin|otp|keys?|code|link)(_|$)")
# Programs whose purpose is to hand a secret to the person at the terminal, once.
HANDS_OVER = re.compile(r"management/commands/|^demo/|^ops/(demo|serve|words|keys)|^__main__")


def rooms_with_people() -> list[str]:
    user = get_user_model()
    found = []
    for app in plan.our_apps():
        relations = [
            field
            for model in app.get_models()
            for field in model._meta.get_fields()
            if field.is_relation and not field.auto_created and field.related_model is user
        ]
        if relations or user._meta.app_config is app:
            found.append(plan.room_of(app.name))
    return found


# Rooms below accounts cannot register there: accounts answers for what they hold.
@pytest.mark.parametrize(
    "room", [r for r in rooms_with_people() if plan.rank(r) >= plan.rank("foundation.accounts")]
)
def test_rooms_that_hold_people_say_what_they_hold(room):
    assert find_spec(f"ortaq.{room}.personal"), f"{room} has no personal.py"
    import_module(f"ortaq.{room}.personal")


def test_secrets_are_neither_printed_nor_logged():
    said = []
    for source in plan.sources():
        if HANDS_OVER.search(source.name):
            continue
        for call in source.calls("print", "debug", "info", "warning", "error", "exception"):
            for argument in [*call.args, *[word.value for word in call.keywords]]:
                names = {
                    node.attr if isinstance(node, ast.Attribute) else node.id
                    for node in ast.walk(argument)
                    if isinstance(node, ast.Attribute | ast.Name)
                    and ast.unparse(node) != "error.code"  # why something failed
                }
                said += [
                    f"{source.name}:{call.lineno} says {name}"
                    for name in sorted(names)
                    if SECRET.search(name)
                ]

    assert said == []
